import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortReference } from '../../../lambdas/staff/short-reference.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';

const KEY = 'a key';
const TEXTER = texterReference('+447700900123', KEY);

function letters(at: string, texter = TEXTER, key = KEY): string {
  return shortReference({ texter, at: new Date(at) }, key);
}

describe('a texter’s letters', () => {
  it.each([
    ['2026-06-15T12:00:00Z', '2026-06-15T12:00:00Z', true, 'one moment'],
    ['2026-06-01T00:00:00Z', '2026-06-30T22:59:59Z', true, 'one month, up to its end in London'],
    ['2026-05-31T23:00:00Z', '2026-06-15T12:00:00Z', true, 'from its beginning there, which is May in UTC'],
    ['2026-06-30T22:59:59Z', '2026-06-30T23:00:00Z', false, 'a second apart, at midnight in London in summer'],
    ['2026-11-30T23:59:59Z', '2026-12-01T00:00:00Z', false, 'and in winter'],
    ['2026-06-15T12:00:00Z', '2026-07-15T12:00:00Z', false, 'the next month'],
    ['2026-06-15T12:00:00Z', '2027-06-15T12:00:00Z', false, 'the same month of another year'],
  ])('at %s and at %s are the same: %s, for it is %s', (one, other, expected) => {
    expect(letters(one) === letters(other)).toBe(expected);
  });

  it('are another’s for another texter, and others with another key', () => {
    const at = '2026-06-15T12:00:00Z';
    expect(letters(at)).not.toBe(letters(at, texterReference('+447700900124', KEY)));
    expect(letters(at)).not.toBe(letters(at, TEXTER, 'another key'));
  });

  it('are six, and no word', () => {
    const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.string(), at, fc.string(), (texter, moment, key) => {
        expect(shortReference({ texter, at: moment }, key)).toMatch(/^[BCDFGHJKMNPQRSTVWXYZ]{6}$/);
      }),
    );
  });

  it('are no part of the texter reference, nor of the number', () => {
    for (let last = 100; last < 1000; last += 1) {
      const number = `+447700900${last}`;
      const texter = texterReference(number, KEY);
      const shown = letters('2026-06-15T12:00:00Z', texter);
      expect(texter.toUpperCase()).not.toContain(shown);
      expect(number).not.toContain(shown);
    }
  });

  it('tell a thousand people apart', () => {
    const people = Array.from({ length: 1000 }, (_, at) => texterReference(`+447700900${at}`, KEY));
    expect(new Set(people.map((texter) => letters('2026-06-15T12:00:00Z', texter))).size).toBe(1000);
  });
});
