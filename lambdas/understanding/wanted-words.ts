/** What people looked for and did not find, by a fixed list of words: all that is ever kept of a text. */

import type { Letter } from '../../content/letter.ts';

/**
 * The subjects from the content's list (`wanted` in `content/words.yaml`) that a text's plain words name, each once, in
 * the list's order. Misspelt words don't count: staff should not read guesses.
 *
 * @example findWanted(['how', 'much', 'pocket', 'money'], letter) // ['money']
 */
export function findWanted(words: readonly string[], letter: Letter): string[] {
  return Object.entries(letter.wanted)
    .filter(([, said]) => said.some((word) => words.includes(word)))
    .map(([subject]) => subject);
}
