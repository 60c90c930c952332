import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, changeOfPeople, money, number, people, share } from '../../../lambdas/staff/figures.ts';
import { FEWEST_PEOPLE } from '../../../lambdas/usage/wanted-subjects.ts';

const PERIOD = 'the week before';

describe('a number of people', () => {
  it.each([
    [0, '0', 'nobody is nobody'],
    [1, 'fewer than 5', 'one may be known'],
    [4, 'fewer than 5', 'so may one of four'],
    [5, '5', 'from five on they are shown'],
    [1234, '1,234', 'however many'],
  ])('%i is shown as %j: %s', (count, shown) => {
    expect(people(count)).toBe(shown);
  });

  it('is never shown when it is one to four, and compared with nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: FEWEST_PEOPLE - 1 }), fc.nat(), (few, other) => {
        expect(people(few)).toBe(`fewer than ${FEWEST_PEOPLE}`);
        expect(changeOfPeople(few, other, PERIOD)).toBe(`too few people to compare with ${PERIOD}`);
        expect(changeOfPeople(other, few, PERIOD)).toBe(`too few people to compare with ${PERIOD}`);
      }),
    );
  });

  it.each([
    [3, 3, 'the same would say that it is the other'],
    [0, 2, 'so would none'],
    [2, 0, 'and the other way round'],
    [100, 1, 'a hundredfold would say that it was one'],
  ])('%i after %i is compared in no words from which the small one follows: %s', (now, before) => {
    expect(changeOfPeople(now, before, PERIOD)).toBe('too few people to compare with the week before');
  });

  it.each([
    [10, 5, '100% more than in the week before (5)'],
    [5, 10, '50% fewer than in the week before (10)'],
    [7, 7, 'the same as in the week before'],
    [0, 0, 'the same as in the week before'],
    [6, 0, 'none in the week before'],
    [0, 6, '100% fewer than in the week before (6)'],
  ])('%i after %i is %j, for nobody can be made out in either', (now, before, words) => {
    expect(changeOfPeople(now, before, PERIOD)).toBe(words);
  });
});

describe('a change', () => {
  it.each([
    [12, 10, '20% more than in the week before (10)'],
    [10, 12, '17% fewer than in the week before (12)'],
    [0, 12, '100% fewer than in the week before (12)'],
    [3000, 1200, '150% more than in the week before (1,200)'],
    [3600, 1200, '3 times as many as in the week before (1,200)'],
    [50_000, 2, '25,000 times as many as in the week before (2)'],
    [0, 0, 'the same as in the week before'],
    [9, 9, 'the same as in the week before'],
    [9, 0, 'none in the week before'],
    [1001, 1000, 'a little more than in the week before (1,000)'],
    [999, 1000, 'a little fewer than in the week before (1,000)'],
  ])('from %i, with %i before, is %j', (now, before, words) => {
    expect(change(now, before, PERIOD)).toBe(words);
  });
});

describe('a share', () => {
  it.each([
    [1, 3, '33%', 'rounded'],
    [2, 3, '67%', 'up too'],
    [0, 3, '0%', 'none of some'],
    [3, 3, '100%', 'all'],
    [0, 0, 'none', 'of nothing there is no share'],
    [1, 1000, 'under 1%', 'one is not none'],
    [6, 1000, 'under 1%', 'nor is it 1%'],
    [10, 1000, '1%', 'this is'],
    [999, 1000, 'over 99%', 'one short of all is not all'],
    [990, 1000, '99%', 'and this is no more than it says'],
  ])('%i of %i is %s: %s', (part, whole, words) => {
    expect(share(part, whole)).toBe(words);
  });

  it('says 0% of none only, and 100% of all only', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (part, more) => {
        const whole = part + more;
        expect(share(part, whole) === '0%').toBe(part === 0);
        expect(share(part, whole)).not.toBe('100%');
      }),
    );
  });
});

describe('a number', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1234567, '1,234,567'],
  ])('%i is written %s', (value, written) => {
    expect(number(value)).toBe(written);
  });
});

describe('an amount of money', () => {
  it.each([
    [12.5, 'GBP', '£12.50'],
    [0, 'GBP', '£0.00'],
    [1234.567, 'GBP', '£1,234.57'],
    [0.04, 'EUR', '€0.04'],
  ])('%d in %s is %s', (amount, currency, written) => {
    expect(money(amount, currency)).toBe(written);
  });
});
