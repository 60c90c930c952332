/**
 * Examples told of somebody else. What hurts a child hurts whoever does it, and a worry is one whoever it is about; but
 * writers write of mums and dads most, so that "foster carers" alone seemed to ask for the topic.
 */

import { createHash } from 'node:crypto';
import type { Example } from '../content/examples.ts';

/** How many of a hundred examples that name a grown-up are told of another, too. */
const PER_HUNDRED: Readonly<Record<string, number>> = { distress: 60, worry: 60, everyday: 15 };

/** Grown-ups of a child, one and several: one of a list may stand for any other of it. */
export type GrownUps = readonly (readonly string[])[];

type Text = Pick<Example, 'text' | 'meanings'>;

/**
 * New examples that mean the same. Who stands for whom hangs on the text alone, so that the same examples give the same.
 *
 * @example tellOfOthers([{ text: 'my dad hits me', meanings: ['distress'] }], [['dad', 'key worker']])
 * // [{ text: 'my key worker hits me', meanings: ['distress'] }]
 */
export function tellOfOthers(examples: readonly Text[], grownUps: GrownUps): Text[] {
  const lists = grownUps.map((list) => ({
    list,
    // The longest first: "foster mum" before "mum".
    pattern: new RegExp(`\\b(?:${list.toSorted((one, other) => other.length - one.length).join('|')})\\b`, 'i'),
  }));
  return examples.flatMap(({ text, meanings }) => {
    const hash = createHash('sha1').update(`of another ${text}`).digest().readUInt32BE();
    if (hash % 100 >= (PER_HUNDRED[meanings[0] ?? ''] ?? 0)) return [];
    for (const { list, pattern } of lists) {
      const [named] = pattern.exec(text) ?? [];
      const others = list.filter((one) => one !== named?.toLowerCase());
      const other = others[(hash >>> 8) % others.length];
      if (named && other) return [{ text: text.replace(pattern, other), meanings }];
    }
    return [];
  });
}
