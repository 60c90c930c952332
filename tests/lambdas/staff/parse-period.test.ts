import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldFault } from '../../../lambdas/staff/pages/faults.tsx';
import { MAX_DAYS, parsePeriod } from '../../../lambdas/staff/parse-period.ts';
import { addDays, countDays } from '../../../lambdas/usage/london-day.ts';
import type { Period } from '../../../lambdas/usage/usage-of-period.ts';

const TODAY = '2026-11-24';
const USUAL = { first: '2026-10-26', last: '2026-11-24' };

describe('a period', () => {
  it.each<[Record<string, string>, number, Period, string]>([
    [{}, 30, USUAL, 'nothing asked for is the usual'],
    [{ days: '7' }, 7, { first: '2026-11-18', last: TODAY }, 'a week, today among it'],
    [{ days: '30' }, 30, USUAL, 'the usual asked for'],
    [{ days: '90' }, 90, { first: '2026-08-27', last: TODAY }, 'a quarter'],
    [{ days: '8' }, 30, USUAL, 'what is not offered is the usual'],
    [{ days: '7.0' }, 30, USUAL, 'so is what only equals it'],
    [{ days: '-7' }, 30, USUAL, 'or what is no count of days'],
    [{ days: '1e9' }, 30, USUAL, 'or would be too many'],
    [{ from: '', to: '' }, 30, USUAL, 'an empty form asks for nothing'],
    [{ from: ' ', to: ' ' }, 30, USUAL, 'spaces are empty'],
  ])('%j is the last %i days, %j: %s', (query, offered, period) => {
    expect(parsePeriod(query, TODAY)).toEqual({ kind: 'period', period, offered });
  });

  it.each([
    ['2026-11-01', '2026-11-24', 'up to today'],
    ['2026-11-24', '2026-11-24', 'today alone'],
    ['2025-03-10', '2025-03-10', 'a day of long ago'],
    ['2025-11-24', '2026-11-24', 'a year and a day, as from one date to the same'],
    ['2024-01-01', '2024-12-31', 'a leap year'],
    ['2026-02-28', '2026-03-01', 'a month’s end'],
  ])('from %s to %s is what it says: %s', (from, to) => {
    expect(parsePeriod({ from, to }, TODAY)).toEqual({ kind: 'period', period: { first: from, last: to } });
  });

  it.each([
    ['this', '2026-11-24', '2026-04-01', '2026-11-24', 'up to today'],
    ['last', '2026-11-24', '2025-04-01', '2026-03-31', 'whole'],
    ['this', '2026-03-31', '2025-04-01', '2026-03-31', 'on its last day'],
    ['this', '2026-04-01', '2026-04-01', '2026-04-01', 'on its first'],
    ['last', '2026-01-15', '2024-04-01', '2025-03-31', 'in winter'],
  ])('%s financial year, on %s, is from %s to %s: %s', (year, today, first, last) => {
    expect(parsePeriod({ year }, today)).toEqual({ kind: 'period', period: { first, last }, offered: year });
  });

  it('is read out of the form’s fields for day, month and year', () => {
    const from = { 'from-day': '1', 'from-month': 'nov', 'from-year': '2026' };
    const to = { 'to-day': '24', 'to-month': '11', 'to-year': '2026' };
    const period = { first: '2026-11-01', last: '2026-11-24' };
    expect(parsePeriod({ ...from, ...to }, TODAY)).toEqual({ kind: 'period', period });
    expect(parsePeriod({ ...from, ...to, 'to-month': '' }, TODAY)).toMatchObject({
      faults: [{ field: 'to-month', message: 'The last day must include a month' }],
    });
  });

  it('is taken from the form before what is offered, spaces cut off', () => {
    expect(parsePeriod({ from: ' 2026-11-01 ', to: '2026-11-02\n', days: '7' }, TODAY)).toEqual({
      kind: 'period',
      period: { first: '2026-11-01', last: '2026-11-02' },
    });
  });
});

describe('a period that cannot be shown', () => {
  it.each<[string, string, FieldFault[], string]>([
    ['2026-11-01', '', [{ field: 'to-day', message: 'Enter the last day' }], 'no last day'],
    ['', '2026-11-01', [{ field: 'from-day', message: 'Enter the first day' }], 'no first day'],
    [
      '1 November',
      '2026-11-24',
      [{ field: 'from-day', message: 'The first day must be a real date, like 24 11 2026' }],
      'words',
    ],
    [
      '2026-11-01',
      '24/11/2026',
      [{ field: 'to-day', message: 'The last day must be a real date, like 24 11 2026' }],
      'another way of writing',
    ],
    [
      '2026-02-29',
      '2026-03-01',
      [{ field: 'from-day', message: 'The first day must be a real date, like 24 11 2026' }],
      'a day that there was not',
    ],
    [
      '2026-11-01T00:00',
      '2026-11-24',
      [{ field: 'from-day', message: 'The first day must be a real date, like 24 11 2026' }],
      'more than a day',
    ],
    [
      'x',
      '',
      [
        { field: 'from-day', message: 'The first day must be a real date, like 24 11 2026' },
        { field: 'to-day', message: 'Enter the last day' },
      ],
      'both, each with its own',
    ],
    [
      '2026-11-25',
      '2026-11-26',
      [
        { field: 'from-day', message: 'The first day must be today or in the past' },
        { field: 'to-day', message: 'The last day must be today or in the past' },
      ],
      'the future',
    ],
    [
      '2026-11-24',
      '2026-11-25',
      [{ field: 'to-day', message: 'The last day must be today or in the past' }],
      'tomorrow, as the last',
    ],
    [
      '2026-11-02',
      '2026-11-01',
      [{ field: 'to-day', message: 'The last day must not be before the first' }],
      'the wrong way round',
    ],
    [
      '2025-11-23',
      '2026-11-24',
      [{ field: 'from-day', message: 'The period must not be longer than a year' }],
      'a day too many',
    ],
    [
      '0001-01-01',
      '2026-11-24',
      [{ field: 'from-day', message: 'The period must not be longer than a year' }],
      'far too many',
    ],
  ])('from %j to %j says what to fix, and the usual one is shown: %j, %s', (from, to, faults) => {
    expect(parsePeriod({ from, to }, TODAY)).toEqual({ kind: 'faulty', period: USUAL, faults });
  });
});

describe('whatever an address says', () => {
  const aDay = (min: string, max: string) =>
    fc
      .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  const today = aDay('2020-01-01', '2040-12-31');
  const written = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
    aDay('0001-01-01', '9999-12-31'),
  );

  /** A period in which each day can be read. */
  function expectShown(query: Record<string, string>, today: string) {
    const { period } = parsePeriod(query, today);
    expect(period.first <= period.last && period.last <= today).toBe(true);
    expect(countDays(period.first, period.last)).toBeOneOf(Array.from({ length: MAX_DAYS }, (_, days) => days + 1));
  }

  it('a period is shown, of a year at most, that ends today at the latest', () => {
    const query = fc.record({ from: written, to: written, days: fc.string() }, { requiredKeys: [] });
    fc.assert(fc.property(query, today, expectShown));
  });

  it('that holds near today as well, where most periods lie', () => {
    fc.assert(
      fc.property(today, fc.integer({ min: -800, max: 5 }), fc.integer({ min: -800, max: 5 }), (day, from, to) =>
        expectShown({ from: addDays(day, from), to: addDays(day, to) }, day),
      ),
    );
  });

  it('is no fault when its parameters have other names', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.string()), today, expectShown));
  });
});
