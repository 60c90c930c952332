/** Erasing all that is stored about a person, and recording that it was done, though not for whom. */

import {
  type AttributeValue,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { HourOfReplies } from '../replies/conversation.ts';
import { addErasedMessages, setMark } from './erasure-mark.ts';
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
const MAX_AT_ONCE = 100;
/** One of them is the record of the erasure, another the mark. */
const MAX_KEYS = MAX_AT_ONCE - 2;

/** How often it is tried again when a report or another text of the person comes in between. */
const MAX_TRIES = 10;

export const ERASURES = 'ERASURES';
const ERASURES_KEPT_SECONDS = 3 * 365 * DAY_SECONDS;
const REQUEST = 'REQUEST#';

/**
 * Erases all that is stored about a texter. Done twice, the second time finds nothing; broken off, it can be done again.
 * The erasure is recorded with it, for three years and without the texter, unless there was nothing to erase.
 *
 * A mark is set first, for a day: nothing that came before it can be written any more, so nothing can come in between.
 *
 * @param hour the replies of the hour, which erasing does not set back
 * @param signal breaks it off
 * @returns what was erased
 */
export async function eraseTexter(
  table: UsageTable,
  texter: string,
  erasure: Erasure,
  { hour, signal }: { hour?: HourOfReplies | undefined; signal?: AbortSignal } = {},
): Promise<Stored> {
  const erased: Stored = { requests: 0, hasConversation: false };
  const mark = new UpdateItemCommand(setMark(table, texter, erasure.at, hour));
  await retryConflicts(() => table.client.send(mark, { abortSignal: signal }));
  for await (const keys of keysOf(table, texter, signal)) {
    const TableName = table.name;
    const messageSids = requestsOf(keys);
    const command = new TransactWriteItemsCommand({
      TransactItems: [
        ...keys.map((Key) => ({ Delete: { TableName, Key } })),
        { Update: { TableName, ...recordOf(erasure, messageSids.length) } },
        ...(messageSids.length > 0 ? [{ Update: addErasedMessages(table, texter, messageSids) }] : []),
      ],
    });
    await retryConflicts(() => table.client.send(command, { abortSignal: signal }));
    addStored(erased, keys);
  }
  return erased;
}

async function retryConflicts(send: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isConflict(error) || tries === MAX_TRIES) throw error;
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
  if (error instanceof TransactionConflictException) return true;
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
        Limit: MAX_KEYS,
        ExclusiveStartKey: from,
      }),
      { abortSignal: signal },
    );
    if (Items.length > 0) yield Items;
    from = LastEvaluatedKey;
  } while (from);
}

export function addStored(stored: Stored, keys: Key[]): void {
  const requests = requestsOf(keys).length;
  stored.requests += requests;
  if (requests < keys.length) stored.hasConversation = true;
}

/** The MessageSids of the requests among keys. */
function requestsOf(keys: Key[]): string[] {
  return keys.flatMap(({ sk }) => (sk?.S?.startsWith(REQUEST) ? [sk.S.slice(REQUEST.length)] : []));
}
