/** What people looked for and did not find, by a fixed list of words: all that is ever kept of a text. */

import type { Letter } from '../../content/letter.ts';
import { openLetter } from './open-letter.ts';
import { rootOf } from './vocabulary.ts';

/** A word that is misspelt more than this is not counted. */
const LEAST_LIKENESS = 0.8;

/**
 * The subjects of the content's list (`wanted` in `content/words.yaml`) that plain words have, each once, in the list's
 * order.
 *
 * @example findWanted(['how', 'much', 'pocket', 'money'], letter) // ['money']
 */
export function findWanted(words: readonly string[], letter: Letter): string[] {
  const { vocabulary } = openLetter(letter);
  const roots = new Set(
    words.flatMap((word) =>
      vocabulary
        .recognise(word)
        .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
        .slice(0, 1)
        .map(({ root }) => root),
    ),
  );
  return Object.entries(letter.wanted)
    .filter(([, said]) => said.some((word) => roots.has(rootOf(word))))
    .map(([subject]) => subject);
}
