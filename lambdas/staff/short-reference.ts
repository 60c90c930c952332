/** How staff see a texter: they can tell that two texts in a month are from one person, and no more. */

import { createHmac } from 'node:crypto';
import { londonDay, monthOf } from '../usage/london-day.ts';

// There are no vowels, so it never reads as a word, and no letters that look alike.
const LETTERS = 'BCDFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/**
 * The short reference of a texter in the month of a request. Next month it is another one, so that nobody can be followed
 * for longer.
 *
 * @param key the key for texter references. Nobody can make short references without it
 */
export function shortReference({ texter, at }: { texter: string; at: Date }, key: string): string {
  const digest = createHmac('sha256', key)
    .update(`${monthOf(londonDay(at))} ${texter}`)
    .digest();
  return Array.from(digest.subarray(0, LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
