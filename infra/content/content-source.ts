/** The shape of the files in content/, as people write them. What does not fit is named with its line and the fix. */

import * as z from 'zod';
import type { FixedReply, Measured, SharedMeaning } from '../../content/letter.ts';
import type { Example } from './examples.ts';

const phrase = z.string().trim().min(1, 'write a word, or take the entry out');
const phraseList = z.array(phrase);
const text = z.string().regex(/\S/, 'write the words, or take the entry out');
const cue = text.startsWith(' ', 'begin it with a space, for it is added to a text');

const letterFile = z.strictObject({
  place: text,
  year: z.string().regex(/^\d{4}$/, 'write the year of the inspection in four digits'),
  inspected: z.string().regex(/^[A-Z][a-z]+ \d{4}$/, 'write the month and year of the inspection: October 2021'),
  supersedes: z
    .string()
    .regex(/^[a-z-]+-\d{4}$/, 'write the folder of the older letter: dorset-2021')
    .optional(),
  setAside: z.array(z.strictObject({ sentence: text, reason: text })),
});

const topic = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/, 'write the id in small letters, for example young-carers'),
  keyword: z.string().regex(/^[A-Z]+$/, 'write the keyword as one word in capitals A to Z'),
  hint: text,
  otherWords: z.array(phrase),
  texts: z
    .array(
      z.strictObject({
        otherWords: z.array(phrase).default([]),
        text,
        plainer: text,
        restsOn: z.array(text).min(1, 'quote the sentence of letter.md that this rests on'),
      }),
    )
    .min(1, 'write at least one text')
    .max(4, 'write at most four texts: who asks for a fifth MORE?'),
});

/** Each reply that a person can receive. */
const replies: Record<FixedReply, typeof text> = {
  menu: text,
  menuMore: text,
  severalTopics: text,
  didYouMean: text,
  endOfTopic: text,
  nothingToContinue: text,
  greeting: text,
  thanks: text,
  bye: text,
  happy: text,
  forgotten: text,
  howToStop: text,
  free: text,
  private: text,
  human: text,
  complain: text,
  source: text,
  number: text,
  current: text,
  confused: text,
  contact: text,
  language: text,
  help: text,
  safety: text,
  safetySilent: text,
  safetyStay: text,
  safetyAdult: text,
  worry: text,
  worryGoodbye: text,
  notUnderstood: text,
  notUnderstoodAgain: text,
  slowDown: text,
  cannotAnswer: text,
};

const repliesFile = z.strictObject({
  cueMore: cue,
  cueMenu: cue,
  council: text,
  currentWithNewer: text,
  olderLetter: text,
  ...replies,
});

const glossaryFile = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z][a-z-]*$/, 'write the id in small letters, for example care-leaver'),
    word: phrase,
    otherWords: z.array(phrase).default([]),
    text,
  }),
);

const languagesFile = z.record(
  z.string().regex(/^[a-z]+$/, 'write the name of the language in small letters, in English'),
  z.strictObject({ safety: text, language: text }),
);

/** The phrases of words.yaml, by what they mean. */
const phrases: Record<SharedMeaning, typeof phraseList> = {
  distress: phraseList,
  menu: phraseList,
  more: phraseList,
  help: phraseList,
  again: phraseList,
  confused: phraseList,
  free: phraseList,
  private: phraseList,
  human: phraseList,
  complain: phraseList,
  source: phraseList,
  number: phraseList,
  current: phraseList,
  contact: phraseList,
  language: phraseList,
  greeting: phraseList,
  thanks: phraseList,
  bye: phraseList,
  forget: phraseList,
  yes: phraseList,
  no: phraseList,
  both: phraseList,
  first: phraseList,
  second: phraseList,
  meaningOf: phraseList,
  whatIs: phraseList,
};
export const SHARED_MEANINGS = Object.keys(phrases) as SharedMeaning[];

const wordsFile = z.strictObject({
  ...phrases,
  aroundAWord: z.array(phrase),
  numbers: z.array(phrase),
  notAmongFirstWords: z.array(phrase),
  textSpeak: z.record(z.string(), phrase),
  grownUps: z.strictObject({ one: z.array(phrase), several: z.array(phrase) }),
  joining: z.array(phrase),
  older: phraseList,
  newer: phraseList,
  wanted: z.record(z.string(), z.array(z.string().regex(/^[a-z]+$/, 'write single words in small letters'))),
});

/** The schema of each file that describes a letter, by the file's key in `ContentSource`. */
export const contentFiles = {
  letter: letterFile,
  topics: z.array(topic),
  replies: repliesFile,
  glossary: glossaryFile,
  languages: languagesFile,
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
  /** Problems in the files of examples. */
  exampleProblems: readonly Problem[];
  /** The weights that were learned, and the file they are in; undefined when there are none. */
  weights: { name: string; bytes: Uint8Array } | undefined;
  /** What was measured with those weights. Undefined when nothing was. */
  measured: Measured | undefined;
};

/** Something wrong in content/: where, what, and how to fix it. */
export interface Problem {
  file: string;
  line: number;
  what: string;
  fix: string;
}

/** One line that a person can act on. */
export function renderProblem({ file, line, what, fix }: Problem): string {
  return `${file}:${line}  ${what}. ${fix}.`;
}
