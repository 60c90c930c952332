/**
 * For a day after somebody was erased, a mark that every writer respects: a text that was under way, a retry of Twilio's, and
 * a request that is put back later. Without it any of them could bring something back that the person was told is gone.
 * All it has is when that was, how many replies the hour had, and what cannot be read of the erased messages' ids.
 */

import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type HourOfReplies, hourOfReplies } from './hour-of-replies.ts';
import { DAY_SECONDS, epochSeconds, isExpired, type UsageTable } from './usage-table.ts';

/** How long it is kept, in seconds. What is older is written by nobody any more. */
export const MARK_SECONDS = DAY_SECONDS;

const markItem = z.object({ erasedAt: z.string(), hour: z.optional(hourOfReplies), expiresAt: z.number() });

/** What the webhook needs to know of an erasure. */
export interface ErasureMark {
  /** So that FORGET does not set the limits back. */
  hour?: HourOfReplies | undefined;
}

/** Not under the texter reference itself, which is gone after an erasure. */
export function markKey(texter: string) {
  return { pk: `ERASED#${createHash('sha256').update(texter).digest('base64url')}`, sk: 'MARK' };
}

/** The mark as it was read; undefined when there is none that still counts. */
export function parseMark(item: Record<string, AttributeValue> | undefined, now: Date): ErasureMark | undefined {
  const { data } = markItem.safeParse(item && unmarshall(item));
  return data && !isExpired(data, now) ? { hour: data.hour } : undefined;
}

/** The update that sets the mark, to be sent before anything is erased. */
export function setMark(table: UsageTable, texter: string, at: Date, hour: HourOfReplies | undefined) {
  return {
    TableName: table.name,
    Key: marshall(markKey(texter)),
    UpdateExpression: `SET erasedAt = :at, expiresAt = :expiresAt${hour ? ', #hour = :hour' : ''}`,
    ...(hour && { ExpressionAttributeNames: { '#hour': 'hour' } }),
    ExpressionAttributeValues: marshall({
      ':at': at.toISOString(),
      ':expiresAt': epochSeconds(at) + MARK_SECONDS,
      ...(hour && { ':hour': hour }),
    }),
  };
}

/** The update that adds messages which are erased, so that none of them is recorded again. */
export function addErasedMessages(table: UsageTable, texter: string, messageSids: readonly string[]) {
  return {
    TableName: table.name,
    Key: marshall(markKey(texter)),
    UpdateExpression: 'ADD messages :messages',
    ExpressionAttributeValues: { ':messages': { SS: messageSids.map(messageMark) } },
  };
}

/** The condition under which a request may be written: nobody has erased the person since it came, nor it itself. */
export function notErasedSince(
  table: UsageTable,
  { texter, messageSid, at }: { texter: string; messageSid: string; at: Date },
) {
  return {
    TableName: table.name,
    Key: marshall(markKey(texter)),
    ConditionExpression: 'attribute_not_exists(pk) OR (erasedAt < :at AND NOT contains(messages, :message))',
    ExpressionAttributeValues: marshall({ ':at': at.toISOString(), ':message': messageMark(messageSid) }),
  };
}

/** Enough of a hash to tell one person's messages apart. */
const MARK_LENGTH = 12;

function messageMark(messageSid: string): string {
  return createHash('sha256').update(messageSid).digest('base64url').slice(0, MARK_LENGTH);
}
