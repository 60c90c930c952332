/** Usage tables for tests: each empty and of a test's own, on one real engine for a test file, and what is put into them. */

import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, inject, onTestFinished, vi } from 'vitest';
import {
  createTable,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  type LocalDynamoDb,
  startDynamoDb,
} from '../../infra/local/dynamodb.ts';
import { readSynthesizedStack } from '../../infra/local/synthesize.ts';
import { newMessageSid } from '../../infra/local/twilio-phone.ts';
import type { DayCounts, PeopleCounts } from '../../lambdas/usage/day-counts.ts';
import type { Delivery } from '../../lambdas/usage/delivery.ts';
import type { Erasure } from '../../lambdas/usage/erase-texter.ts';
import type { RecordedRequest } from '../../lambdas/usage/read-requests.ts';
import { recordDelivery } from '../../lambdas/usage/record-delivery.ts';
import { requestItem } from '../../lambdas/usage/record-request.ts';
import { openUsageTable, type UsageTable } from '../../lambdas/usage/usage-table.ts';
import { type CallFault, startFaultyDynamoDb } from './faulty-dynamodb.ts';

/**
 * Starts an engine for the tests of this file. What it returns makes an empty table, as the template describes it and
 * as a Lambda opens it.
 */
export function usageTablesForThisFile(): () => Promise<UsageTable> {
  let engine: LocalDynamoDb;
  const opened: UsageTable[] = [];

  beforeAll(async () => {
    engine = await startDynamoDb({});
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', engine.endpoint);
    vi.stubEnv('AWS_REGION', LOCAL_REGION);
    vi.stubEnv('AWS_ACCESS_KEY_ID', LOCAL_CREDENTIALS.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', LOCAL_CREDENTIALS.secretAccessKey);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    for (const { client } of opened) client.destroy();
    await engine.close();
  });

  const { resources } = readSynthesizedStack(inject('stackFolder'));
  const described = Object.values(resources).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  return async () => {
    const table = openUsageTable(`Usage${opened.length}`);
    opened.push(table);
    await createTable(engine.client, table.name, described?.Properties);
    return table;
  };
}

/** The same table as it is reached while each call meets the fault that is chosen for it, if one is. */
export async function failing(
  { name }: UsageTable,
  choose: (call: string) => CallFault | undefined,
): Promise<UsageTable> {
  const faulty = await startFaultyDynamoDb();
  const client = new DynamoDBClient({ endpoint: faulty.inFrontOf(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '') });
  faulty.fail(choose);
  onTestFinished(async () => {
    client.destroy();
    await faulty.close();
  });
  return { client, name };
}

/** A request by somebody on the last of June, of which a test says what matters to it. */
export function requestWith(parts: Partial<RecordedRequest> = {}): RecordedRequest {
  return {
    texter: 'somebody',
    messageSid: newMessageSid(),
    at: new Date('2026-06-30T12:00:00Z'),
    outcome: 'topic',
    reply: { kind: 'text', topic: 'care', text: 1 },
    segments: 1,
    ...parts,
  };
}

/** How many items one call writes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;

/** Puts requests into a table, many at a time, and reports their deliveries. */
export async function store(table: UsageTable, requests: RecordedRequest[], retentionDays = 30): Promise<void> {
  for (let start = 0; start < requests.length; start += BATCH) {
    const puts = requests.slice(start, start + BATCH).map((request) => ({
      PutRequest: { Item: marshall(requestItem(request, retentionDays), { removeUndefinedValues: true }) },
    }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: puts } }));
  }
  for (const { texter, messageSid, delivery } of requests) {
    if (delivery) await recordDelivery(table, { texter, messageSid, delivery });
  }
}

/** An id as Twilio gives to each message. */
export const anyMessageSid: fc.Arbitrary<string> = fc
  .bigInt({ min: 0n, max: 2n ** 128n - 1n })
  .map((id) => `SM${id.toString(16).padStart(32, '0')}`);

type Answered = Pick<RecordedRequest, 'outcome' | 'reply' | 'segments' | 'wanted'>;

const answered: fc.Arbitrary<Answered> = fc.oneof(
  fc
    .constantFrom('grades', 'care', 'pets')
    .map((topic): Answered => ({ outcome: 'topic', reply: { kind: 'text', topic, text: 1 }, segments: 1 })),
  fc
    .subarray(['housing', 'money'])
    .map((wanted): Answered => ({ outcome: 'notUnderstood', wanted, reply: { kind: 'notUnderstood' }, segments: 1 })),
  fc.constantFrom<Answered>(
    { outcome: 'distress', reply: { kind: 'safety' }, segments: 1 },
    { outcome: 'optedOut', reply: { kind: 'nothing' }, segments: 0 },
  ),
);

const delivery: fc.Arbitrary<Delivery> = fc.oneof(
  fc.constant<Delivery>({ status: 'delivered' }),
  fc.record(
    { status: fc.constantFrom('failed', 'undelivered'), errorCode: fc.constantFrom('30003', '30006') },
    { requiredKeys: ['status'] },
  ),
);

/** Any requests from one moment to another, by a few people. */
export function anyRequests(
  from: string,
  to: string,
  lengths: { minLength?: number; maxLength: number },
): fc.Arbitrary<RecordedRequest[]> {
  const request = fc
    .record({
      texter: fc.constantFrom('ana', 'ben', 'cam', 'dee'),
      messageSid: anyMessageSid,
      at: fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }),
      answered,
      delivery: fc.option(delivery),
    })
    .map(({ answered, delivery, ...rest }) =>
      requestWith({ ...rest, ...answered, ...(delivery && answered.segments > 0 && { delivery }) }),
    );
  return fc.uniqueArray(request, { ...lengths, size: 'max', selector: ({ messageSid }) => messageSid });
}

/** The counts that add up, and those of people, who may be the same on both sides of a cut. */
export function withoutPeople({ people, ...texts }: DayCounts): {
  texts: Omit<DayCounts, 'people'>;
  people: PeopleCounts;
} {
  return { texts, people };
}

/** FORGET, at noon. */
export const BY_TEXTER: Erasure = { id: 'erasure', at: new Date('2026-06-30T12:00:00Z'), by: 'texter' };
