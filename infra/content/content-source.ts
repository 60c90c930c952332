/** The shape of the files in content/, as people write them. What does not fit is named with its line and the mend. */

import * as z from 'zod';
import type { Example } from './examples.ts';

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
  texts: z
    .array(
      z.strictObject({
        otherWords: z.array(phrase).default([]),
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
  howToStop: text,
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
  joining: z.array(phrase),
  wanted: z.record(z.string(), z.array(z.string().regex(/^[a-z]+$/, 'write single words in small letters'))),
});

/** The schema of each file that describes a letter, by the file's key in `ContentSource`. */
export const contentFiles = {
  letter: letterFile,
  topics: z.array(topic),
  replies: repliesFile,
  words: wordsFile,
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
  /** What understanding is learned from. */
  examples: readonly Example[];
  /** What is wrong in the files of examples. */
  exampleProblems: readonly Problem[];
  /** The weights that were learned, and the file they are in; undefined when there are none. */
  weights: { name: string; bytes: Uint8Array } | undefined;
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
