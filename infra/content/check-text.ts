/** What each text that a person can receive must be. */

import type { FixedReply, Letter } from '../../content/letter.ts';
import { renderReply } from '../../lambdas/replies/render-reply.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import { RESERVED_WORDS } from '../../lambdas/understanding/reserved-words.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { compileLetter, toKey } from './compile-letter.ts';
import type { ContentSource, Path, Problem } from './content-source.ts';
import { countSegments } from './count-segments.ts';
import { readingGrade } from './reading-grade.ts';

/** Septets in one segment of GSM-7. */
export const SEPTETS = 160;
/** No text may be harder to read than this. */
export const HARDEST_GRADE = 8;
/** The longest contact line a deployment may set, and so the one that every reply is checked with. */
export const LONGEST_CONTACT_LINE = '01632 960123 ext 99';

/** How many characters a locked phone is sure to show. */
const FIRST_CHARACTERS = 25;

const SAFETY_REPLIES: readonly FixedReply[] = [
  'help',
  'safety',
  'howToStop',
  'notUnderstood',
  'slowDown',
  'cannotAnswer',
];

// What keyboards and word processors put in place of characters that every phone has.
const PLAIN_CHARACTERS: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '-',
  '\t': ' ',
  '\u00a0': ' ',
  '`': "'",
  ç: 'c',
  ê: 'e',
};

/** Words that a person can receive, and where they stand. */
export interface CheckedText {
  file: 'topics' | 'replies';
  path: Path;
  /** A topic's keyword, or a reply's name. */
  name: string;
  /** For people: "GRADES text 2". */
  title: string;
  /** As they stand in the file. */
  written: string;
  /** As they are sent, in every form they can take, the longest first. */
  sent: readonly [string, ...string[]];
  grade: number;
}

/** All texts that a person can receive. */
export function everyText(source: ContentSource): CheckedText[] {
  const letter = compileLetter(source, LONGEST_CONTACT_LINE);
  const ofTopics = source.topics.value.flatMap(({ id, keyword, texts }, topicIndex) =>
    texts.map(
      ({ text }, index): CheckedText => ({
        file: 'topics',
        path: [topicIndex, 'texts', index, 'text'],
        name: keyword,
        title: `${keyword} text ${index + 1}`,
        written: text,
        sent: [renderReply({ kind: 'text', topic: id, text: index + 1 }, letter) ?? ''],
        grade: readingGrade(text),
      }),
    ),
  );
  const ofReplies = (Object.keys(letter.replies) as FixedReply[]).map((name): CheckedText => {
    const [longest = '', ...others] = renderingsOf(name, letter).sort((one, other) => other.length - one.length);
    const written = source.replies.value[name];
    const grade = readingGrade(longest);
    return { file: 'replies', path: [name], name, title: name, written, sent: [longest, ...others], grade };
  });
  return [...ofTopics, ...ofReplies];
}

/** Everything that is wrong with one text. */
export function checkText(text: CheckedText, source: ContentSource, letter: Letter): Problem[] {
  const file = source[text.file];
  const faults = [
    ...checkAlphabet(text),
    ...checkLength(text),
    ...checkGrade(text),
    ...checkYear(text, source),
    ...checkOpening(text, source),
    ...checkWordsAskedFor(text, letter),
    ...checkSafety(text),
  ];
  return faults.map(({ what, mend }) => ({
    file: file.name,
    line: file.lineOf(text.path),
    what: `${text.title}: ${what}`,
    mend,
  }));
}

type Fault = Pick<Problem, 'what' | 'mend'>;

function renderingsOf(name: FixedReply, letter: Letter): string[] {
  const topics = letter.topics.map(({ id }) => id);
  switch (name) {
    case 'endOfTopic':
      return topics.map((topic) => renderReply({ kind: name, topic }, letter) ?? '');
    case 'severalTopics':
      return [renderReply({ kind: name, topics }, letter) ?? ''];
    case 'didYouMean':
      return pairsOf(topics).map((pair) => renderReply({ kind: name, topics: pair }, letter) ?? '');
    default:
      return [letter.replies[name]];
  }
}

function pairsOf(topics: readonly string[]): string[][] {
  return topics.flatMap((one, at) => topics.slice(at + 1).map((other) => [one, other]));
}

function checkAlphabet({ sent: [longest] }: CheckedText): Fault[] {
  const strange = [...new Set(longest)].filter((character) => !countSegments(character).isGsm7);
  const braces = /[{}]/.exec(longest);
  const control = /[^\P{Cc}\n]/u.test(longest);
  return [
    ...strange.map((character) => {
      const plain = PLAIN_CHARACTERS[character];
      const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
      return {
        what: `${character} (${code}) is no character of GSM-7 and leaves 70 for the whole text`,
        mend: plain ? `Use ${plain === ' ' ? 'a plain space' : plain} instead` : 'Leave it out',
      };
    }),
    ...(control ? [{ what: 'a control character in it, which XML does not allow', mend: 'Take it out' }] : []),
    ...(braces ? [{ what: `${braces[0]} would be sent as it stands`, mend: 'Take the braces out' }] : []),
  ];
}

function checkLength({ name, sent: [longest] }: CheckedText): Fault[] {
  const { isGsm7, segments, units } = countSegments(longest);
  if (!isGsm7 || segments === 1) return [];
  const over = units - SEPTETS;
  const remove = `Remove ${over} character${over === 1 ? '' : 's'}`;
  return [
    {
      what: 'over one segment with what is added to it',
      mend: name === 'menu' ? `${remove}: shorten keywords, or have fewer topics` : remove,
    },
  ];
}

function checkGrade({ grade }: CheckedText): Fault[] {
  if (grade <= HARDEST_GRADE) return [];
  const what = `reading grade ${grade.toFixed(1)}, over ${HARDEST_GRADE}`;
  return [{ what, mend: 'Use shorter sentences and shorter words' }];
}

function checkYear({ file, written }: CheckedText, { letter }: ContentSource): Fault[] {
  const { year } = letter.value;
  if (file === 'replies' || new RegExp(`\\b${year}\\b`).test(written)) return [];
  return [{ what: "reads as today's news", mend: `Say ${year} in it` }];
}

function checkOpening({ sent }: CheckedText, { words, letter }: ContentSource): Fault[] {
  const openings = sent.flatMap((one) => readWords(one.slice(0, FIRST_CHARACTERS)));
  const telling = words.value.notAmongFirstWords.find((word) => openings.includes(toKey(word)));
  if (!telling) return [];
  return [
    {
      what: `"${telling}" is among the first words, which a locked phone shows`,
      mend: `Begin with something neutral, such as "In ${letter.value.year}"`,
    },
  ];
}

function checkWordsAskedFor({ name, sent: [longest] }: CheckedText, letter: Letter): Fault[] {
  const asked = longest.matchAll(/\b(?:(?:[Tt]ext|[Rr]eply|[Ss]end|or) ([A-Z]{2,})|[Tt]ext (999))\b/g);
  return [...asked].flatMap(([, word, emergency]) => {
    if (emergency) return { what: 'asks people to text 999', mend: 'Say "call 999"' };
    const what = `asks people to text ${word}`;
    if (RESERVED_WORDS.has(word?.toLowerCase() ?? '') && !(name === 'howToStop' && word === 'STOP')) {
      return { what, mend: 'Ask for another word: Twilio answers this one itself' };
    }
    const isUnderstood = understandExactly({ body: word ?? '' }, {}, letter) !== undefined;
    return isUnderstood ? [] : { what: `${what}, which nothing answers`, mend: 'Ask for a keyword, MENU or MORE' };
  });
}

function checkSafety({ name, sent: [longest] }: CheckedText): Fault[] {
  if (!SAFETY_REPLIES.some((reply) => reply === name)) return [];
  const mend = 'Say it: this text may reach a child in danger';
  return [
    ...(/\bcall 999\b/i.test(longest) ? [] : [{ what: 'does not say "call 999"', mend }]),
    ...(/\bChildline\b.*\b0800 1111\b/.test(longest) ? [] : [{ what: 'does not name Childline and 0800 1111', mend }]),
  ];
}
