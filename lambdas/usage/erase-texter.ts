/** Erases everything stored about a person, and records that someone was erased but not who. */

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

/** A manager, as the staff sign-in provider names them: an id that never changes, and a name for people to read. */
export interface Manager {
  subject: string;
  name: string;
}

/** When someone is erased, and who does it. */
export interface Erasure {
  id: string;
  at: Date;
  /** The texter, who sent FORGET, or a manager. */
  by: 'texter' | Manager;
}

/** How many items one transaction takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const MAX_AT_ONCE = 100;
/** Each transaction also writes the record of the erasure and the mark. */
const MAX_KEYS = MAX_AT_ONCE - 2;

/** How many times we try, because a delivery report or another text from the person can get in the way. */
const MAX_TRIES = 10;

export const ERASURES = 'ERASURES';
const ERASURES_KEPT_SECONDS = 3 * 365 * DAY_SECONDS;
const REQUEST = 'REQUEST#';

/**
 * Erases everything stored about a texter. A second run finds nothing, and a run that was cut short can be repeated.
 * Unless there is nothing to erase, the same transaction records the erasure, without the texter, for three years.
 *
 * First it sets a mark that lasts a day. After that nobody can write anything that came before the mark, so nothing
 * slips in while we erase.
 *
 * @param hour the replies of this hour, which erasing does not reset
 * @param signal stops the erasure
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

/** Reads the keys of a texter's items, in batches that fit one transaction. */
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
