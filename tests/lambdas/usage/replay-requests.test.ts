import { beforeEach, describe, expect, it } from 'vitest';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { requestsOfDay } from '../../../lambdas/usage/read-requests.ts';
import { replayRequests } from '../../../lambdas/usage/replay-requests.ts';
import { readRollUps, rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { unrecordedRequests } from '../../../lambdas/usage/unrecorded.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { failing, requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const AT = new Date('2026-06-30T12:00:00Z');
const NOW = new Date('2026-06-30T13:00:00Z');
/** The day before is settled by then, and what came in its evening is not too old. */
const NEXT_DAY = new Date('2026-07-01T13:00:00Z');
const EVENING = new Date('2026-06-30T20:00:00Z');
const NONE = { recorded: 0, there: 0, erased: 0, tooOld: 0 };

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeEach(async () => {
  table = await newTable();
});
const requests = (texters: string[], at = AT) => texters.map((texter) => requestWith({ texter, at }));
const textersOf = async (day = '2026-06-30') =>
  (await requestsOfDay(table, { day, now: NOW })).map(({ texter }) => texter).sort();

describe('requests that the table did not take', () => {
  it('are recorded once, however often it is tried', async () => {
    const missed = requests(['ana', 'ben']);
    expect(await replayRequests(table, missed, 30, NOW)).toEqual({ ...NONE, recorded: 2 });
    expect(await replayRequests(table, missed, 30, NOW)).toEqual({ ...NONE, there: 2 });
    expect(await textersOf()).toEqual(['ana', 'ben']);
  });

  it('are left out of a person who was erased since, and of nobody else', async () => {
    await eraseTexter(table, 'ana', { id: 'one', at: NOW, by: 'texter' });
    expect(await replayRequests(table, requests(['ana', 'ben', 'cem']), 30, NOW)).toEqual({
      ...NONE,
      recorded: 2,
      erased: 1,
    });
    expect(await textersOf()).toEqual(['ben', 'cem']);
  });

  it.each([
    [22, { recorded: 1 }],
    [23, { tooOld: 1 }],
    [47, { tooOld: 1 }],
  ])('that are %i hours old come to %j: near a day nobody knows any more who was erased', async (hours, came) => {
    const now = new Date(AT.getTime() + hours * 60 * 60 * 1000);
    expect(await replayRequests(table, requests(['ana']), 30, now)).toEqual({ ...NONE, ...came });
  });

  it('have their day counted again, also when a run before was broken off after it had recorded them', async () => {
    const counted = async () => {
      await rollUpDays(table, NEXT_DAY, 30);
      const [day] = await readRollUps(table, '2026-06-30', '2026-06-30');
      return day?.counts.texts;
    };
    const missed = requests(['ana', 'ben'], EVENING);
    const [first] = missed;
    if (!first) throw new Error('There is one');
    await replayRequests(table, requests(['cem'], EVENING), 30, NEXT_DAY);
    expect(await counted()).toBe(1);
    // Settled: only what is recorded late has the day counted again.
    await store(table, requests(['dee'], EVENING));
    expect(await counted()).toBe(1);
    await replayRequests(table, [first], 30, NEXT_DAY);
    expect(await counted()).toBe(3);
    await store(table, missed.slice(1));
    await replayRequests(table, missed, 30, NEXT_DAY);
    expect(await counted()).toBe(4);
  });

  it.each([
    ['access denied', 'AccessDeniedException'],
    ['status 500', 'InternalServerError'],
    ['transaction conflict', 'TransactionCanceledException'],
  ] as const)(
    'are not taken for recorded when the table refuses them with %s, and are the next time',
    async (fault, name) => {
      const missed = requests(['ana', 'ben']);
      const refusing = await failing(table, (call) => (call === 'TransactWriteItems' ? fault : undefined));
      await expect(replayRequests(refusing, missed, 30, NOW)).rejects.toMatchObject({ name });
      expect(await replayRequests(table, missed, 30, NOW)).toEqual({ ...NONE, recorded: 2 });
    },
  );

  it('are tried again when another writer of the same person comes in between', async () => {
    let conflicts = 0;
    const busy = await failing(table, () => (++conflicts <= 2 ? 'transaction conflict' : undefined));
    expect(await replayRequests(busy, requests(['ana']), 30, NOW)).toEqual({ ...NONE, recorded: 1 });
    expect(conflicts).toBeGreaterThan(2);
  });

  it('keep the subjects that were looked for', async () => {
    const asked = requestWith({ texter: 'ana', at: AT, outcome: 'notUnderstood', wanted: ['court', 'money'] });
    await replayRequests(table, [asked], 30, NOW);
    expect(await requestsOfDay(table, { day: '2026-06-30', now: NOW })).toEqual([asked]);
  });
});

describe('the log', () => {
  const request = requestWith({ texter: 'ana', at: AT, wanted: ['court'] });
  const line = JSON.stringify({ fault: 'request not recorded', request });

  it.each([
    ['as the function prints it', line],
    ['as Lambda wraps it', JSON.stringify({ level: 'ERROR', message: line })],
    ['as the CLI prints it', JSON.stringify({ events: [{ message: JSON.stringify({ message: line }) }] })],
    ['among other lines', `START RequestId: 1\n${line}\nEND`],
  ])('is read %s', (_, log) => {
    expect(unrecordedRequests(log, 'request not recorded')).toEqual([request]);
  });

  it.each([
    ['another fault', line.replace('request not recorded', 'table did not record')],
    ['a line that was cut off', line.slice(0, -20)],
    ['a request without a moment', line.replace(AT.toISOString(), 'yesterday')],
    ['an outcome that is not known', line.replace(request.outcome, 'nothing-known')],
    ['nothing', ''],
  ])('has no request in %s', (_, log) => {
    expect(unrecordedRequests(log, 'request not recorded')).toEqual([]);
  });
});
