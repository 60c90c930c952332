/**
 * The mark of an erasure, kept for a day. Everything that writes respects it: a text that was under way, a retry by
 * Twilio, and a request that is recorded later. Without it, any of them could bring back something that the person was
 * told is gone. The mark only holds the time, how many replies the hour had, and hashes of the erased messages' ids.
 */

import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type HourOfReplies, hourOfReplies } from './hour-of-replies.ts';
import { DAY_SECONDS, epochSeconds, isExpired, type UsageTable } from './usage-table.ts';

/** How long we keep it, in seconds. Nothing writes requests that are older than this. */
export const MARK_SECONDS = DAY_SECONDS;

const markItem = z.object({ erasedAt: z.string(), hour: z.optional(hourOfReplies), expiresAt: z.number() });

/** What the webhook needs to know of an erasure. */
export interface ErasureMark {
  /** Kept so that FORGET doesn't reset the limits. */
  hour?: HourOfReplies | undefined;
}

/** The key is a hash of the texter reference, because the reference itself must be gone after an erasure. */
export function markKey(texter: string) {
  return { pk: `ERASED#${createHash('sha256').update(texter).digest('base64url')}`, sk: 'MARK' };
}

/** Parses a mark. Undefined when there is none, or when it has expired. */
export function parseMark(item: Record<string, AttributeValue> | undefined, now: Date): ErasureMark | undefined {
  const { data } = markItem.safeParse(item && unmarshall(item));
  return data && !isExpired(data, now) ? { hour: data.hour } : undefined;
}

/** The update that sets the mark. Send it before you erase anything. */
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

/** The update that adds erased messages to the mark, so that none of them is recorded again. */
export function addErasedMessages(table: UsageTable, texter: string, messageSids: readonly string[]) {
  return {
    TableName: table.name,
    Key: marshall(markKey(texter)),
    UpdateExpression: 'ADD messages :messages',
    ExpressionAttributeValues: { ':messages': { SS: messageSids.map(messageMark) } },
  };
}

/** A request may only be written if neither it nor its person has been erased since it came. */
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

/** This much of a hash tells one person's messages apart. */
const MARK_LENGTH = 12;

function messageMark(messageSid: string): string {
  return createHash('sha256').update(messageSid).digest('base64url').slice(0, MARK_LENGTH);
}
