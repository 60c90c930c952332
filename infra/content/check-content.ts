/** What every word that a person can receive must be, and what the check says when it is not. */

import type { FixedReply, Letter } from '../../content/letter.ts';
import { readWords } from '../../lambdas/letters/read-words.ts';
import { renderReply } from '../../lambdas/letters/render-reply.ts';
import { RESERVED_WORDS } from '../../lambdas/letters/reserved-words.ts';
import { compileLetter, letterPhrases, SHARED_MEANINGS, toKey } from './compile-letter.ts';
import type { ContentSource, Path, Problem } from './content-source.ts';
import { countSegments } from './count-segments.ts';
import { foldSpace } from './letter-sentences.ts';
import { readingGrade } from './reading-grade.ts';

/** Septets in one segment of GSM-7. */
export const SEPTETS = 160;
/** No text may be harder to read than this; all of them together no harder than the second. */
export const HARDEST_GRADE = 8;
export const HARDEST_MEAN_GRADE = 5;
/** The longest contact line a deployment may set, and so the one that every reply is checked with. */
export const LONGEST_CONTACT_LINE = '01305 123456 ext 99';

/** How many characters a locked phone is sure to show. */
const FIRST_CHARACTERS = 25;

const SAFETY_REPLIES: readonly FixedReply[] = ['help', 'notUnderstood', 'slowDown', 'cannotAnswer'];

const PLACEHOLDERS: Partial<Record<FixedReply, readonly string[]>> = {
  menu: ['topics'],
  severalTopics: ['keywords'],
  endOfTopic: ['keyword', 'next'],
  greeting: [],
};

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
  '\u00a0': 'a plain space',
  '`': "'",
  ç: 'c',
  ê: 'e',
};

/** A text as a person receives it, and where its words stand. */
export interface CheckedText {
  file: 'topics' | 'replies';
  path: Path;
  /** For the table: a topic's keyword, or a reply's name. */
  name: string;
  /** The words as they stand in the file, and as they are sent. */
  written: string;
  sent: string;
  grade: number;
}

/** All texts that a person can receive, each at its longest. */
export function everyText(source: ContentSource): CheckedText[] {
  const letter = compileLetter(source, LONGEST_CONTACT_LINE);
  const ofTopics = source.topics.value.flatMap(({ id, keyword, texts }, topicIndex) =>
    texts.map(({ text }, index): CheckedText => {
      const sent = renderReply({ kind: 'text', topic: id, text: index + 1 }, letter) ?? '';
      const path = [topicIndex, 'texts', index, 'text'];
      return { file: 'topics', path, name: keyword, written: text, sent, grade: readingGrade(text) };
    }),
  );
  const ofReplies = (Object.keys(letter.replies) as FixedReply[]).map((name): CheckedText => {
    const written = source.replies.value[name];
    const sent = longest(renderingsOf(name, letter));
    return { file: 'replies', path: [name], name, written, sent, grade: readingGrade(sent) };
  });
  return [...ofTopics, ...ofReplies];
}

/** Everything that is wrong with a letter and its shared wording; none when it can be sent. */
export function checkContent(source: ContentSource): Problem[] {
  const texts = everyText(source);
  return [
    ...checkQuotations(source),
    ...checkSentencesUsed(source),
    ...checkPhrases(source),
    ...checkPlaceholders(source),
    ...texts.flatMap((text) => checkText(text, source)),
    ...checkMeanGrade(texts, source),
    ...checkSafetyReplies(texts, source),
  ];
}

/** The mean reading grade of all texts. */
export function meanGrade(texts: readonly CheckedText[]): number {
  return texts.reduce((sum, { grade }) => sum + grade, 0) / texts.length;
}

function renderingsOf(name: FixedReply, letter: Letter): string[] {
  const topics = letter.topics.map(({ id }) => id);
  switch (name) {
    case 'endOfTopic':
      return topics.map((topic) => renderReply({ kind: name, topic }, letter) ?? '');
    case 'severalTopics':
      return [renderReply({ kind: name, topics }, letter) ?? ''];
    default:
      return [letter.replies[name]];
  }
}

function longest(texts: readonly string[]): string {
  return texts.reduce((one, other) => (other.length > one.length ? other : one), '');
}

function checkQuotations({ sentences, topics, letter }: ContentSource): Problem[] {
  const known = new Set(sentences);
  const quotations = [
    ...topics.value.flatMap(({ texts }, topic) =>
      texts.flatMap(({ restsOn }, text) =>
        restsOn.map((sentence, at) => ({ file: topics, path: [topic, 'texts', text, 'restsOn', at], sentence })),
      ),
    ),
    ...letter.value.setAside.map(({ sentence }, at) => ({ file: letter, path: ['setAside', at], sentence })),
  ];
  return quotations
    .filter(({ sentence }) => !known.has(foldSpace(sentence)))
    .map(({ file, path, sentence }) => ({
      file: file.name,
      line: file.lineOf(path),
      what: `"${shorten(sentence)}" is no sentence of the letter`,
      mend: `Quote one whole and to the letter; the nearest is "${nearest(sentence, sentences)}"`,
    }));
}

function checkSentencesUsed({ id, sentences, topics, letter }: ContentSource): Problem[] {
  const quoted = topics.value.flatMap(({ texts }) => texts.flatMap(({ restsOn }) => restsOn)).map(foldSpace);
  const setAside = letter.value.setAside.map(({ sentence }) => foldSpace(sentence));
  const unused = sentences
    .filter((sentence) => !quoted.includes(sentence) && !setAside.includes(sentence))
    .map((sentence) => ({
      file: topics.name,
      line: 1,
      what: `No text rests on "${sentence}"`,
      mend: `Quote it under a text that says it, or set it aside with a reason in content/${id}/letter.yaml`,
    }));
  const both = letter.value.setAside.flatMap(({ sentence }, at) =>
    quoted.includes(foldSpace(sentence))
      ? [
          {
            file: letter.name,
            line: letter.lineOf(['setAside', at]),
            what: `"${shorten(sentence)}" is set aside and yet a text rests on it`,
            mend: 'Take it out here',
          },
        ]
      : [],
  );
  return [...unused, ...both];
}

function checkPhrases(source: ContentSource): Problem[] {
  const taken = new Map<string, { phrase: string; meaning: string }>();
  const problems: Problem[] = [];
  for (const { file, path, phrase, meaning } of letterPhrases(source)) {
    const place = { file: source[file].name, line: source[file].lineOf(path) };
    const key = toKey(phrase);
    const other = taken.get(key);
    if (key === '') {
      problems.push({ ...place, what: `"${phrase}" has no letter or digit`, mend: 'Take it out' });
    } else if (RESERVED_WORDS.has(key)) {
      const mend = 'Choose another word: Twilio answers this one itself';
      problems.push({ ...place, what: `"${phrase}" is reserved by Twilio`, mend });
    } else if (other) {
      const mend = other.meaning === meaning ? 'Take one of them out' : 'Keep it for one of them';
      problems.push({ ...place, what: `"${phrase}" is taken: ${other.meaning} has "${other.phrase}"`, mend });
    } else {
      taken.set(key, { phrase, meaning });
    }
  }
  const ids = new Set<string>(SHARED_MEANINGS);
  for (const [index, { id }] of source.topics.value.entries()) {
    if (!ids.has(id)) {
      ids.add(id);
      continue;
    }
    const line = source.topics.lineOf([index, 'id']);
    problems.push({ file: source.topics.name, line, what: `The id ${id} is taken`, mend: 'Choose another id' });
  }
  return problems;
}

function checkPlaceholders({ replies }: ContentSource): Problem[] {
  const everywhere = ['place', 'year', 'contact'];
  return Object.entries(replies.value).flatMap(([name, text]) => {
    const place = { file: replies.name, line: replies.lineOf([name]) };
    const needed = name === 'contact' ? ['contactLine'] : (PLACEHOLDERS[name as FixedReply] ?? []);
    const used = [...text.matchAll(/\{(.*?)\}/g)].map(([, placeholder = '']) => placeholder);
    const allowed = [...needed, ...everywhere];
    return [
      ...needed
        .filter((placeholder) => !used.includes(placeholder))
        .map((placeholder) => ({ ...place, what: `${name} lacks {${placeholder}}`, mend: 'Put it where it belongs' })),
      ...used
        .filter((placeholder) => !allowed.includes(placeholder))
        .map((placeholder) => ({
          ...place,
          what: `${name} has {${placeholder}}, which nothing fills`,
          mend: `Use ${allowed.map((known) => `{${known}}`).join(', ')} or plain words`,
        })),
    ];
  });
}

function checkText({ file, path, name, written, sent, grade }: CheckedText, source: ContentSource): Problem[] {
  const place = { file: source[file].name, line: source[file].lineOf(path) };
  const problems: Problem[] = [];
  const which = file === 'topics' ? `${name} text ${Number(path[2]) + 1}` : name;

  const { isGsm7, segments, units } = countSegments(sent);
  if (!isGsm7) {
    for (const character of new Set(sent)) {
      if (countSegments(character).isGsm7) continue;
      const plain = PLAIN_CHARACTERS[character];
      const what = `${which}: ${character} is no character of GSM-7 and leaves 70 for the whole text`;
      problems.push({ ...place, what, mend: plain ? `Use ${plain}` : 'Leave it out' });
    }
  } else if (segments > 1) {
    const what = `${which}: over one segment with what is added to it`;
    const over = units - SEPTETS;
    problems.push({ ...place, what, mend: `Remove ${over} character${over === 1 ? '' : 's'}` });
  }
  if (grade > HARDEST_GRADE) {
    const what = `${which}: reading grade ${grade.toFixed(1)}, over ${HARDEST_GRADE}`;
    problems.push({ ...place, what, mend: 'Use shorter sentences and shorter words' });
  }

  const year = source.letter.value.year;
  if (file === 'topics' && !written.includes(year)) {
    const what = `${which}: reads as today's news`;
    problems.push({ ...place, what, mend: `Say ${year} in it` });
  }

  const opening = readWords(sent.slice(0, FIRST_CHARACTERS));
  const telling = source.words.value.notAmongFirstWords.find((word) => opening.includes(toKey(word)));
  if (telling) {
    const what = `${which}: "${telling}" is among the first words, which a locked phone shows`;
    problems.push({ ...place, what, mend: `Begin with something neutral, such as "In ${year}"` });
  }

  const asked = /\b(?:text|reply|send) (\w+)/gi;
  for (const [, word = ''] of sent.matchAll(asked)) {
    const isReserved = RESERVED_WORDS.has(word.toLowerCase());
    if (!isReserved && word !== '999') continue;
    const mend = isReserved ? 'Ask for another word: Twilio answers this one itself' : 'Say "call 999"';
    problems.push({ ...place, what: `${which}: asks people to text ${word}`, mend });
  }
  return problems;
}

function checkMeanGrade(texts: readonly CheckedText[], { topics }: ContentSource): Problem[] {
  const mean = meanGrade(texts);
  if (mean <= HARDEST_MEAN_GRADE) return [];
  const what = `The mean reading grade is ${mean.toFixed(1)}, over ${HARDEST_MEAN_GRADE}`;
  return [{ file: topics.name, line: 1, what, mend: 'Make the hardest texts of the table easier' }];
}

function checkSafetyReplies(texts: readonly CheckedText[], { replies }: ContentSource): Problem[] {
  return texts
    .filter(({ file, name }) => file === 'replies' && SAFETY_REPLIES.includes(name as FixedReply))
    .flatMap(({ name, sent }) =>
      [
        { isSaid: /\bcall 999\b/i.test(sent), words: 'call 999' },
        { isSaid: /\bChildline\b.*\b0800 1111\b/.test(sent), words: 'Childline ... 0800 1111' },
      ]
        .filter(({ isSaid }) => !isSaid)
        .map(({ words }) => ({
          file: replies.name,
          line: replies.lineOf([name]),
          what: `${name} does not say "${words}"`,
          mend: 'Say it: this text may reach a child in danger',
        })),
    );
}

/** The sentence that shares the most words with a quotation. */
function nearest(quotation: string, sentences: readonly string[]): string {
  const words = new Set(readWords(quotation));
  const shared = (sentence: string) => {
    const its = new Set(readWords(sentence));
    return its.intersection(words).size / its.union(words).size;
  };
  return sentences.reduce((best, sentence) => (shared(sentence) > shared(best) ? sentence : best), '');
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
