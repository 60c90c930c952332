/** Erasing all that is stored about a person, and recording that it was done, though not for whom. */

import { type AttributeValue, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { DAY_SECONDS, epochSeconds, texterPartition, type UsageTable } from './usage-table.ts';

/** What is stored about a person. */
export interface Stored {
  requests: number;
  hasConversation: boolean;
}

/** That somebody's requests were erased. */
export interface Erasure {
  at: Date;
  /** The texter, by FORGET, or the manager who did it, as the staff sign-in names them. */
  by: string;
  requests: number;
}

/** How many items one transaction takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const MOST_AT_ONCE = 100;

export const ERASURES = 'ERASURES';
const ERASURES_KEPT_SECONDS = 3 * 365 * DAY_SECONDS;

/**
 * Erases all that is stored about a texter. Done twice, the second time finds nothing; broken off, it can be done again.
 *
 * @param signal breaks it off
 * @returns what was erased
 */
export async function eraseTexter(table: UsageTable, texter: string, signal?: AbortSignal): Promise<Stored> {
  const erased: Stored = { requests: 0, hasConversation: false };
  for await (const keys of keysOf(table, texter, signal)) {
    await table.client.send(
      new TransactWriteItemsCommand({ TransactItems: keys.map((Key) => ({ Delete: { TableName: table.name, Key } })) }),
      { abortSignal: signal },
    );
    addStored(erased, keys);
  }
  return erased;
}

/** Records an erasure, for three years: when, by whom, and how much, and nothing of the texter. */
export async function recordErasure(table: UsageTable, { at, by, requests }: Erasure, id: string): Promise<void> {
  const item = {
    pk: ERASURES,
    sk: `${at.toISOString()}#${id}`,
    by,
    requests,
    expiresAt: epochSeconds(at) + ERASURES_KEPT_SECONDS,
  };
  // The webhook's bundle has this command anyway, and no other that writes.
  await table.client.send(
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: table.name, Item: marshall(item) } }] }),
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
        Limit: MOST_AT_ONCE,
        ExclusiveStartKey: from,
      }),
      { abortSignal: signal },
    );
    if (Items.length > 0) yield Items;
    from = LastEvaluatedKey;
  } while (from);
}

export function addStored(stored: Stored, keys: Key[]): void {
  const requests = keys.filter(({ sk }) => sk?.S?.startsWith('REQUEST#')).length;
  stored.requests += requests;
  if (requests < keys.length) stored.hasConversation = true;
}
