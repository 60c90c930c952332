/** Everything that sentences are understood with. It is heavy, so it is loaded when the first of them comes. */

import type { Weights } from './classifier.ts';
import { type Language, openLanguage } from './language.ts';
import type { LanguageCounts } from './other-languages.ts';
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
  languages: LanguageCounts;
}

export interface Reader extends Language {
  weights: Weights;
  /** Of the letter's phrases. */
  speller: Speller;
}

/** @param learned the bytes that `npm run learn` wrote */
export function openReader({ phraseWords, dictionary, ...rest }: ReaderFile, learned: Uint8Array): Reader {
  const { vocabulary, ...weights } = readWeights(learned);
  const words = new Set(dictionary.split(' '));
  const language = openLanguage({ ...rest, vocabulary, dictionary: words });
  return { ...language, weights, speller: openSpeller(phraseWords, words) };
}
