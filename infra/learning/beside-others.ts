/**
 * Examples with another text beside them. A cry for help is one whatever comes before or after it, and two everyday
 * texts are as harmless as one. Writers write one thing at a time, so this must be shown.
 */

import { createHash } from 'node:crypto';
import type { Example } from '../content/examples.ts';

/**
 * How many pairs there are for each hundred examples of distress, and for each hundred everyday ones. With more of the
 * first than of the second, all texts of two parts are taken for cries.
 */
const PAIRS_PER_HUNDRED = { distress: 25, everyday: 50 } as const;
/** Longer texts stand for themselves. */
const MAX_LENGTH = 90;

type Text = Pick<Example, 'text' | 'meanings'>;

/** New examples, each of two texts: a cry beside something else is distress, and two everyday texts are everyday. */
export function besideOthers(examples: readonly Text[]): Text[] {
  const short = examples.filter(({ text }) => text.length <= MAX_LENGTH);
  const of = (...meanings: string[]) =>
    short.filter((one) => meanings.some((meaning) => one.meanings.includes(meaning)));
  const cries = of('distress');
  const everyday = of('everyday');
  const serious = new Set(of('distress', 'worry'));
  const harmless = short.filter((one) => !serious.has(one));
  return [
    ...pair(cries, harmless, PAIRS_PER_HUNDRED.distress),
    ...pair(everyday, everyday, PAIRS_PER_HUNDRED.everyday),
  ];
}

/**
 * Pairs that mean what the first of each means. Which texts meet hangs on their own hashes, so that a new example makes
 * a new pair or two, and not all pairs new: each must be encoded.
 */
function pair(ones: readonly Text[], others: readonly Text[], perHundred: number): Text[] {
  const partners = others.map((other) => ({ other, hash: hashOf(other.text) })).sort((a, b) => a.hash - b.hash);
  return ones.flatMap((one) => {
    const hash = hashOf(`beside ${one.text}`);
    if (hash % 100 >= perHundred) return [];
    const partner = (partners.find((candidate) => candidate.hash >= hash) ?? partners[0])?.other.text ?? '';
    const join = JOINTS[hash % JOINTS.length] as (before: string, after: string) => string;
    const text = (hash >>> 16) % 2 === 0 ? join(one.text, partner) : join(partner, one.text);
    return [{ text, meanings: one.meanings }];
  });
}

function hashOf(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE();
}

/** How one text follows another. */
const JOINTS: readonly ((before: string, after: string) => string)[] = [
  (before, after) => `${before}. ${after}`,
  (before, after) => `${before} ${after}`,
  (before, after) => `${before} and ${after}`,
  (before, after) => `${before}, ${after}`,
  (before, after) => `${before} but ${after}`,
];
