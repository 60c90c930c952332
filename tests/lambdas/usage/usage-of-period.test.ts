import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { countRequests, type DayCounts, noCounts, sumCounts } from '../../../lambdas/usage/day-counts.ts';
import { addDays, countDays, daysFrom, londonDay } from '../../../lambdas/usage/london-day.ts';
import type { RecordedRequest } from '../../../lambdas/usage/read-requests.ts';
import { rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { type Period, periodBefore, readUsage, splitIntoMonths } from '../../../lambdas/usage/usage-of-period.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import {
  anyRequests,
  requestWith,
  store,
  usageTablesForThisFile,
  withoutPeople,
} from '../../support/usage-table-for-tests.ts';

const RETENTION_DAYS = 30;
const HOUR_MS = 60 * 60 * 1000;

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeEach(async () => {
  table = await newTable();
});

/** The texts of a period, counted from all requests at once. */
function recount(requests: RecordedRequest[], { first, last }: Period): DayCounts {
  return sumCounts(
    daysFrom(first, last).map((day) => countRequests(requests.filter(({ at }) => londonDay(at) === day))),
  );
}

describe('the usage of a period', () => {
  it('is every day of it in order, with nothing where nobody wrote, and their sum', async () => {
    await store(table, [
      requestWith({ texter: 'ana', at: new Date('2026-06-28T12:00:00Z') }),
      requestWith({ texter: 'ana', at: new Date('2026-06-30T12:00:00Z') }),
    ]);
    const now = new Date('2026-06-30T15:00:00Z');
    await rollUpDays(table, now, RETENTION_DAYS);
    const { days, total } = await readUsage(table, { first: '2026-06-28', last: '2026-06-30' }, now);
    expect(days.map(({ day, counts }) => [day, counts.texts])).toEqual([
      ['2026-06-28', 1],
      ['2026-06-29', 0],
      ['2026-06-30', 1],
    ]);
    expect(total).toMatchObject({ texts: 2, people: { texters: 2 } });
  });

  it('is nothing before there is anything', async () => {
    const period = { first: '2026-06-30', last: '2026-06-30' };
    expect(await readUsage(table, period, new Date('2026-06-30T15:00:00Z'))).toEqual({
      days: [{ day: '2026-06-30', counts: noCounts() }],
      total: noCounts(),
      before: noCounts(),
    });
  });

  it('of long ago is what the roll-ups kept, when the requests are gone', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-30T12:00:00Z') })]);
    await rollUpDays(table, new Date('2026-07-01T15:00:00Z'), RETENTION_DAYS);
    const period = { first: '2026-06-01', last: '2026-06-30' };
    const { total } = await readUsage(table, period, new Date('2027-03-01T12:00:00Z'));
    expect(total).toMatchObject({ texts: 1, topics: { care: 1 } });
  });
});

describe('a day that is over', () => {
  it('is told apart when the roll-up has stood still since, and is whole again when it goes on', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-26T18:00:00Z') })]);
    await rollUpDays(table, new Date('2026-06-26T12:00:00Z'), RETENTION_DAYS);
    const now = new Date('2026-06-30T15:00:00Z');
    const period = { first: '2026-06-25', last: '2026-06-30' };
    const unfinished = async () =>
      (await readUsage(table, period, now)).days.flatMap(({ day, isUnfinished }) => (isUnfinished ? [day] : []));
    expect(await unfinished()).toEqual(['2026-06-26', '2026-06-27', '2026-06-28']);
    await rollUpDays(table, now, RETENTION_DAYS);
    expect(await unfinished()).toEqual([]);
  });
});

describe('today', () => {
  it.each([
    ['2026-06-30T15:00:00Z', '2026-06-29', 'in the afternoon'],
    ['2026-06-30T23:00:20Z', '2026-06-30', 'just after midnight, when the last roll-up was on the day before'],
    ['2026-10-25T00:30:00Z', '2026-10-24', 'in the night in which the clocks go back'],
  ])('at %s is as it is at this moment, and so is %s: %s', async (now, yesterday) => {
    const at = Date.parse(now);
    const from = new Date(at - 40 * HOUR_MS).toISOString();
    const period = { first: yesterday, last: londonDay(new Date(now)) };
    await fc.assert(
      fc.asyncProperty(
        anyRequests(from, now, { maxLength: 40 }),
        fc.option(fc.integer({ min: at - 36 * HOUR_MS, max: at })),
        async (requests, rolledUpAt) => {
          const of = await newTable();
          await store(of, requests);
          if (rolledUpAt !== null) await rollUpDays(of, new Date(rolledUpAt), RETENTION_DAYS);
          const { days, total } = await readUsage(of, period, new Date(now));
          const whole = recount(requests, period);
          expect(withoutPeople(total).texts).toEqual(withoutPeople(whole).texts);
          expect(days.map(({ counts }) => counts.texts)).toEqual(
            daysFrom(period.first, period.last).map((day) => recount(requests, { first: day, last: day }).texts),
          );
          expect(total.people.texters).toBeLessThanOrEqual(whole.people.texters);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('just after midnight has the text of this second, and yesterday that of the last', async () => {
    await store(table, [
      requestWith({ at: new Date('2026-06-30T22:50:00Z') }),
      requestWith({ at: new Date('2026-06-30T22:59:59.999Z') }),
      requestWith({ at: new Date('2026-06-30T23:00:00Z') }),
    ]);
    await rollUpDays(table, new Date('2026-06-30T22:57:00Z'), RETENTION_DAYS);
    const period = { first: '2026-06-30', last: '2026-07-01' };
    const { days } = await readUsage(table, period, new Date('2026-06-30T23:00:00Z'));
    expect(days.map(({ counts }) => counts.texts)).toEqual([2, 1]);
  });

  it('has nobody twice who wrote before the last roll-up and after it', async () => {
    const texter = 'ana';
    await store(table, [
      requestWith({ texter, at: new Date('2026-06-30T10:00:00Z') }),
      requestWith({ texter, at: new Date('2026-06-30T14:00:00Z') }),
    ]);
    await rollUpDays(table, new Date('2026-06-30T12:00:00Z'), RETENTION_DAYS);
    const period = { first: '2026-06-30', last: '2026-06-30' };
    const { total } = await readUsage(table, period, new Date('2026-06-30T15:00:00Z'));
    expect(total).toMatchObject({ texts: 2, people: { texters: 1 } });
  });
});

describe('the period before', () => {
  it.each([
    ['2026-06-30', '2026-06-30', '2026-06-29', '2026-06-29', 'the day before a day'],
    ['2026-06-24', '2026-06-30', '2026-06-17', '2026-06-23', 'the week before a week'],
    ['2026-03-01', '2026-03-31', '2026-01-29', '2026-02-28', 'as many days, not the month before a month'],
    ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31', 'the year before a year'],
  ])('%s to %s is %s to %s: %s', (first, last, firstBefore, lastBefore) => {
    expect(periodBefore({ first, last })).toEqual({ first: firstBefore, last: lastBefore });
  });

  it('is the sum of its days, of whole months and of parts', async () => {
    const requests = [
      '2026-03-30',
      '2026-03-31',
      '2026-04-01',
      '2026-04-30',
      '2026-05-01',
      '2026-05-15',
      '2026-05-16',
    ].map((day) => requestWith({ at: new Date(`${day}T12:00:00Z`), delivery: { status: 'delivered' } }));
    await store(table, requests, 95);
    const now = new Date('2026-06-30T15:00:00Z');
    await rollUpDays(table, now, 95);
    const period = { first: '2026-05-16', last: '2026-06-30' };
    expect(periodBefore(period)).toEqual({ first: '2026-03-31', last: '2026-05-15' });
    const { before, total } = await readUsage(table, period, now);
    expect(before).toEqual(recount(requests, periodBefore(period)));
    expect(before.texts).toBe(5);
    expect(total.texts).toBe(1);
  });

  it('has yesterday as a whole, just after midnight, when no roll-up does', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-30T22:59:50Z') })]);
    await rollUpDays(table, new Date('2026-06-30T22:57:00Z'), RETENTION_DAYS);
    const today = { first: '2026-07-01', last: '2026-07-01' };
    const { before } = await readUsage(table, today, new Date('2026-06-30T23:01:00Z'));
    expect(before).toMatchObject({ texts: 1 });
  });
});

describe('the months that lie in a period whole', () => {
  it.each<[string, string, string[], Period[], string]>([
    ['2026-06-01', '2026-06-30', ['2026-06'], [], 'a month'],
    ['2026-06-01', '2026-06-29', [], [{ first: '2026-06-01', last: '2026-06-29' }], 'not all of it at its end'],
    ['2026-06-02', '2026-06-30', [], [{ first: '2026-06-02', last: '2026-06-30' }], 'not all of it at its beginning'],
    ['2026-06-15', '2026-06-15', [], [{ first: '2026-06-15', last: '2026-06-15' }], 'a day'],
    ['2026-02-01', '2026-02-28', ['2026-02'], [], 'February'],
    [
      '2028-02-01',
      '2028-02-28',
      [],
      [{ first: '2028-02-01', last: '2028-02-28' }],
      'February of a leap year has a 29th',
    ],
    ['2028-02-01', '2028-02-29', ['2028-02'], [], 'and with it is whole'],
    ['2026-12-01', '2027-01-31', ['2026-12', '2027-01'], [], 'over a new year'],
    [
      '2026-01-30',
      '2026-03-02',
      ['2026-02'],
      [
        { first: '2026-01-30', last: '2026-01-31' },
        { first: '2026-03-01', last: '2026-03-02' },
      ],
      'one between two parts',
    ],
    [
      '2026-12-31',
      '2027-01-01',
      [],
      [
        { first: '2026-12-31', last: '2026-12-31' },
        { first: '2027-01-01', last: '2027-01-01' },
      ],
      'none in the night of a new year',
    ],
  ])('from %s to %s are %j, and beside them %j: %s', (first, last, months, days) => {
    expect(splitIntoMonths({ first, last })).toEqual({ months, days });
  });

  it('and the days beside them are each day of the period once', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.nat(800), (first, more) => {
        const last = addDays(first, more);
        const { months, days } = splitIntoMonths({ first, last });
        const ofMonths = months.flatMap((month) => daysOfMonth(month));
        const beside = days.flatMap((part) => daysFrom(part.first, part.last));
        expect([...ofMonths, ...beside].sort()).toEqual(daysFrom(first, last));
      }),
    );
  });
});

function daysOfMonth(month: string): string[] {
  const inMonth = (day: string) => day.startsWith(month);
  return daysFrom(`${month}-01`, addDays(`${month}-01`, 30)).filter(inMonth);
}

describe('what is read for a year', () => {
  it('is an item a month and few others, however much was texted', async () => {
    const now = new Date('2026-06-30T15:00:00Z');
    const busy = Array.from({ length: 600 }, (_, at) =>
      requestWith({ at: new Date(now.getTime() - (at + 1) * HOUR_MS) }),
    );
    await store(table, busy);
    await rollUpDays(table, now, 2 * 365);
    const sinceThen = Array.from({ length: 10 }, () => requestWith({ at: now }));
    await store(table, sinceThen);

    const period = { first: addDays('2026-06-30', -364), last: '2026-06-30' };
    expect(countDays(period.first, period.last)).toBe(365);
    let itemsRead = 0;
    table.client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        if ('ScannedCount' in result.output) itemsRead += result.output.ScannedCount ?? 0;
        return result;
      },
      { step: 'initialize' },
    );
    const { days, total } = await readUsage(table, period, now);

    expect(days).toHaveLength(365);
    expect(total.texts).toBe(busy.length + sinceThen.length);
    // Of the running day and the one before it, the requests that no roll-up has counted are read one by one.
    expect(itemsRead).toBeGreaterThanOrEqual(12 + sinceThen.length);
    expect(itemsRead).toBeLessThanOrEqual(12 + sinceThen.length + 50);
  });
});
