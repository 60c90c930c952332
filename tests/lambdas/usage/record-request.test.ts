import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../../lambdas/replies/conversation.ts';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { recallConversation, recordRequest, requestItem } from '../../../lambdas/usage/record-request.ts';
import type { Request } from '../../../lambdas/usage/request.ts';
import { DAY_SHARDS, type UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { BY_TEXTER, requestWith, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NOON = new Date('2026-06-30T12:00:00Z');
const RETENTION_DAYS = 30;
const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeAll(async () => {
  table = await newTable();
});

function requestOf(texter: string, at = NOON): Request {
  return requestWith({ texter, at });
}

describe('a conversation', () => {
  const lastText = { topic: 'care', text: 1 };

  it('is recalled until a day has gone by, and then no more', async () => {
    await recordRequest(table, requestOf('one'), RETENTION_DAYS, { conversation: { lastText }, revision: 0 });
    const recalledAt = (ms: number) => recallConversation(table, 'one', new Date(NOON.getTime() + ms));
    expect(await recalledAt(DAY_MS - SECOND_MS)).toEqual({ conversation: { lastText }, revision: 1 });
    expect(await recalledAt(DAY_MS)).toEqual({ conversation: {}, revision: 1 });
  });

  it('can begin again when the expired one has not been deleted yet', async () => {
    await recordRequest(table, requestOf('two'), RETENTION_DAYS, { conversation: { lastText }, revision: 0 });
    const later = new Date(NOON.getTime() + 2 * DAY_MS);
    const recalled = await recallConversation(table, 'two', later);
    expect(await recordRequest(table, requestOf('two', later), RETENTION_DAYS, recalled)).toEqual({ kind: 'recorded' });
  });

  it('that was erased since it was read is not begun anew by who still has it', async () => {
    await recordRequest(table, requestOf('five'), RETENTION_DAYS, { conversation: { lastText }, revision: 0 });
    const recalled = await recallConversation(table, 'five', NOON);
    await eraseTexter(table, 'five', BY_TEXTER);
    const late = await recordRequest(table, requestOf('five'), RETENTION_DAYS, recalled);
    expect(late).toEqual({ kind: 'erased' });
    expect(await recallConversation(table, 'five', NOON)).toEqual({ conversation: {}, revision: 0 });
  });

  it('has all that is remembered of what was sent, and is empty when another version of the code wrote it', async () => {
    const conversation: Conversation = {
      lastText,
      lastReply: { kind: 'didYouMean', topics: ['care', 'grades'] },
      question: { kind: 'topics', topics: ['care', 'grades'] },
      safety: { since: 1, sent: 2 },
      hour: { since: 1, reading: 2, others: 3, safetyReplies: 4, inARow: 5, last: 6 },
    };
    await recordRequest(table, requestOf('six'), RETENTION_DAYS, { conversation, revision: 0 });
    expect(await recallConversation(table, 'six', NOON)).toEqual({ conversation, revision: 1 });

    const older = { lastText, hour: { since: 1, replies: 2 } } as unknown as Conversation;
    await recordRequest(table, requestOf('six'), RETENTION_DAYS, { conversation: older, revision: 1 });
    expect(await recallConversation(table, 'six', NOON)).toEqual({ conversation: {}, revision: 2 });
  });

  it('is empty for somebody new', async () => {
    expect(await recallConversation(table, 'nobody', NOON)).toEqual({ conversation: {}, revision: 0 });
  });

  it('is not overwritten by who has read an older one, and the request is not recorded either', async () => {
    const recalled = { conversation: { lastText }, revision: 0 };
    await recordRequest(table, requestOf('three'), RETENTION_DAYS, recalled);
    const late = requestOf('three');
    expect(await recordRequest(table, late, RETENTION_DAYS, recalled)).toEqual({ kind: 'conversationMoved' });
    const recalledAgain = { conversation: {}, revision: 1 };
    expect(await recordRequest(table, late, RETENTION_DAYS, recalledAgain)).toEqual({ kind: 'recorded' });
  });
});

describe('a request', () => {
  it('that is recorded already gives the reply it got', async () => {
    const request = requestOf('four');
    await recordRequest(table, request, RETENTION_DAYS, { conversation: {}, revision: 0 });
    const again = { ...request, reply: { kind: 'menu' } as const };
    expect(await recordRequest(table, again, RETENTION_DAYS, { conversation: {}, revision: 1 })).toEqual({
      kind: 'alreadyRecorded',
      reply: request.reply,
    });
  });

  it('belongs to the day it is in London', () => {
    const { day } = requestItem(requestOf('five', new Date('2026-06-30T23:30:00Z')), RETENTION_DAYS);
    expect(day).toMatch(/^DAY#2026-07-01#/);
  });

  it('is kept as many days as the deployment says', () => {
    const { expiresAt } = requestItem(requestOf('five'), 14);
    expect(expiresAt * SECOND_MS).toBe(NOON.getTime() + 14 * DAY_MS);
  });

  it('shares its day’s key with a quarter of the others, so that no key takes them all', () => {
    const days = Array.from({ length: 400 }, () => requestItem(requestOf('five'), RETENTION_DAYS).day);
    const counts = [...new Set(days)].map((day) => days.filter((one) => one === day).length);
    expect(counts).toHaveLength(DAY_SHARDS);
    expect(DAY_SHARDS).toBe(4);
    for (const count of counts) expect(count).toBeGreaterThan(40);
  });
});
