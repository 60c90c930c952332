/** Remembers sessions that were signed out, because a copy of a sealed cookie would be good until it expires. */

import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { UsageTable } from '../usage/usage-table.ts';
import { MAX_SESSION_SECONDS, type Session } from './session.ts';

function endedKey(id: string) {
  return { pk: `SESSION#${id}`, sk: 'ENDED' };
}

/** Ends a session for good. */
export async function endSession(table: UsageTable, { id, signedInAt }: Session): Promise<void> {
  const item = { ...endedKey(id), expiresAt: signedInAt + MAX_SESSION_SECONDS };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
}

export async function isEnded(table: UsageTable, { id }: Session): Promise<boolean> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: marshall(endedKey(id)), ConsistentRead: true }),
  );
  return Item !== undefined;
}
