/** Erasing all that is stored about a person, and recording that it was done, though not for whom. */

import {
  type AttributeValue,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { DAY_SECONDS, epochSeconds, texterPartition, type UsageTable } from './usage-table.ts';

/** What is stored about a person. */
export interface Stored {
  requests: number;
  hasConversation: boolean;
}

/** A manager as the provider of the staff sign-in names them: for good, and for people. */
export interface Manager {
  subject: string;
  name: string;
}

/** That somebody is erased: when, and by whom. */
export interface Erasure {
  id: string;
  at: Date;
  /** The texter, by FORGET, or a manager. */
  by: 'texter' | Manager;
}

/** How many items one transaction takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const MOST_AT_ONCE = 100;
/** One of them is the record of the erasure. */
const MOST_KEYS = MOST_AT_ONCE - 1;

/** How often it is tried again when a report or another text of the person comes in between. */
const MOST_TRIES = 4;

export const ERASURES = 'ERASURES';
const ERASURES_KEPT_SECONDS = 3 * 365 * DAY_SECONDS;

/**
 * Erases all that is stored about a texter. Done twice, the second time finds nothing; broken off, it can be done again.
 * The erasure is recorded with it, for three years and without the texter, also when there was nothing: each transaction
 * adds what it erases.
 *
 * @param signal breaks it off
 * @returns what was erased
 */
export async function eraseTexter(
  table: UsageTable,
  texter: string,
  erasure: Erasure,
  signal?: AbortSignal,
): Promise<Stored> {
  const erased: Stored = { requests: 0, hasConversation: false };
  let isRecorded = false;
  for await (const keys of keysOf(table, texter, signal)) {
    await erase(table, keys, erasure, signal);
    addStored(erased, keys);
    isRecorded = true;
  }
  if (!isRecorded) await erase(table, [], erasure, signal);
  return erased;
}

async function erase(table: UsageTable, keys: Key[], erasure: Erasure, signal: AbortSignal | undefined): Promise<void> {
  const TableName = table.name;
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      ...keys.map((Key) => ({ Delete: { TableName, Key } })),
      { Update: { TableName, ...recordOf(erasure, countRequests(keys)) } },
    ],
  });
  for (let tries = 1; ; tries += 1) {
    try {
      await table.client.send(command, { abortSignal: signal });
      return;
    } catch (error) {
      if (!isConflict(error) || tries === MOST_TRIES) throw error;
    }
  }
}

function recordOf({ id, at, by }: Erasure, requests: number) {
  return {
    Key: marshall({ pk: ERASURES, sk: `${at.toISOString()}#${id}` }),
    UpdateExpression: 'SET #by = :by, expiresAt = :expiresAt ADD requests :requests',
    ExpressionAttributeNames: { '#by': 'by' },
    ExpressionAttributeValues: marshall({
      ':by': by,
      ':expiresAt': epochSeconds(at) + ERASURES_KEPT_SECONDS,
      ':requests': requests,
    }),
  };
}

function isConflict(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict')
  );
}

export type Key = Record<string, AttributeValue>;

/** The keys of a texter's items, as many at a time as one transaction takes. */
export async function* keysOf(table: UsageTable, texter: string, signal?: AbortSignal): AsyncGenerator<Key[]> {
  let from: Key | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: marshall({ ':pk': texterPartition(texter) }),
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        Limit: MOST_KEYS,
        ExclusiveStartKey: from,
      }),
      { abortSignal: signal },
    );
    if (Items.length > 0) yield Items;
    from = LastEvaluatedKey;
  } while (from);
}

export function addStored(stored: Stored, keys: Key[]): void {
  const requests = countRequests(keys);
  stored.requests += requests;
  if (requests < keys.length) stored.hasConversation = true;
}

function countRequests(keys: Key[]): number {
  return keys.filter(({ sk }) => sk?.S?.startsWith('REQUEST#')).length;
}
