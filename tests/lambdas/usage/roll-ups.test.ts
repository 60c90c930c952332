import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { countRequests, type DayCounts, sumCounts } from '../../../lambdas/usage/day-counts.ts';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { daysFrom, londonDay, monthOf } from '../../../lambdas/usage/london-day.ts';
import type { RecordedRequest } from '../../../lambdas/usage/read-requests.ts';
import { recordDelivery } from '../../../lambdas/usage/record-delivery.ts';
import { type RollUp, readDaysOfMonths, readMonths, readRollUps, rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { type UsageTable, usageKey } from '../../../lambdas/usage/usage-table.ts';
import {
  anyRequests,
  BY_TEXTER,
  requestWith,
  store,
  usageTablesForThisFile,
} from '../../support/usage-table-for-tests.ts';

const RETENTION_DAYS = 30;
const HOUR_MS = 60 * 60 * 1000;

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeEach(async () => {
  table = await newTable();
});

function rollUpAt(now: string, of = table): Promise<string[]> {
  return rollUpDays(of, new Date(now), RETENTION_DAYS);
}

async function countsOfDay(day: string): Promise<DayCounts | undefined> {
  const [rollUp] = await readRollUps(table, day, day);
  return rollUp?.counts;
}

async function countsOfMonth(month: string): Promise<DayCounts | undefined> {
  const [sum] = await readMonths(table, month, month);
  return sum?.counts;
}

function countsOf(rollUps: RollUp[]): [string, DayCounts][] {
  return rollUps.map(({ of, counts }) => [of, counts]);
}

/** What the roll-ups must have, counted from all requests at once. */
function recount(requests: RecordedRequest[], first: string, last: string): [string, DayCounts][] {
  return daysFrom(first, last).map((day) => [day, countRequests(requests.filter(({ at }) => londonDay(at) === day))]);
}

describe('the roll-ups', () => {
  // Over a month's end and the night in which the clocks go forward.
  const [first, last] = ['2026-03-20', '2026-04-02'];
  const end = '2026-04-03T15:00:00Z';
  const requestsOfThatTime = anyRequests('2026-03-20T00:00:00Z', '2026-04-02T22:59:59.999Z', { maxLength: 60 });

  async function rollUpThriceADay(of: UsageTable, from: string, to: string): Promise<void> {
    for (let at = Date.parse(from); at < Date.parse(to); at += 8 * HOUR_MS) {
      await rollUpAt(new Date(at).toISOString(), of);
    }
  }

  it.each([
    ['2026-03-27T09:00:00Z', '2026-03-28T09:00:00Z', 'a day'],
    ['2026-03-21T09:00:00Z', '2026-03-31T09:00:00Z', 'ten days'],
    ['2026-03-20T00:00:00Z', end, 'all the time up to the end'],
  ])('are after a gap from %s to %s what they are without it, and what a recount gives: %s', async (from, to) => {
    await fc.assert(
      fc.asyncProperty(requestsOfThatTime, async (requests) => {
        const [interrupted, steady] = [await newTable(), await newTable()];
        for (const of of [interrupted, steady]) await store(of, requests);
        await rollUpThriceADay(steady, '2026-03-20T00:00:00Z', end);
        await rollUpThriceADay(interrupted, '2026-03-20T00:00:00Z', from);
        await rollUpThriceADay(interrupted, to, end);
        for (const of of [interrupted, steady]) {
          await rollUpAt(end, of);
          expect(countsOf(await readRollUps(of, first, last))).toEqual(recount(requests, first, last));
        }
        expect(countsOf(await readMonths(interrupted, '2026-03', '2026-04'))).toEqual(
          countsOf(await readMonths(steady, '2026-03', '2026-04')),
        );
      }),
      { numRuns: 2 },
    );
  });

  it('are the same when they are made twice', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOfThatTime, async (requests) => {
        const once = await newTable();
        await store(once, requests);
        await rollUpAt('2026-04-02T15:00:00Z', once);
        const [days, months] = [await readRollUps(once, first, last), await readMonths(once, '2026-03', '2026-04')];
        await rollUpAt('2026-04-02T15:00:00Z', once);
        expect(await readRollUps(once, first, last)).toEqual(days);
        expect(await readMonths(once, '2026-03', '2026-04')).toEqual(months);
      }),
      { numRuns: 5 },
    );
  });

  it('of the months are the sums of their days', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOfThatTime, async (requests) => {
        const of = await newTable();
        await store(of, requests);
        await rollUpAt('2026-03-31T15:00:00Z', of);
        await rollUpAt(end, of);
        const days = await readRollUps(of, '2026-03-01', '2026-04-30');
        for (const { of: month, counts } of await readMonths(of, '2026-03', '2026-04')) {
          const itsDays = days.filter((day) => monthOf(day.of) === month);
          expect(counts).toEqual(sumCounts(itsDays.map((day) => day.counts)));
        }
      }),
      { numRuns: 5 },
    );
  });

  it('of the days are in those of their months as well', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOfThatTime, async (requests) => {
        const of = await newTable();
        await store(of, requests);
        await rollUpAt('2026-03-31T15:00:00Z', of);
        await rollUpAt(end, of);
        expect(await readDaysOfMonths(of, '2026-03-22', '2026-04-01')).toEqual(
          await readRollUps(of, '2026-03-22', '2026-04-01'),
        );
      }),
      { numRuns: 5 },
    );
  });

  it('of the days are found one by one where an older version has counted the month', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-10T12:00:00Z') })]);
    await rollUpAt('2026-06-30T12:00:00Z');
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall(usageKey('2026-06')),
        UpdateExpression: 'REMOVE #days',
        ExpressionAttributeNames: { '#days': 'days' },
      }),
    );
    expect(countsOf(await readDaysOfMonths(table, '2026-06-10', '2026-06-10'))).toMatchObject([
      ['2026-06-10', { texts: 1 }],
    ]);
  });

  it('begin with every day whose requests may be there, and those without are nothing', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-01T12:00:00Z') })]);
    expect(await rollUpAt('2026-06-30T12:00:00Z')).toEqual(daysFrom('2026-05-31', '2026-06-30'));
    expect(await countsOfDay('2026-06-01')).toMatchObject({ texts: 1 });
    expect(await countsOfDay('2026-06-02')).toEqual(countRequests([]));
    expect(await countsOfDay('2026-05-30')).toBeUndefined();
  });

  it('of the oldest day have what has not expired yet, but never replace what was counted before', async () => {
    const requests = ['10:00:00', '14:00:00'].map((time) => requestWith({ at: new Date(`2026-05-31T${time}Z`) }));
    const counted = await newTable();
    for (const of of [table, counted]) await store(of, requests);
    await rollUpAt('2026-05-31T15:00:00Z', counted);
    for (const of of [table, counted]) await rollUpAt('2026-06-30T12:00:00Z', of);
    expect(await readRollUps(table, '2026-05-31', '2026-05-31')).toMatchObject([{ counts: { texts: 1 } }]);
    expect(await readRollUps(counted, '2026-05-31', '2026-05-31')).toMatchObject([{ counts: { texts: 2 } }]);
  });

  it('are read in the order of the days, over months and years', async () => {
    await rollUpAt('2027-01-10T12:00:00Z');
    const days = await readRollUps(table, '2026-12-30', '2027-01-02');
    expect(days.map(({ of }) => of)).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
    const months = await readMonths(table, '2026-12', '2027-01');
    expect(months.map(({ of }) => of)).toEqual(['2026-12', '2027-01']);
  });

  it('of months are read over whole years, too', async () => {
    await rollUpDays(table, new Date('2027-01-10T12:00:00Z'), 400);
    const months = await readMonths(table, '2025-12', '2027-01');
    expect(months.map(({ of }) => of)).toEqual([
      ...['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07'],
      ...['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01'],
    ]);
  });
});

describe('a request', () => {
  it.each([
    ['2026-03-28T23:30:00Z', '2026-03-28', 'before the clocks go forward, London is at UTC'],
    ['2026-03-29T00:30:00Z', '2026-03-29', 'in the hour before they do'],
    ['2026-03-29T23:30:00Z', '2026-03-30', 'after it, London is an hour on'],
    ['2026-10-24T23:30:00Z', '2026-10-25', 'before they go back, London is an hour on'],
    ['2026-10-25T00:30:00Z', '2026-10-25', 'in the hour that comes twice, the first time'],
    ['2026-10-25T01:30:00Z', '2026-10-25', 'in the hour that comes twice, the second time'],
    ['2026-10-25T23:30:00Z', '2026-10-25', 'after it, London is at UTC'],
    ['2026-10-26T00:30:00Z', '2026-10-26', 'the next day'],
  ])('of %s is counted on %s, and on no other day: %s', async (at, day) => {
    await store(table, [requestWith({ at: new Date(at) })]);
    await rollUpAt(new Date(Date.parse(at) + 48 * HOUR_MS).toISOString());
    const rollUps = await readRollUps(table, '2026-03-01', '2026-10-31');
    expect(rollUps.filter(({ counts }) => counts.texts > 0).map(({ of }) => of)).toEqual([day]);
  });

  it('that is younger than a minute is left to the next time, for it may not be in the index yet', async () => {
    const texts = ['11:58:59.999', '11:59:00.000', '11:59:00.001', '11:59:59.999'];
    await store(
      table,
      texts.map((time) => requestWith({ at: new Date(`2026-06-30T${time}Z`) })),
    );
    await rollUpAt('2026-06-30T12:00:00Z');
    expect(await readRollUps(table, '2026-06-30', '2026-06-30')).toMatchObject([
      { counts: { texts: 2 }, countedUntil: new Date('2026-06-30T11:59:00Z') },
    ]);
    await rollUpAt('2026-06-30T12:01:00Z');
    expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 4 });
  });

  it('of the last seconds of a day is counted the next day', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-30T22:59:59Z') })]);
    await rollUpAt('2026-06-30T23:00:10Z');
    expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 0 });
    await rollUpAt('2026-06-30T23:05:00Z');
    expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 1 });
    expect(await countsOfDay('2026-07-01')).toMatchObject({ texts: 0 });
  });
});

describe('a day that is over', () => {
  const request = requestWith({ texter: 'ana', at: new Date('2026-06-30T20:00:00Z') });
  beforeEach(() => store(table, [request]));

  it('is counted again until Twilio has reported all that it reports', async () => {
    await rollUpAt('2026-06-30T23:30:00Z');
    expect(await countsOfDay('2026-06-30')).toMatchObject({ deliveries: { unreported: 1 } });
    await recordDelivery(table, { ...request, delivery: { status: 'undelivered', errorCode: '30003' } });
    expect(await rollUpAt('2026-07-01T09:00:00Z')).toContain('2026-06-30');
    expect(await countsOfDay('2026-06-30')).toMatchObject({
      deliveries: { undelivered: 1 },
      errorCodes: { '30003': 1 },
    });
    expect(await countsOfMonth('2026-06')).toMatchObject({ deliveries: { undelivered: 1 } });
  });

  it.each([
    ['2026-07-01T11:00:59Z', true, 'just not twelve hours after its end'],
    ['2026-07-01T11:01:00Z', false, 'twelve hours after its end, with the minute that is left out'],
  ])('and was counted at %s is counted again: %s (%s)', async (at, isCountedAgain) => {
    await rollUpAt(at);
    const days = await rollUpAt('2026-07-01T18:00:00Z');
    expect(days.includes('2026-06-30')).toBe(isCountedAgain);
    expect(days).toContain('2026-07-01');
  });

  it('stays as it is, once settled, when its requests are erased', async () => {
    await rollUpAt('2026-07-01T15:00:00Z');
    await eraseTexter(table, 'ana', BY_TEXTER);
    await rollUpAt('2026-07-01T18:00:00Z');
    await rollUpAt('2026-07-02T15:00:00Z');
    expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 1, people: { texters: 1 } });
    expect(await countsOfMonth('2026-06')).toMatchObject({ texts: 1 });
  });

  it('stays as it is, once settled, when its requests expire', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-30T20:00:00Z') })], 2);
    await rollUpAt('2026-07-01T15:00:00Z');
    for (const now of ['2026-07-03T15:00:00Z', '2026-07-25T15:00:00Z', '2026-08-25T15:00:00Z']) {
      await rollUpAt(now);
      expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 2 });
      expect(await countsOfMonth('2026-06')).toMatchObject({ texts: 2 });
    }
  });

  it('is in the sum of its month also when the run that counted it broke off before that', async () => {
    await rollUpAt('2026-07-01T15:00:00Z');
    const Key = marshall(usageKey('2026-06'));
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
    expect(await rollUpAt('2026-07-01T15:05:00Z')).toEqual(['2026-07-01']);
    expect(await countsOfMonth('2026-06')).toMatchObject({ texts: 1 });
  });
});

describe('a run', () => {
  it('that began earlier and ends later does not put back what it counted', async () => {
    await store(table, [
      requestWith({ at: new Date('2026-06-30T09:00:00Z') }),
      requestWith({ at: new Date('2026-06-30T11:30:00Z') }),
    ]);
    await rollUpAt('2026-06-30T12:00:00Z');
    const [days, months] = [
      await readRollUps(table, '2026-06-01', '2026-06-30'),
      await readMonths(table, '2026-05', '2026-06'),
    ];
    await rollUpAt('2026-06-30T11:00:00Z');
    expect(await readRollUps(table, '2026-06-01', '2026-06-30')).toEqual(days);
    expect(await readMonths(table, '2026-05', '2026-06')).toEqual(months);
    expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 2 });
    expect(await countsOfMonth('2026-06')).toMatchObject({ texts: 2 });
  });

  it('may go on beside another', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-30T11:30:00Z') })]);
    await Promise.all(['12:00:00', '11:00:00', '12:00:00', '11:45:00'].map((time) => rollUpAt(`2026-06-30T${time}Z`)));
    expect(await countsOfDay('2026-06-30')).toMatchObject({ texts: 1 });
    expect(await countsOfMonth('2026-06')).toMatchObject({ texts: 1 });
  });
});
