/** OLDER, and NEWER to come back: which of two letters a text asks for. */

import type { Letter } from '../../content/letter.ts';
import { phraseKey, readWords } from '../understanding/read-words.ts';

/**
 * The id of the letter that a text asks for by these words alone. Undefined when it asks for none, as nearly every text.
 *
 * @param letter the one that the person reads
 * @param newest the one of the number
 * @example letterAskedFor('older please', dorset2025, dorset2025) // 'dorset-2021'
 */
export function letterAskedFor(body: string, letter: Letter, newest: Letter): string | undefined {
  const { supersedes } = newest;
  if (!supersedes) return undefined;
  const key = phraseKey(readWords(body).filter((word) => !letter.aroundAWord.includes(word)));
  // There is nothing older than the oldest, so that one is shown again.
  if (supersedes.older.includes(key)) return letter.supersedes?.id ?? letter.id;
  return letter.id !== newest.id && supersedes.newer.includes(key) ? newest.id : undefined;
}
