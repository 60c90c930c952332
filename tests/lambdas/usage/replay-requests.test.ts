import { beforeEach, describe, expect, it } from 'vitest';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { requestsOfDay } from '../../../lambdas/usage/read-requests.ts';
import { replayRequests } from '../../../lambdas/usage/replay-requests.ts';
import { readRollUps, rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { unrecordedRequests } from '../../../lambdas/usage/unrecorded.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { requestWith, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const AT = new Date('2026-06-30T12:00:00Z');
const NOW = new Date('2026-06-30T13:00:00Z');
const NEXT_DAY = new Date('2026-07-01T02:00:00Z');
const LATER = new Date('2026-07-02T11:00:00Z');
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

  it('are left out when they are a day old, for then nobody knows who was erased', async () => {
    expect(await replayRequests(table, requests(['ana']), 30, LATER)).toEqual({ ...NONE, tooOld: 1 });
  });

  it('have their day counted again, also when a run before was broken off after it had recorded them', async () => {
    const counted = async () => {
      await rollUpDays(table, NEXT_DAY, 30);
      const [day] = await readRollUps(table, '2026-06-30', '2026-06-30');
      return day?.counts.texts;
    };
    const missed = requests(['ana', 'ben']);
    const [first] = missed;
    if (!first) throw new Error('There is one');
    await replayRequests(table, requests(['cem']), 30, NEXT_DAY);
    expect(await counted()).toBe(1);
    // As a run leaves it that is broken off: in the table, and the day is settled.
    await replayRequests(table, [first], 30, NEXT_DAY);
    expect(await counted()).toBe(2);
    await replayRequests(table, missed, 30, NEXT_DAY);
    expect(await counted()).toBe(3);
  });
});

describe('the log', () => {
  const request = { ...requestWith({ texter: 'ana', at: AT }), delivery: undefined };
  const line = JSON.stringify({ fault: 'request not recorded', request });

  it.each([
    ['as the function prints it', line],
    ['as Lambda wraps it', JSON.stringify({ level: 'ERROR', message: line })],
    ['as the CLI prints it', JSON.stringify({ events: [{ message: JSON.stringify({ message: line }) }] })],
    ['among other lines', `START RequestId: 1\n${line}\nEND`],
  ])('is read %s', (_, log) => {
    expect(unrecordedRequests(log, 'request not recorded')).toEqual([
      expect.objectContaining({ texter: 'ana', at: AT }),
    ]);
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
