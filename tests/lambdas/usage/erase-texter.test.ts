import { beforeEach, describe, expect, it } from 'vitest';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { requestsOfDay } from '../../../lambdas/usage/read-requests.ts';
import { countStored, readErasures } from '../../../lambdas/usage/read-stored.ts';
import { recallConversation, recordRequest } from '../../../lambdas/usage/record-request.ts';
import { readMonths, readRollUps, rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { BY_TEXTER, failing, requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const AT = new Date('2026-06-30T12:00:00Z');
const NOW = new Date('2026-06-30T15:00:00Z');
const NOTHING = { requests: 0, hasConversation: false };

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeEach(async () => {
  table = await newTable();
});

/** Lets somebody text so often. */
async function texts(texter: string, times: number): Promise<void> {
  const next = { conversation: { lastText: { topic: 'care', text: 1 } }, revision: 0 };
  await recordRequest(table, requestWith({ texter, at: AT }), 30, next);
  await store(
    table,
    Array.from({ length: times - 1 }, () => requestWith({ texter, at: AT })),
  );
}

async function textersInTheLog(): Promise<string[]> {
  const requests = await requestsOfDay(table, { day: '2026-06-30', now: NOW });
  return [...new Set(requests.map(({ texter }) => texter))].sort();
}

describe('who is erased', () => {
  it.each([
    [1, 'a request and the conversation'],
    [97, 'as much as one transaction takes, with the conversation'],
    [98, 'one more than that'],
    [250, 'much more'],
  ])('is erased with all of %i requests: %s', async (times) => {
    await texts('ana', times);
    expect(await eraseTexter(table, 'ana', BY_TEXTER)).toEqual({ requests: times, hasConversation: true });
    expect(await countStored(table, 'ana')).toEqual(NOTHING);
    expect(await recallConversation(table, 'ana', NOW)).toEqual({ conversation: {}, revision: 0 });
    expect(await textersInTheLog()).toEqual([]);
  });

  it('is erased also when a report or another text comes in between', async () => {
    await texts('ana', 2);
    const calls: Record<string, number> = {};
    const busy = await failing(table, (call) => {
      calls[call] = (calls[call] ?? 0) + 1;
      return calls[call] <= 3 ? 'transaction conflict' : undefined;
    });
    expect(await eraseTexter(busy, 'ana', BY_TEXTER)).toEqual({ requests: 2, hasConversation: true });
    expect(calls).toMatchObject({ UpdateItem: 4, TransactWriteItems: 4 });
    expect(await countStored(table, 'ana')).toEqual(NOTHING);
  });

  it('is not taken for erased when the table goes on refusing', async () => {
    await texts('ana', 2);
    const refusing = await failing(table, (call) =>
      call === 'TransactWriteItems' ? 'transaction conflict' : undefined,
    );
    await expect(eraseTexter(refusing, 'ana', BY_TEXTER)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
    expect(await countStored(table, 'ana')).toEqual({ requests: 2, hasConversation: true });
  });

  it('takes nobody else along, whatever their references begin with', async () => {
    for (const texter of ['an', 'ana', 'anab', 'ben']) await texts(texter, 2);
    await eraseTexter(table, 'ana', BY_TEXTER);
    expect(await textersInTheLog()).toEqual(['an', 'anab', 'ben']);
    expect(await countStored(table, 'anab')).toEqual({ requests: 2, hasConversation: true });
  });

  it('stays a number in the roll-ups of before', async () => {
    await texts('ana', 3);
    await rollUpDays(table, NOW, 30);
    const rollUps = await readRollUps(table, '2026-06-30', '2026-06-30');
    const months = await readMonths(table, '2026-06', '2026-06');
    await eraseTexter(table, 'ana', BY_TEXTER);
    expect(rollUps).toMatchObject([{ counts: { texts: 3 } }]);
    expect(await readRollUps(table, '2026-06-30', '2026-06-30')).toEqual(rollUps);
    expect(await readMonths(table, '2026-06', '2026-06')).toEqual(months);
  });

  it('can be erased again, and then there was nothing', async () => {
    await texts('ana', 2);
    await eraseTexter(table, 'ana', BY_TEXTER);
    expect(await eraseTexter(table, 'ana', BY_TEXTER)).toEqual(NOTHING);
    expect(await eraseTexter(table, 'nobody', BY_TEXTER)).toEqual(NOTHING);
    expect((await readErasures(table, { now: AT })).erasures).toMatchObject([{ requests: 2 }]);
  });

  it('is a new person with the next text', async () => {
    await texts('ana', 2);
    await eraseTexter(table, 'ana', BY_TEXTER);
    const next = { conversation: {}, revision: 0 };
    const later = requestWith({ texter: 'ana', at: new Date(AT.getTime() + 1) });
    expect(await recordRequest(table, later, 30, next)).toEqual({ kind: 'recorded' });
    expect(await countStored(table, 'ana')).toEqual({ requests: 1, hasConversation: true });
  });

  it('is not brought back by a text that came before, nor by one that was erased, whenever it comes again', async () => {
    const erased = requestWith({ texter: 'ana', at: AT });
    await recordRequest(table, erased, 30, { conversation: {}, revision: 0 });
    await eraseTexter(table, 'ana', BY_TEXTER);
    const later = new Date(AT.getTime() + 60_000);
    const underWay = requestWith({ texter: 'ana', at: AT });
    for (const request of [underWay, { ...erased, at: later }]) {
      expect(await recordRequest(table, request, 30, { conversation: {}, revision: 0 })).toEqual({ kind: 'erased' });
    }
    expect(await countStored(table, 'ana')).toEqual(NOTHING);
  });

  it('leaves for a day how many replies the hour had, and nothing else', async () => {
    const hour = { since: 1, reading: 2, others: 3, safetyReplies: 4, inARow: 5, last: 6 };
    await texts('ana', 2);
    await eraseTexter(table, 'ana', BY_TEXTER, { hour });
    expect(await recallConversation(table, 'ana', NOW)).toEqual({ conversation: { hour }, revision: 0 });
    const nextDay = new Date(AT.getTime() + 24 * 60 * 60 * 1000);
    expect(await recallConversation(table, 'ana', nextDay)).toEqual({ conversation: {}, revision: 0 });
  });
});
