/** What is stored about a person, as a count, and which erasures there were: what a manager sees before and after. */

import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { addStored, ERASURES, type Erasure, keysOf, type Stored } from './erase-texter.ts';
import { isExpired, type UsageTable } from './usage-table.ts';

/** Counts what is stored about a texter, what has expired but is still there included. */
export async function countStored(table: UsageTable, texter: string): Promise<Stored> {
  const stored: Stored = { requests: 0, hasConversation: false };
  for await (const keys of keysOf(table, texter)) addStored(stored, keys);
  return stored;
}

/** An erasure that was done, and how much it erased. */
export type RecordedErasure = Omit<Erasure, 'id'> & { requests: number };

const erasureItem = z.object({
  sk: z.string(),
  by: z.union([z.literal('texter'), z.object({ subject: z.string(), name: z.string() })]),
  requests: z.number(),
  expiresAt: z.number(),
});

/** The last erasures, the newest first. */
export async function readErasures(table: UsageTable, most: number, now: Date): Promise<RecordedErasure[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: marshall({ ':pk': ERASURES }),
      ScanIndexForward: false,
      Limit: most,
    }),
  );
  return Items.map((item) => erasureItem.parse(unmarshall(item)))
    .filter((erasure) => !isExpired(erasure, now))
    .map(({ sk, by, requests }) => ({ at: new Date(sk.slice(0, sk.indexOf('#'))), by, requests }));
}
