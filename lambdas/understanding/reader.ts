/** Everything that sentences are understood with. It is heavy, so it is loaded when the first of them comes. */

import type { Weights } from './classifier.ts';
import { openLanguage } from './language.ts';
import type { TextSpeak } from './plain-words.ts';
import { openSpeller, type Speller } from './speller.ts';
import { readWeights } from './weights-file.ts';

/** What the build writes beside the code, and beside the weights. */
export interface ReaderFile {
  textSpeak: TextSpeak;
  /** The words of keywords and other phrases. */
  phraseWords: readonly string[];
  /** All words of the language, with a space between. */
  dictionary: string;
}

export interface Reader {
  weights: Weights;
  /** Of the letter's phrases. */
  speller: Speller;
  /** The words of a text in plain English, as `Language.read` gives them. */
  read(text: string): string[];
  /** A text as the encoder reads it. */
  toSentence(text: string): string;
}

/** @param learned the bytes that `npm run learn` wrote */
export function openReader({ textSpeak, phraseWords, dictionary }: ReaderFile, learned: Uint8Array): Reader {
  const { vocabulary, ...weights } = readWeights(learned);
  const words = new Set(dictionary.split(' '));
  const { read, toSentence } = openLanguage(textSpeak, vocabulary, words);
  return {
    weights,
    speller: openSpeller(phraseWords, words),
    read,
    toSentence,
  };
}
