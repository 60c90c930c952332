import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  createTable,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  type LocalDynamoDb,
  startDynamoDb,
} from '../../../infra/local/dynamodb.ts';
import { readSynthesizedStack } from '../../../infra/local/synthesize.ts';
import { newMessageSid } from '../../../infra/local/twilio-phone.ts';
import type { Request } from '../../../lambdas/usage/request.ts';
import { DAY_SHARDS, openUsageTable, requestItem, type UsageTable } from '../../../lambdas/usage/usage-table.ts';

const NOON = new Date('2026-06-30T12:00:00Z');
const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

let engine: LocalDynamoDb;
let table: UsageTable;

beforeAll(async () => {
  engine = await startDynamoDb({});
  const { resources } = readSynthesizedStack(inject('stackFolder'));
  const described = Object.values(resources).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  await createTable(engine.client, 'Usage', described?.Properties);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', engine.endpoint);
  vi.stubEnv('AWS_REGION', LOCAL_REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', LOCAL_CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', LOCAL_CREDENTIALS.secretAccessKey);
  table = openUsageTable('Usage', 30);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.close();
});

function requestOf(texter: string, at = NOON): Request {
  const reply = { kind: 'text', topic: 'care', text: 1 } as const;
  return { texter, messageSid: newMessageSid(), at, outcome: 'topic', reply, segments: 1 };
}

describe('a conversation', () => {
  const lastText = { topic: 'care', text: 1 };

  it('is recalled until a day has gone by, and then no more', async () => {
    await table.recordRequest(requestOf('one'), { conversation: { lastText }, revision: 0 });
    const recalledAt = (ms: number) => table.recallConversation('one', new Date(NOON.getTime() + ms));
    expect(await recalledAt(DAY_MS - SECOND_MS)).toEqual({ conversation: { lastText }, revision: 1 });
    expect(await recalledAt(DAY_MS)).toEqual({ conversation: {}, revision: 1 });
  });

  it('can begin again when the expired one has not been deleted yet', async () => {
    await table.recordRequest(requestOf('two'), { conversation: { lastText }, revision: 0 });
    const later = new Date(NOON.getTime() + 2 * DAY_MS);
    const recalled = await table.recallConversation('two', later);
    expect(await table.recordRequest(requestOf('two', later), recalled)).toEqual({ kind: 'recorded' });
  });

  it('is empty for somebody new', async () => {
    expect(await table.recallConversation('nobody', NOON)).toEqual({ conversation: {}, revision: 0 });
  });

  it('is not overwritten by who has read an older one, and the request is not recorded either', async () => {
    const recalled = { conversation: { lastText }, revision: 0 };
    await table.recordRequest(requestOf('three'), recalled);
    const late = requestOf('three');
    expect(await table.recordRequest(late, recalled)).toEqual({ kind: 'conversationMoved' });
    expect(await table.recordRequest(late, { conversation: {}, revision: 1 })).toEqual({ kind: 'recorded' });
  });
});

describe('a request', () => {
  it('that is recorded already gives the reply it got', async () => {
    const request = requestOf('four');
    await table.recordRequest(request, { conversation: {}, revision: 0 });
    const again = { ...request, reply: { kind: 'menu' } as const };
    expect(await table.recordRequest(again, { conversation: {}, revision: 1 })).toEqual({
      kind: 'alreadyRecorded',
      reply: request.reply,
    });
  });

  it('belongs to the day it is in London', () => {
    const { day } = requestItem(requestOf('five', new Date('2026-06-30T23:30:00Z')), 30);
    expect(day).toMatch(/^DAY#2026-07-01#/);
  });

  it('is kept as many days as the deployment says', () => {
    const { expiresAt } = requestItem(requestOf('five'), 14);
    expect(expiresAt * SECOND_MS).toBe(NOON.getTime() + 14 * DAY_MS);
  });

  it('shares its day’s key with a quarter of the others, so that no key takes them all', () => {
    const days = Array.from({ length: 400 }, () => requestItem(requestOf('five'), 30).day);
    const counts = [...new Set(days)].map((day) => days.filter((one) => one === day).length);
    expect(counts).toHaveLength(DAY_SHARDS);
    expect(DAY_SHARDS).toBe(4);
    for (const count of counts) expect(count).toBeGreaterThan(40);
  });
});
