/** How hard a text is to read. */

import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en-GB', { granularity: 'word' });

/**
 * The Flesch–Kincaid grade: about the American school year, so that 4 is a child of nine or ten.
 *
 * @returns may be below 0 for the simplest texts
 */
export function readingGrade(text: string): number {
  const words = [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return fleschKincaid({
    sentence: [...SENTENCES.segment(text)].length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0),
  });
}

/** The word that weighs most on a text's grade: the one of most syllables, or the longest of those. */
export function hardestWord(text: string): string {
  const words = [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  const weight = (word: string) => syllable(word) * 100 + word.length;
  return words.reduce((hardest, word) => (weight(word) > weight(hardest) ? word : hardest), '');
}
