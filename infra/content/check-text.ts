/** What each text that a person can receive must be. */

import type { FixedReply, Letter } from '../../content/letter.ts';
import { letterAskedFor } from '../../lambdas/replies/older-letter.ts';
import { renderReply } from '../../lambdas/replies/render-reply.ts';
import type { Reply } from '../../lambdas/replies/reply.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import { RESERVED_WORDS } from '../../lambdas/understanding/reserved-words.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { compileLetter, toKey } from './compile-letter.ts';
import type { ContentSource, Path, Problem } from './content-source.ts';
import { countSegments } from './count-segments.ts';
import { hardestWord, readingGrade } from './reading-grade.ts';

/** Septets in one segment of GSM-7. */
export const SEPTETS = 160;
/** Segments of a text in another language, at most; all others have one. */
const SEGMENTS_OF_OTHER_LANGUAGES = 2;
/** No text may be harder to read than this: topics are for a child of nine, and addresses and numbers weigh on the rest. */
const HARDEST_GRADE = { topics: 7, glossary: 7, replies: 8 } as const;
/** The longest words that a deployment may set, and so those that every reply is checked with. */
export const LONGEST_WORDS = {
  contactLine: '01632 960123 ext 99',
  reportAddress: 'files.ofsted.gov.uk/v1/file/50174059.pdf',
  newerInspection: 'September 2028',
} as const;

/** How many characters a locked phone is sure to show. */
const FIRST_CHARACTERS = 25;

/** These may reach a child in danger. */
const SAFETY_TEXTS: readonly FixedReply[] = [
  'help',
  'safety',
  'safetySilent',
  'safetyStay',
  'safetyAdult',
  'human',
  'howToStop',
  'notUnderstoodAgain',
  'slowDown',
  'cannotAnswer',
];
/** These may reach somebody who is unhappy. */
const CHILDLINE_TEXTS: readonly FixedReply[] = [
  'worry',
  'worryGoodbye',
  'notUnderstood',
  'contact',
  'language',
  'complain',
  'free',
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
  file: 'topics' | 'replies' | 'glossary' | 'languages';
  path: Path;
  /** A topic's keyword, a reply's name, `glossary`, or a language. */
  name: string;
  /** For people: "GRADES text 2". */
  title: string;
  /** As they stand in the file. */
  written: string;
  /** As they are sent, in every form they can take, the longest first. */
  sent: readonly [string, ...string[]];
  /** Undefined for other languages: the formula is for English. */
  grade: number | undefined;
}

/** All texts that a person can receive. */
export function everyText(source: ContentSource): CheckedText[] {
  const longest = compileLetter(source, LONGEST_WORDS);
  return [
    ...textsOfTopics(source, longest),
    ...textsOfReplies(source, longest),
    ...textsOfSuperseded(source, longest),
    ...textsOfGlossary(source),
    ...textsOfLanguages(source),
  ];
}

function textsOfTopics(source: ContentSource, { topics }: Letter): CheckedText[] {
  return source.topics.value.flatMap(({ keyword, texts }, topic) =>
    texts.flatMap((text, index) =>
      (['text', 'plainer'] as const).map((field): CheckedText => {
        const compiled = topics[topic]?.texts[index];
        return {
          file: 'topics',
          path: [topic, 'texts', index, field],
          name: keyword,
          title: `${keyword} text ${index + 1}${field === 'plainer' ? ' in easier words' : ''}`,
          written: text[field],
          sent: [(field === 'text' ? compiled?.words : compiled?.plainer) ?? ''],
          grade: readingGrade(text[field]),
        };
      }),
    ),
  );
}

function textsOfReplies(source: ContentSource, longest: Letter): CheckedText[] {
  const shortest = compileLetter(source, {});
  return (Object.keys(longest.replies) as FixedReply[]).map((name): CheckedText => {
    const renderings = [...renderingsOf(name, longest), ...renderingsOf(name, shortest)];
    const [first = '', ...others] = renderings.sort((one, other) => other.length - one.length);
    const written = source.replies.value[name];
    return {
      file: 'replies',
      path: [name],
      name,
      title: name,
      written,
      sent: [first, ...others],
      grade: readingGrade(first),
    };
  });
}

function textsOfSuperseded({ replies }: ContentSource, { supersedes }: Letter): CheckedText[] {
  if (!supersedes) return [];
  const name = 'olderLetter';
  const { note } = supersedes;
  const written = replies.value[name];
  return [{ file: 'replies', path: [name], name, title: name, written, sent: [note], grade: readingGrade(note) }];
}

function textsOfGlossary({ glossary }: ContentSource): CheckedText[] {
  return glossary.value.map(({ word, text }, index): CheckedText => {
    const title = `what "${word}" means`;
    return {
      file: 'glossary',
      path: [index, 'text'],
      name: 'glossary',
      title,
      written: text,
      sent: [text],
      grade: readingGrade(text),
    };
  });
}

function textsOfLanguages({ languages }: ContentSource): CheckedText[] {
  return Object.entries(languages.value).flatMap(([language, texts]) =>
    (['safety', 'language'] as const).map((about): CheckedText => {
      const text = texts[about];
      const title = `${language}, ${about}`;
      return {
        file: 'languages',
        path: [language, about],
        name: language,
        title,
        written: text,
        sent: [text],
        grade: undefined,
      };
    }),
  );
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
  return faults.map(({ what, fix }) => ({
    file: file.name,
    line: file.lineOf(text.path),
    what: `${text.title}: ${what}`,
    fix,
  }));
}

type Fault = Pick<Problem, 'what' | 'fix'>;

function renderingsOf(name: FixedReply, letter: Letter): string[] {
  const topics = letter.topics.map(({ id }) => id);
  const render = (reply: Reply) => renderReply(reply, letter).map(({ words }) => words);
  switch (name) {
    case 'endOfTopic':
      return topics.flatMap((topic) => render({ kind: name, topic }));
    case 'severalTopics':
      return render({ kind: name, topics });
    case 'didYouMean':
      return pairsOf(topics).flatMap((pair) => render({ kind: name, topics: pair }));
    default:
      return [letter.replies[name]];
  }
}

function pairsOf(topics: readonly string[]): string[][] {
  return topics.flatMap((one, at) => topics.slice(at + 1).map((other) => [one, other]));
}

function checkAlphabet({ file, sent: [longest] }: CheckedText): Fault[] {
  const strange =
    file === 'languages' ? [] : [...new Set(longest)].filter((character) => !countSegments(character).isGsm7);
  const braces = /[{}]/.exec(longest);
  const control = /[^\P{Cc}\n]/u.test(longest);
  return [
    ...strange.map((character) => {
      const plain = PLAIN_CHARACTERS[character];
      const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
      return {
        what: `${character} (${code}) is no character of GSM-7 and leaves 70 for the whole text`,
        fix: plain ? `Use ${plain === ' ' ? 'a plain space' : plain} instead` : 'Leave it out',
      };
    }),
    ...(control ? [{ what: 'a control character in it, which XML does not allow', fix: 'Take it out' }] : []),
    ...(braces ? [{ what: `${braces[0]} would be sent as it stands`, fix: 'Take the braces out' }] : []),
  ];
}

function checkLength({ file, name, sent: [longest] }: CheckedText): Fault[] {
  const { isGsm7, segments, units } = countSegments(longest);
  if (file === 'languages') {
    const isShort = segments <= SEGMENTS_OF_OTHER_LANGUAGES;
    return isShort ? [] : [{ what: `${segments} segments, over ${SEGMENTS_OF_OTHER_LANGUAGES}`, fix: 'Shorten it' }];
  }
  if (!isGsm7 || segments === 1) return [];
  const over = units - SEPTETS;
  const remove = `Remove ${over} character${over === 1 ? '' : 's'}`;
  return [
    {
      what: 'over one segment with what is added to it',
      fix: name.startsWith('menu') ? `${remove}: shorten hints, or have fewer topics` : remove,
    },
  ];
}

function checkGrade({ file, written, grade }: CheckedText): Fault[] {
  if (grade === undefined || file === 'languages' || grade <= HARDEST_GRADE[file]) return [];
  const what = `reading grade ${grade.toFixed(1)}, over ${HARDEST_GRADE[file]}`;
  return [{ what, fix: `Use shorter sentences, and an easier word than "${hardestWord(written)}"` }];
}

function checkYear({ file, written }: CheckedText, { letter }: ContentSource): Fault[] {
  const { year } = letter.value;
  if (file !== 'topics' || new RegExp(`\\b${year}\\b`).test(written)) return [];
  return [{ what: "reads as today's news", fix: `Say ${year} in it` }];
}

function checkOpening({ sent }: CheckedText, { words, letter }: ContentSource): Fault[] {
  const openings = sent.flatMap((one) => readWords(one.slice(0, FIRST_CHARACTERS)));
  const telling = words.value.notAmongFirstWords.find((word) => openings.includes(toKey(word)));
  if (!telling) return [];
  return [
    {
      what: `"${telling}" is among the first words, which a locked phone shows`,
      fix: `Begin with something neutral, such as "In ${letter.value.year}"`,
    },
  ];
}

function checkWordsAskedFor({ name, sent: [longest] }: CheckedText, letter: Letter): Fault[] {
  const asked = longest.matchAll(/\b(?:(?:[Tt]ext|[Rr]eply|[Ss]end|or) ([A-Z]{2,})(?! to \d)|[Tt]ext (999))\b/g);
  return [...asked].flatMap(([, word, emergency]) => {
    if (emergency) return { what: 'asks people to text 999', fix: 'Say "call 999"' };
    const what = `asks people to text ${word}`;
    if (RESERVED_WORDS.has(word?.toLowerCase() ?? '') && !(name === 'howToStop' && word === 'STOP')) {
      return { what, fix: 'Ask for another word: Twilio answers this one itself' };
    }
    const isUnderstood =
      understandExactly({ body: word ?? '' }, {}, letter) !== undefined ||
      letterAskedFor(word ?? '', letter, letter) !== undefined;
    return isUnderstood ? [] : { what: `${what}, which nothing answers`, fix: 'Ask for a keyword, MENU or MORE' };
  });
}

function checkSafety({ file, name, sent: [longest] }: CheckedText): Fault[] {
  const fix = 'Say it: this text may reach a child in danger';
  const isAbroad = file === 'languages';
  const needs999 = SAFETY_TEXTS.some((reply) => reply === name);
  const needsChildline = needs999 || isAbroad || CHILDLINE_TEXTS.some((reply) => reply === name);
  return [
    ...(needs999 && !/\bcall 999\b/i.test(longest) ? [{ what: 'does not say "call 999"', fix }] : []),
    ...(isAbroad && !/\b999\b/.test(longest) ? [{ what: 'does not say 999', fix }] : []),
    ...(needsChildline && !/\bChildline\b.*\b0800 1111\b/.test(longest)
      ? [{ what: 'does not name Childline and 0800 1111', fix }]
      : []),
  ];
}
