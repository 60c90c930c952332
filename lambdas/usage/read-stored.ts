/** Reads what is stored about a person, as a count and in full, and the list of erasures. */

import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Conversation } from '../replies/conversation.ts';
import { addStored, ERASURES, type Erasure, keysOf, type Stored } from './erase-texter.ts';
import { momentOf, readNewest } from './read-newest.ts';
import { parseRequest, type RecordedRequest } from './read-requests.ts';
import { recallConversation } from './record-request.ts';
import { isExpired, requestKey, type UsageTable } from './usage-table.ts';

/** Counts what is stored about a texter, including items that have expired but are still there. */
export async function countStored(table: UsageTable, texter: string): Promise<Stored> {
  const stored: Stored = { requests: 0, hasConversation: false };
  for await (const keys of keysOf(table, texter)) addStored(stored, keys);
  return stored;
}

/** Everything that is stored about a person, to show to that person. */
export interface StoredOfTexter {
  /** The newest first, including those that have expired but are not deleted yet. */
  requests: (Omit<RecordedRequest, 'expiresAt'> & { expiresAt: Date })[];
  /** Undefined when there is none. After an erasure it may only have the hour's replies. */
  conversation?: Conversation;
}

/**
 * Reads everything that is stored about a texter.
 *
 * @throws when the table does not answer, because we must not show only a part
 */
export async function readTexter(table: UsageTable, texter: string, now: Date): Promise<StoredOfTexter> {
  const { pk, sk } = requestKey(texter, '');
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
      ConsistentRead: true,
    },
  );
  const requests: StoredOfTexter['requests'] = [];
  for await (const { Items = [] } of pages) {
    for (const { expiresAt, ...request } of Items.map(parseRequest)) {
      requests.push({ ...request, expiresAt: new Date(expiresAt * 1000) });
    }
  }
  requests.sort((one, other) => other.at.getTime() - one.at.getTime());
  const { conversation } = await recallConversation(table, texter, now);
  return { requests, ...(Object.keys(conversation).length > 0 && { conversation }) };
}

/** An erasure, and how much it erased. */
export type RecordedErasure = Omit<Erasure, 'id'> & { requests: number };

const erasureItem = z.object({
  sk: z.string(),
  by: z.union([z.literal('texter'), z.object({ subject: z.string(), name: z.string() })]),
  requests: z.number(),
  expiresAt: z.number(),
});

/** How many erasures a page shows. */
export const ERASURES_ON_A_PAGE = 20;

/**
 * One page of the erasures, the newest first.
 *
 * @param before where the previous page ended: its `next`
 */
export async function readErasures(
  table: UsageTable,
  { before, now }: { before?: string | undefined; now: Date },
): Promise<{ erasures: RecordedErasure[]; next?: string }> {
  const { items, next } = await readNewest(table, { partition: ERASURES, before, most: ERASURES_ON_A_PAGE });
  return {
    erasures: items
      .map((item) => erasureItem.parse(item))
      .filter((erasure) => !isExpired(erasure, now))
      .map(({ sk, by, requests }) => ({ at: momentOf(sk), by, requests })),
    ...(next && { next }),
  };
}
