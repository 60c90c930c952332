/** Stores how far we have read the webhook's log for requests that the table did not take. */

import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { UsageTable } from './usage-table.ts';

const KEY = { pk: 'REPLAY', sk: 'UP_TO' };
const item = z.object({ upTo: z.string() });

/** Undefined before the first run. */
export async function readReplayedUpTo(table: UsageTable): Promise<Date | undefined> {
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key: marshall(KEY) }));
  return Item && new Date(item.parse(unmarshall(Item)).upTo);
}

export async function writeReplayedUpTo(table: UsageTable, upTo: Date): Promise<void> {
  const Item = marshall({ ...KEY, upTo: upTo.toISOString() });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}
