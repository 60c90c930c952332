/** The shape of the files in content/, as people write them. What does not fit is named with its line and the mend. */

import * as z from 'zod';

const phrase = z.string().trim().min(1, 'write a word, or take the entry out');
const text = z.string().regex(/\S/, 'write the words, or take the entry out');
const cue = text.startsWith(' ', 'begin it with a space, for it is added to a text');

const letterFile = z.strictObject({
  place: text,
  year: z.string().regex(/^\d{4}$/, 'write the year of the inspection in four digits'),
  setAside: z.array(z.strictObject({ sentence: text, reason: text })),
});

const topic = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/, 'write the id in small letters, for example young-carers'),
  keyword: z.string().regex(/^[A-Z]+$/, 'write the keyword as one word in capitals A to Z'),
  otherWords: z.array(phrase),
  questions: z.array(phrase).default([]),
  texts: z
    .array(
      z.strictObject({
        otherWords: z.array(phrase).default([]),
        questions: z.array(phrase).default([]),
        text,
        restsOn: z.array(text).min(1, 'quote the sentence of letter.md that this rests on'),
      }),
    )
    .min(1, 'write at least one text')
    .max(4, 'write at most four texts: who asks for a fifth MORE?'),
});

const repliesFile = z.strictObject({
  cueMore: cue,
  cueMenu: cue,
  contact: text,
  menu: text,
  severalTopics: text,
  didYouMean: text,
  endOfTopic: text,
  nothingToContinue: text,
  greeting: text,
  thanks: text,
  forgotten: text,
  help: text,
  safety: text,
  notUnderstood: text,
  slowDown: text,
  cannotAnswer: text,
});

const wordsFile = z.strictObject({
  menu: z.array(phrase),
  more: z.array(phrase),
  help: z.array(phrase),
  greeting: z.array(phrase),
  thanks: z.array(phrase),
  forget: z.array(phrase),
  aroundAWord: z.array(phrase),
  numbers: z.array(phrase),
  notAmongFirstWords: z.array(phrase),
  textSpeak: z.record(z.string(), phrase),
  askingWords: z.array(phrase),
  smallWords: z.array(phrase),
  contextWords: z.array(phrase),
  questionStarts: z.array(phrase),
  saidBefore: z.array(phrase),
  joining: z.array(phrase),
  saidOtherwise: z.array(phrase),
  automatic: z.array(phrase),
  wanted: z.record(z.string(), z.array(z.string().regex(/^[a-z]+$/, 'write single words in small letters'))),
  oneself: z.array(phrase),
  requests: z.array(phrase),
});

const distressFile = z.strictObject({
  groups: z
    .record(z.string(), z.array(phrase))
    .refine((groups) => Object.hasOwn(groups, 'i'), 'write a group i, with the words that people use of themselves'),
  distress: z.array(
    z.strictObject({
      about: text,
      together: z.array(phrase).default([]),
      phrases: z.array(phrase).default([]),
      examples: z.array(phrase).min(1, 'write an example of who is to get the safety reply'),
    }),
  ),
  inDoubt: z.array(phrase),
  neverATopic: z.array(phrase),
  inGeneral: z.strictObject({ begins: z.array(phrase), about: z.array(phrase), unless: z.array(phrase) }),
  harmless: z.array(phrase),
  notDistress: z.array(phrase),
});

/** The schema of each file that describes a letter, by the file's key in `ContentSource`. */
export const contentFiles = {
  letter: letterFile,
  topics: z.array(topic),
  replies: repliesFile,
  words: wordsFile,
  distress: distressFile,
};

/** A place in a file: the keys and positions that lead to it, for example `[2, 'texts', 0]`. */
export type Path = readonly PropertyKey[];

/** A file that has its shape, and where things stand in it. */
export interface SourceFile<Value> {
  /** Its path from the project's folder. */
  name: string;
  value: Value;
  /** The line of a place, counted from 1. */
  lineOf(path: Path): number;
}

/** All that a letter is made of: its own folder's files and those that all letters share. */
export type ContentSource = {
  [Key in keyof typeof contentFiles]: SourceFile<z.infer<(typeof contentFiles)[Key]>>;
} & {
  /** The letter's folder. */
  id: string;
  /** The letter's sentences, in their order, as `letterSentences` gives them. */
  sentences: readonly string[];
};

/** Something wrong in content/: where, what, and how to mend it. */
export interface Problem {
  file: string;
  line: number;
  what: string;
  mend: string;
}

/** One line that a person can act on. */
export function renderProblem({ file, line, what, mend }: Problem): string {
  return `${file}:${line}  ${what}. ${mend}.`;
}
