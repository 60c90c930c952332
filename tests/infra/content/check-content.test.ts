import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildLetter, buildLetters } from '../../../infra/content/build-letter.ts';
import { checkContent } from '../../../infra/content/check-content.ts';
import { everyText } from '../../../infra/content/check-text.ts';
import { countSegments } from '../../../infra/content/count-segments.ts';
import { hashOf } from '../../../infra/content/learned-from.ts';
import { readContent } from '../../../infra/content/read-content.ts';
import { VECTOR_LENGTH } from '../../../lambdas/understanding/classifier.ts';
import { writeWeights } from '../../../lambdas/understanding/weights-file.ts';

// Before the real letter in the alphabet and after it in time.
const ID = 'appleton-2031';
const PUBLISHED = `${ID}/letter.md`;
const LETTER = `${ID}/letter.yaml`;
const TOPICS = `${ID}/topics.yaml`;
const REPLIES = 'replies.yaml';

const FILES = {
  [PUBLISHED]: `# A letter

Inspectors came to Appleton in 2031. The bakery got the grade Good. They liked the buns.
`,
  [LETTER]: `place: Appleton
inspected: May 2031
year: "2031"
setAside:
  - sentence: "A letter"
    reason: "The title."
`,
  [TOPICS]: `- id: grades
  keyword: GRADES
  hint: how good it is
  otherWords: [results]
  texts:
    - text: "In 2031 the bakery was Good."
      plainer: "The buns were nice in 2031."
      restsOn: ["The bakery got the grade Good."]
- id: about
  keyword: ABOUT
  hint: who came
  otherWords: [visit]
  texts:
    - text: "They came in 2031."
      plainer: "Some people came in 2031."
      restsOn: ["Inspectors came to Appleton in 2031."]
    - text: "They liked the buns in 2031."
      plainer: "They ate buns in 2031."
      restsOn: ["They liked the buns."]
`,
  'examples/distress/hurt.txt': '## writer a, plain\nmy uncle hurts me\n',
  'examples/worry.txt': '## writer a\nmy cat died\n',
  [`${ID}/examples/grades.txt`]: '## writer a\nwas the bakery good\n',
  [`${ID}/examples/about.txt`]: '## writer a\nwho came to look at the bakery\n',
};

/** A content folder with a letter of an invented place, and with one file changed. */
function contentWith(file?: string, from: string | RegExp = '', to = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync('content', folder, { recursive: true });
  cpSync(join(folder, 'dorset-2021'), join(folder, ID), { recursive: true });
  // A few examples, and weights that count as learned from them: all of them would take half a second each time.
  for (const examples of ['examples', join(ID, 'examples')]) rmSync(join(folder, examples), { recursive: true });
  mkdirSync(join(folder, 'examples/distress'), { recursive: true });
  mkdirSync(join(folder, ID, 'examples'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, ID, 'weights.bin'), weightsFor(folder));
  if (file) {
    const before = readFileSync(join(folder, file), 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} has no ${from}`);
    writeFileSync(join(folder, file), after);
  }
  return folder;
}

/** Weights that tell nothing and are up to date: the check looks at nothing else. */
function weightsFor(folder: string): Uint8Array {
  const read = readContent(folder, ID);
  if (!read.isReadable) throw new Error('The letter cannot be read');
  const none = new Float32Array(1);
  return writeWeights({
    meanings: ['everyday'],
    buckets: 1,
    step: 1,
    runs: new Int8Array(1),
    runsBias: none,
    means: new Float32Array(VECTOR_LENGTH),
    scales: new Float32Array(VECTOR_LENGTH),
    networks: [],
    vocabulary: {},
    learnedFrom: hashOf(read.source),
  });
}

function problemsOf(folder: string) {
  const read = readContent(folder, ID);
  const problems = read.isReadable ? checkContent(read.source) : read.problems;
  return problems.map(({ file, ...rest }) => ({ file: file.slice(folder.length + 1), ...rest }));
}

describe('the content check', () => {
  it('finds nothing wrong with a letter as it should be', () => {
    expect(problemsOf(contentWith())).toEqual([]);
  });

  it.each([
    {
      of: 'a quotation that was altered',
      change: [TOPICS, 'the grade Good', 'the grade good'],
      what: 'no sentence of the letter',
      fix: 'the nearest is "The bakery got the grade Good."',
    },
    {
      of: 'a quotation that is not whole',
      change: [TOPICS, '"They liked the buns."', '"liked the buns."'],
      what: 'no sentence of the letter',
      fix: 'Quote one whole',
    },
    {
      of: 'a sentence set aside that is not in the letter',
      change: [LETTER, '"A letter"', '"No letter"'],
      what: 'no sentence of the letter',
      fix: 'the nearest is',
    },
    {
      of: 'a sentence of the letter that nobody uses',
      change: [PUBLISHED, 'They liked', 'They slept. They liked'],
      what: 'No text rests on "They slept."',
      fix: 'set it aside',
      isNamedElsewhere: true,
    },
    {
      of: 'a typographic apostrophe',
      change: [TOPICS, 'liked the buns in', 'liked the town’s buns in'],
      what: '’',
      fix: "Use '",
    },
    {
      of: 'a character that nothing plain stands for',
      change: [TOPICS, 'liked the buns in', 'liked the 🥯 in'],
      what: '🥯',
      fix: 'Leave it out',
    },
    {
      of: 'a text that has grown past one segment',
      change: [
        TOPICS,
        'was Good.',
        'was Good. It was. It was. It was. It was. It was. It was. It was. It was. It was. It was. It was. It was. It was. It was.',
      ],
      what: 'over one segment',
      fix: 'Remove ',
    },
    {
      of: 'a text that is hard to read',
      change: [
        TOPICS,
        'the bakery was Good',
        'the municipal bakery demonstrated considerable organisational effectiveness',
      ],
      what: 'reading grade',
      fix: 'an easier word than "organisational"',
    },
    {
      of: 'a text without its year',
      change: [TOPICS, 'They came in 2031.', 'They came.'],
      what: "today's news",
      fix: 'Say 2031',
    },
    {
      of: 'a telling word at the opening',
      change: [TOPICS, 'They came in 2031.', 'Foster care in 2031.'],
      what: 'locked phone',
      fix: 'neutral',
    },
    {
      of: 'a keyword that Twilio keeps',
      change: [TOPICS, 'keyword: ABOUT', 'keyword: STOP'],
      what: 'reserved by Twilio',
      fix: 'another word',
    },
    {
      of: 'another word that Twilio keeps',
      change: [TOPICS, '[visit]', '[visit, info]'],
      what: 'reserved by Twilio',
      fix: 'another word',
    },
    {
      of: 'a second GRADES',
      change: [TOPICS, 'keyword: ABOUT', 'keyword: GRADES'],
      what: '"GRADES" is taken',
      fix: 'Keep it for one',
    },
    {
      of: 'the same word, written otherwise',
      change: [TOPICS, '[visit]', '[Re-sults]'],
      what: '"Re-sults" is taken',
      fix: 'Keep it for one',
    },
    {
      of: 'a word that means MORE',
      change: [TOPICS, '[visit]', '[next]'],
      what: '"next" is taken',
      fix: 'Keep it for one',
    },
    {
      of: 'a number of the menu',
      change: [TOPICS, '[visit]', '["1"]'],
      what: '"1" is taken',
      fix: 'Keep it for one',
    },
    {
      of: 'a word without letters',
      change: [TOPICS, '[visit]', '["!?"]'],
      what: 'no letter or digit',
      fix: 'Take it out',
    },
    {
      of: 'a second topic of the same id',
      change: [TOPICS, 'id: about', 'id: grades'],
      what: 'The id grades is taken',
      fix: 'another id',
    },
    {
      of: 'a reply that asks for a word of Twilio',
      change: [REPLIES, /^thanks: .*$/m, 'thanks: "Reply YES for more topics."'],
      what: 'asks people to text YES',
      fix: 'another word',
    },
    {
      of: 'a reply that has people text 999',
      change: [REPLIES, /^slowDown: .*$/m, 'slowDown: "Call 999 or text 999. Childline: 0800 1111."'],
      what: 'asks people to text 999',
      fix: 'call 999',
    },
    {
      of: 'a safety reply without Childline',
      change: [REPLIES, /^help: .*$/m, 'help: "In danger? Call 999.{council}"'],
      what: 'help: does not name Childline',
      fix: 'child in danger',
    },
    {
      of: 'a placeholder that nothing fills',
      change: [REPLIES, /^greeting: .*$/m, 'greeting: "Hello {town}. Text MENU."'],
      what: '{town}, which nothing fills',
      fix: '{place}',
    },
    {
      of: 'a placeholder that is missing',
      change: [REPLIES, /^menu: .*$/m, 'menu: "Text a word."'],
      what: 'menu lacks {topics}',
      fix: 'Put it',
    },
    {
      of: 'braces that would be sent',
      change: [TOPICS, 'They came in 2031.', 'They {came} in 2031.'],
      what: '{ would be sent as it stands',
      fix: 'Take the braces out',
    },
    {
      of: 'a reply that asks for a word nothing answers',
      change: [REPLIES, /^thanks: .*$/m, 'thanks: "Text BANANA for more."'],
      what: 'asks people to text BANANA, which nothing answers',
      fix: 'Ask for a keyword',
    },
    {
      of: 'a keyword that a reply still asks for',
      change: [TOPICS, 'keyword: GRADES', 'keyword: MARKS'],
      what: 'asks people to text GRADES',
      fix: 'Ask for a keyword',
      isNamedElsewhere: true,
    },
    {
      of: 'a cue without its space',
      change: [REPLIES, 'cueMore: " ', 'cueMore: "'],
      what: 'cueMore is not as it must be',
      fix: 'Begin it with a space',
    },
    {
      of: 'a year that only looks like the letter’s',
      change: [TOPICS, 'They came in 2031.', 'They came in 20311.'],
      what: "today's news",
      fix: 'Say 2031',
    },
    {
      of: 'a key that is missing',
      change: [REPLIES, /^thanks: .*$/m, ''],
      what: 'thanks is missing',
      fix: 'Add it',
    },
    {
      of: 'a text of nothing but space',
      change: [TOPICS, 'They came in 2031.', ' '],
      what: 'no. 2, texts, no. 1, text is not as it must be',
      fix: 'Write the words',
    },
    {
      of: 'an indent with a tab',
      change: [LETTER, /^ {2}- sentence/m, '\t- sentence'],
      what: 'Tabs are not allowed',
      fix: 'Indent with spaces',
    },
    {
      of: 'a sentence that is used and set aside',
      change: [LETTER, 'A letter"', 'The bakery got the grade Good."'],
      what: 'set aside and yet a text rests on it',
      fix: 'Take it out here',
    },
    {
      of: 'an id that means something else',
      change: [TOPICS, 'id: about', 'id: menu'],
      what: 'The id menu is taken',
      fix: 'another id',
    },
    {
      of: 'a text that rests on nothing',
      change: [TOPICS, '["They liked the buns."]', '[]'],
      what: 'restsOn is not as it must be',
      fix: 'Quote the sentence',
    },
    {
      of: 'a letter that supersedes one that is no older',
      change: [LETTER, 'setAside:', 'supersedes: appleton-2031\nsetAside:'],
      what: 'appleton-2031 cannot supersede appleton-2031, which is no older',
      fix: 'Name an older letter',
    },
    {
      of: 'a word for the older letter that means something else',
      change: ['words.yaml', 'older: [older', 'older: [options, older'],
      what: '"options" is taken: menu has "options"',
      fix: 'Keep it for one of them',
    },
    {
      of: 'an older letter that is announced without its year',
      change: [REPLIES, ', of {olderYear}', ''],
      what: 'olderLetter lacks {olderYear}',
      fix: 'Put it where it belongs',
    },
    {
      of: 'a year that is not the folder’s',
      change: [LETTER, 'year: "2031"', 'year: "2029"'],
      what: 'The year is 2029, and the folder is called appleton-2031',
      fix: 'fix the year',
    },
    {
      of: 'a cue with a placeholder',
      change: [REPLIES, 'cueMore: "', 'cueMore: " {year}'],
      what: '{ would be sent as it stands',
      fix: 'Take the braces out',
      isNamedElsewhere: true,
    },
    {
      of: 'a keyword in small letters',
      change: [TOPICS, 'keyword: ABOUT', 'keyword: about'],
      what: 'no. 2, keyword is not as it must be',
      fix: 'capitals',
    },
    {
      of: 'a key that is not known',
      change: [LETTER, 'place:', 'town:'],
      what: 'The file is not as it must be',
      fix: 'Take out town',
    },
    {
      of: 'a file that is no YAML',
      change: [LETTER, 'place: Appleton', 'place: Appleton: by the sea'],
      what: 'Nested mappings',
      fix: 'Fix the YAML',
    },
  ] satisfies {
    of: string;
    change: [file: string, from: string | RegExp, to: string];
    what: string;
    fix: string;
    /** What is missing from the letter's texts stands in no line of what was changed. */
    isNamedElsewhere?: boolean;
  }[])('names the place and the fix of $of', ({ change: [file, from, to], what, fix, isNamedElsewhere }) => {
    const folder = contentWith(file, from, to);
    const problem = problemsOf(folder).find((one) => one.what.includes(what));
    expect(problem?.fix).toContain(fix);
    if (!isNamedElsewhere) {
      expect(problem?.file).toBe(file);
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      const line = problem?.line ?? 0;
      expect(lines.slice(Math.max(0, line - 2), line + 1).join('\n')).toContain(to);
    }
  });

  it.each([
    'help',
    'human',
    'safety',
    'safetySilent',
    'safetyStay',
    'safetyAdult',
    'notUnderstoodAgain',
    'slowDown',
    'cannotAnswer',
  ])('wants 999 and Childline in %s', (name) => {
    const reply = `${name}: "Sorry. {council}"`;
    const problems = problemsOf(contentWith(REPLIES, new RegExp(`^${name}: .*$`, 'm'), reply));
    expect(problems.map(({ what }) => what)).toEqual([
      `${name}: does not say "call 999"`,
      `${name}: does not name Childline and 0800 1111`,
    ]);
  });

  it.each(['worry', 'worryGoodbye', 'notUnderstood'])('wants Childline in %s', (name) => {
    const problems = problemsOf(contentWith(REPLIES, new RegExp(`^${name}: .*$`, 'm'), `${name}: "I am sad."`));
    expect(problems.map(({ what }) => what)).toEqual([`${name}: does not name Childline and 0800 1111`]);
  });

  it('wants the numbers in every language, and lets those have two segments and letters of their own', () => {
    const problems = (safety: string) =>
      problemsOf(contentWith('languages.yaml', /^polish:\n {2}safety: .*$/m, `polish:\n  safety: "${safety}"`));
    const long = 'Cześć. Odpowiada komputer. Dzwoń na 999. Childline: 0800 1111.';
    expect(problems(long)).toEqual([]);
    expect(problems(long + ' Zażółć'.repeat(20)).map(({ what }) => what)).toEqual([
      'polish, safety: 4 segments, over 2',
    ]);
    expect(problems('Cześć. Odpowiada komputer.').map(({ what }) => what)).toEqual([
      'polish, safety: does not say 999',
      'polish, safety: does not name Childline and 0800 1111',
    ]);
  });

  it('wants the grade of what a word means to be easy, too', () => {
    const hard = 'text: "Accommodation constitutes residential infrastructure provision."';
    const problems = problemsOf(contentWith('glossary.yaml', /text: .*accommodation is.*$/m, hard));
    expect(problems).toEqual([
      expect.objectContaining({
        what: expect.stringContaining('what "accommodation" means: reading grade'),
        fix: expect.stringContaining('than "'),
      }),
    ]);
  });

  it.each([
    ['a text before the first heading', 'my dad hits me\n', 'A text before the first heading'],
    ['a heading without a writer', '## plain\nmy dad hits me\n', 'is no heading'],
    ['a note that says nothing', '## writer k, loud\nmy dad hits me\n', '"loud" says nothing here'],
  ])('names the place of %s among the examples', (_of, text, what) => {
    const folder = contentWith();
    writeFileSync(join(folder, 'examples/worry.txt'), text);
    expect(problemsOf(folder)).toContainEqual(
      expect.objectContaining({ file: 'examples/worry.txt', what: expect.stringContaining(what) }),
    );
  });

  it('names an example file of a topic that is not there', () => {
    const folder = contentWith();
    writeFileSync(join(folder, ID, 'examples/cakes.txt'), '## writer k\nis the cake good\n');
    expect(problemsOf(folder)).toContainEqual(
      expect.objectContaining({
        what: `cakes is no topic of ${ID}`,
        fix: 'Name the file after one of: grades, about',
      }),
    );
  });

  it('names a text that is an example of two meanings', () => {
    const folder = contentWith();
    appendFileSync(join(folder, ID, 'examples/grades.txt'), 'is the bakery open\n');
    appendFileSync(join(folder, ID, 'examples/about.txt'), 'Is the bakery open\n');
    expect(problemsOf(folder)).toContainEqual(
      expect.objectContaining({ what: expect.stringContaining('is in'), fix: 'Keep it where it belongs' }),
    );
  });

  it('says when examples have changed since the weights were learned, and how to learn them', () => {
    const folder = contentWith();
    appendFileSync(join(folder, ID, 'examples/grades.txt'), 'how good are the buns\n');
    expect(problemsOf(folder)).toEqual([
      {
        file: `${ID}/weights.bin`,
        line: 1,
        what: 'The examples have changed since this was learned',
        fix: 'Run: npm run learn',
      },
    ]);
  });

  it('says when nothing was learned yet', () => {
    const folder = contentWith();
    rmSync(join(folder, ID, 'weights.bin'));
    expect(problemsOf(folder)).toContainEqual(expect.objectContaining({ fix: 'Run: npm run learn' }));
  });

  it('names a phrase that is an example of distress', () => {
    const folder = contentWith('words.yaml', 'menu: [menu,', 'menu: [menu, my dad hits me,');
    appendFileSync(join(folder, 'examples/distress/hurt.txt'), 'my dad hits me\n');
    expect(problemsOf(folder)).toContainEqual(
      expect.objectContaining({ file: 'words.yaml', what: '"my dad hits me" is an example of distress too' }),
    );
  });

  it('says how many characters a text must lose', () => {
    const folder = contentWith(TOPICS, 'was Good.', `was Good.${' yes'.repeat(30)}`);
    // 148 characters and the 22 of the cue: ten too many.
    expect(problemsOf(folder)).toContainEqual(expect.objectContaining({ fix: 'Remove 10 characters' }));
  });
});

describe('the letter that is served', () => {
  it('is the newest, and needs no code', () => {
    expect(buildLetter(contentWith(), {}).letter).toMatchObject({
      id: ID,
      topics: [{ id: 'grades' }, { id: 'about' }],
    });
  });

  it('is another one when the deployment names it', () => {
    const folder = contentWith();
    rmSync(join(folder, 'examples'), { recursive: true });
    cpSync('content/examples', join(folder, 'examples'), { recursive: true });
    expect(buildLetter(folder, { letter: 'dorset-2021' }).letter.id).toBe('dorset-2021');
  });

  it('is built beside those of some numbers, each once', () => {
    const folder = contentWith();
    cpSync(join(folder, ID), join(folder, 'seatown-2031'), { recursive: true });
    const numbers = { '+447700900997': 'seatown-2031', '+447700900998': 'seatown-2031', '+447700900999': ID };
    const idsOf = (choice: { numbers?: Record<string, string> }) =>
      buildLetters(folder, { letter: ID, ...choice }).map(({ letter }) => letter.id);
    expect(idsOf({ numbers })).toEqual([ID, 'seatown-2031']);
    expect(idsOf({})).toEqual([ID]);
    expect(() => idsOf({ numbers: { '+447700900997': 'atlantis' } })).toThrow(/no letter atlantis/);
  });

  it('brings the letter that it supersedes, and announces it in words that fit one text', () => {
    const folder = contentWith(LETTER, 'setAside:', 'supersedes: dorset-2021\nsetAside:');
    rmSync(join(folder, 'examples'), { recursive: true });
    cpSync('content/examples', join(folder, 'examples'), { recursive: true });
    writeFileSync(join(folder, ID, 'weights.bin'), weightsFor(folder));
    const [newest, ...others] = buildLetters(folder, {});
    expect(others.map(({ letter }) => letter.id)).toEqual(['dorset-2021']);
    expect(newest.letter.supersedes).toMatchObject({ id: 'dorset-2021', note: expect.stringMatching(/2021.*OLDER/) });
    const read = readContent(folder, ID);
    const announced = read.isReadable && everyText(read.source).find(({ name }) => name === 'olderLetter');
    expect(announced && countSegments(announced.sent[0])).toMatchObject({ segments: 1, isGsm7: true });
  });

  it('is refused when the letter that it supersedes is not there', () => {
    const folder = contentWith(LETTER, 'setAside:', 'supersedes: atlantis-2001\nsetAside:');
    expect(() => buildLetters(folder, {})).toThrow(/no letter atlantis-2001/);
  });

  it('is refused when it is not there, with those that are', () => {
    expect(() => buildLetter(contentWith(), { letter: 'atlantis' })).toThrow(/dorset-2021, appleton-2031/);
  });

  it('is refused when the check finds anything', () => {
    const folder = contentWith(TOPICS, 'They came in 2031.', 'They came.');
    expect(() => buildLetter(folder, {})).toThrow(
      "topics.yaml:14  ABOUT text 1: reads as today's news. Say 2031 in it.",
    );
  });

  it('has the council’s line in HELP when there is one, and no gap when there is none', () => {
    expect(buildLetter('content', { contactLine: '01632 960123' }).letter.replies.help).toContain(': 01632 960123.');
    expect(buildLetter('content', {}).letter.replies.help).not.toMatch(/[{}]| {2}/);
  });
});
