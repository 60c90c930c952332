/** Which of a topic's texts is asked for. */

import type { Topic } from '../../content/letter.ts';
import { rootOf } from './speller.ts';

/** A later text must be so much nearer than the first. */
const MARGIN = 1.2;

/**
 * The number, from 1, of the text that shares most with the words. We compare its own words, the sentences it rests on
 * and the questions it answers. The first text wins unless another is clearly nearer. A root that several texts of the
 * topic have says little, and one that they all have says nothing.
 *
 * @example chooseText(['can', 'i', 'keep', 'my', 'dog'], care) // 2, the text about pets
 */
export function chooseText(words: readonly string[], { texts }: Topic): number {
  const roots = new Set(words.map(rootOf));
  const scores = texts.map((text) =>
    text.roots
      .filter((root) => roots.has(root))
      .map((root) => Math.log(texts.length / texts.filter((one) => one.roots.includes(root)).length))
      .reduce((sum, one) => sum + one, 0),
  );
  const best = scores.indexOf(Math.max(...scores));
  return (scores[best] ?? 0) > (scores[0] ?? 0) * MARGIN ? best + 1 : 1;
}
