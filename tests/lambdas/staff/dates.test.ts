import { describe, expect, it } from 'vitest';
import { dayWords, momentWords, shortDay } from '../../../lambdas/staff/dates.ts';

describe('a day', () => {
  it.each([
    ['2026-11-24', '24 November 2026', 'Tue 24 Nov', 'as one writes it here'],
    ['2026-01-01', '1 January 2026', 'Thu 1 Jan', 'the first of a year'],
    ['2028-02-29', '29 February 2028', 'Tue 29 Feb', 'a leap year’s'],
    ['2026-03-29', '29 March 2026', 'Sun 29 Mar', 'of 23 hours is not the one before'],
    ['2026-10-25', '25 October 2026', 'Sun 25 Oct', 'of 25 hours is not the one after'],
    ['2026-07-01', '1 July 2026', 'Wed 1 Jul', 'in summer time'],
  ])('%s is %s, and in a table %s: %s', (day, words, short) => {
    expect(dayWords(day)).toBe(words);
    expect(shortDay(day)).toBe(short);
  });
});

describe('a moment', () => {
  it.each([
    ['2026-01-15T09:05:00Z', '15 Jan, 09:05', 'winter is UTC'],
    ['2026-07-01T12:00:00Z', '1 Jul, 13:00', 'summer is an hour later'],
    ['2026-06-30T23:30:00Z', '1 Jul, 00:30', 'and has the next day, at 00 and not at 24 o’clock'],
    ['2026-03-29T00:59:59Z', '29 Mar, 00:59', 'just before the clocks go forward'],
    ['2026-03-29T01:00:00Z', '29 Mar, 02:00', 'there is no 1 o’clock that night'],
    ['2026-10-25T00:30:00Z', '25 Oct, 01:30', 'summer time for the last time'],
    ['2026-10-25T01:30:00Z', '25 Oct, 01:30', 'an hour later the clocks show the same'],
    ['2026-10-25T02:30:00Z', '25 Oct, 02:30', 'and then it is winter'],
    ['2026-12-31T23:59:59.999Z', '31 Dec, 23:59', 'nothing is rounded up'],
  ])('%s is %s: %s', (at, words) => {
    expect(momentWords(new Date(at))).toBe(words);
  });
});
