/** Chance that is always the same, so that the same examples give the same weights. */

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The numbers from 0 to below a count, shuffled. */
export function shuffled(count: number, seed: number): Uint32Array {
  const random = xoroshiro128plus(seed);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = uniformInt(random, 0, at);
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}
