/** What people looked for and did not find, by a fixed list of words: all that is ever kept of a text. */

import type { Letter } from '../../content/letter.ts';

/**
 * The subjects of the content's list (`wanted` in `content/words.yaml`) that plain words have, each once, in the list's
 * order. What is misspelt is not counted: a count is no place for a guess.
 *
 * @example findWanted(['how', 'much', 'pocket', 'money'], letter) // ['money']
 */
export function findWanted(words: readonly string[], letter: Letter): string[] {
  return Object.entries(letter.wanted)
    .filter(([, said]) => said.some((word) => words.includes(word)))
    .map(([subject]) => subject);
}
