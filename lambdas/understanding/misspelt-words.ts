/** A short text whose words are nearly those of the letter: "graeds", "menue", "fostr care pls". */

import type { Letter } from '../../content/letter.ts';
import type { Dialogue } from './dialogue.ts';
import { exactWords } from './exact-words.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import type { Speller } from './speller.ts';
import type { Understanding } from './understanding.ts';

/** Longer texts are sentences, and sentences are for the classifier. */
const MAX_WORDS = 4;
/** Too many strange words are near a shorter one: "Cls" is no CLA. */
const MIN_LENGTH = 4;

/**
 * Understands a text as if each word were the nearest word we know. Undefined when a word is near none, or when the
 * result is not a phrase of the letter. We never guess at FORGET and the like: their words are not among those we know.
 */
export function misspeltWords(
  words: readonly string[],
  dialogue: Dialogue,
  letter: Letter,
  speller: Speller,
): Understanding | undefined {
  if (words.length === 0 || words.length > MAX_WORDS) return undefined;
  const meant = words.map((word) => (/^\d+$/.test(word) ? word : nearest(word, speller)));
  if (!meant.every((word) => word !== undefined)) return undefined;
  // Twilio doesn't know "cancell", so we say how to stop.
  if (meant.length === 1 && RESERVED_WORDS.get(meant[0] ?? '') === 'optedOut') return { kind: 'stop' };
  const understanding = exactWords(meant, dialogue, letter);
  return understanding?.kind === 'forget' ? undefined : understanding;
}

function nearest(word: string, speller: Speller): string | undefined {
  return speller.candidates(word).find((one) => one.distance === 0 || one.word.length >= MIN_LENGTH)?.word;
}
