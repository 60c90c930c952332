import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpelling, spellingDistance } from '../../../lambdas/understanding/spelling-distance.ts';

const FAR = 10;

function distance(written: string, meant: string, most = FAR): number {
  return spellingDistance(readSpelling(written), readSpelling(meant), most);
}

describe('the distance of two spellings', () => {
  it.each([
    ['careee', 'zare', 'letters held down are nearer than another letter'],
    ['cere', 'cbre', 'a vowel for a vowel is nearer than a consonant'],
    ['sertain', 'bertain', 'a letter that sounds alike is nearer than one that does not', 'certain'],
    ['gtades', 'gmades', 'the key beside it is nearer than one far off', 'grades'],
    ['acre', 'cbrx', 'swapped letters are nearer than two others'],
    ['gradez', 'zrades', 'a wrong end is nearer than a wrong beginning', 'grades'],
  ])('of %j is less than of %j: %s', (nearer, farther, _reason, meant = 'care') => {
    expect(distance(nearer, meant)).toBeLessThan(distance(farther, meant));
  });

  it('is infinite when it is more than is asked for', () => {
    expect(distance('harbour', 'school', 2)).toBe(Number.POSITIVE_INFINITY);
    expect(distance('care', 'cart', 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is 0 for the same word, more for any other, and the same in both directions', () => {
    const word = fc.stringMatching(/^[a-z]{0,12}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        const there = distance(one, other);
        expect(there === 0).toBe(one === other);
        expect(distance(other, one)).toBeCloseTo(there);
      }),
    );
  });
});
