/** A texter as staff see one: enough to tell that two texts of a month are one person's, and no more. */

import { createHmac } from 'node:crypto';
import { londonDay, monthOf } from '../usage/london-day.ts';

// No vowels, so that it never reads as a word, and nothing that looks like something else.
const LETTERS = 'BCDFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/**
 * The short reference of a texter in the month of a request. Next month it is another one, so that nobody can be followed
 * for longer.
 *
 * @param key the key that texter references are made with: who does not have it cannot make these either
 */
export function shortReference({ texter, at }: { texter: string; at: Date }, key: string): string {
  const digest = createHmac('sha256', key)
    .update(`${monthOf(londonDay(at))} ${texter}`)
    .digest();
  return Array.from(digest.subarray(0, LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
