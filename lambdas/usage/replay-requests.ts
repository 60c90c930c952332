/** Records requests that the table did not take at the time. It is idempotent, and can be stopped and started again. */

import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { MARK_SECONDS, notErasedSince } from './erasure-mark.ts';
import { londonDay } from './london-day.ts';
import { requestItem } from './record-request.ts';
import type { Request } from './request.ts';
import { unsettleDay } from './roll-ups.ts';
import type { UsageTable } from './usage-table.ts';

/** What happened to how many requests. */
export interface Replayed {
  recorded: number;
  /** They had been recorded already. */
  there: number;
  /** Their person has been erased since. */
  erased: number;
  /** They are so old that we can't know whether their person has been erased. */
  tooOld: number;
}

/** Less than an erasure's mark is kept, to leave time for the writing. */
const MAX_AGE_MS = (MARK_SECONDS - 60 * 60) * 1000;
const MAX_TRIES = 5;

/** Records requests, and makes the roll-up count their days again. Rejects when the table does not take one. */
export async function replayRequests(
  table: UsageTable,
  requests: readonly Request[],
  retentionDays: number,
  now: Date,
): Promise<Replayed> {
  const replayed: Replayed = { recorded: 0, there: 0, erased: 0, tooOld: 0 };
  const recent = requests.filter(({ at }) => now.getTime() - at.getTime() < MAX_AGE_MS);
  replayed.tooOld = requests.length - recent.length;
  // The days of requests that were already there too, because an earlier run may have stopped before it got this far.
  const days = new Set(recent.map(({ at }) => londonDay(at)));
  try {
    for (const request of recent) replayed[await replayRequest(table, request, retentionDays)] += 1;
  } finally {
    for (const day of days) await unsettleDay(table, day);
  }
  return replayed;
}

async function replayRequest(
  table: UsageTable,
  request: Request,
  retentionDays: number,
): Promise<'recorded' | 'there' | 'erased'> {
  const item = marshall(requestItem(request, retentionDays), { removeUndefinedValues: true });
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
      { ConditionCheck: notErasedSince(table, request) },
    ],
  });
  for (let tries = 1; ; tries += 1) {
    try {
      await table.client.send(command);
      return 'recorded';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [put, mark] = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      if (mark === 'ConditionalCheckFailed') return 'erased';
      if (put === 'ConditionalCheckFailed') return 'there';
      if (tries === MAX_TRIES) throw error;
    }
  }
}
