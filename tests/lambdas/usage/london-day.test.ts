import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, countDays, daysFrom, londonDay, monthOf, startOfDay } from '../../../lambdas/usage/london-day.ts';

describe('a day in London', () => {
  it.each([
    ['2026-01-15T23:59:59Z', '2026-01-15', 'winter is UTC'],
    ['2026-06-30T22:59:59Z', '2026-06-30', 'just before midnight in summer'],
    ['2026-06-30T23:00:00Z', '2026-07-01', 'midnight in summer is an hour earlier'],
    ['2026-03-29T00:30:00Z', '2026-03-29', 'the night the clocks go forward'],
    ['2026-10-24T23:30:00Z', '2026-10-25', 'the evening before they go back, still summer'],
    ['2026-10-25T23:30:00Z', '2026-10-25', 'the day that has 25 hours'],
  ])('of %s is %s: %s', (at, day) => {
    expect(londonDay(new Date(at))).toBe(day);
  });

  it.each([
    ['2026-11-24', 1, '2026-11-25', 'the next'],
    ['2026-11-24', 0, '2026-11-24', 'the same'],
    ['2026-03-01', -1, '2026-02-28', 'the last of February'],
    ['2028-02-28', 1, '2028-02-29', 'a leap year'],
    ['2026-12-31', 1, '2027-01-01', 'a new year'],
    ['2026-03-28', 2, '2026-03-30', 'over a day of 23 hours'],
    ['2026-10-24', 2, '2026-10-26', 'over a day of 25 hours'],
  ])('%s and %i more is %s: %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });

  it('belongs to its month', () => {
    expect(monthOf('2026-11-24')).toBe('2026-11');
  });
});

describe('the days from one to another', () => {
  it.each([
    ['2026-11-24', '2026-11-24', ['2026-11-24'], 'one'],
    ['2026-02-27', '2026-03-01', ['2026-02-27', '2026-02-28', '2026-03-01'], 'both are among them'],
    ['2026-10-24', '2026-10-26', ['2026-10-24', '2026-10-25', '2026-10-26'], 'each once, when the clocks go back'],
    ['2026-11-25', '2026-11-24', [], 'none when the last is before the first'],
  ])('%s and %s are %j: %s', (first, last, days) => {
    expect(daysFrom(first, last)).toEqual(days);
  });

  it('are as many as are counted, each the day after the one before', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.nat(800), (first, more) => {
        const days = daysFrom(first, addDays(first, more));
        expect(days).toHaveLength(countDays(first, addDays(first, more)));
        expect(days.slice(1)).toEqual(days.slice(0, -1).map((one) => addDays(one, 1)));
      }),
    );
  });
});

describe('the beginning of a day', () => {
  it.each([
    ['2026-01-15', '2026-01-15T00:00:00Z', 'in winter'],
    ['2026-07-15', '2026-07-14T23:00:00Z', 'in summer'],
    ['2026-03-29', '2026-03-29T00:00:00Z', 'when the clocks go forward'],
    ['2026-03-30', '2026-03-29T23:00:00Z', 'the day after'],
    ['2026-10-25', '2026-10-24T23:00:00Z', 'when the clocks go back'],
    ['2026-10-26', '2026-10-26T00:00:00Z', 'the day after'],
  ])('%s in London is %s: %s', (day, moment) => {
    expect(startOfDay(day)).toEqual(new Date(moment));
  });
});
