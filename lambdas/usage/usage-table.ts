/**
 * The table: its client, and the keys and shapes that everything stored has. A texter's requests and conversation are
 * one item collection, so that a retry finds its own record and erasing a person is one query.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `TEXTER#<reference>` | `REQUEST#<MessageSid>` | one inbound message; also under its day in the index `byDay` |
 * | `TEXTER#<reference>` | `CONVERSATION` | what was sent last |
 * | `USAGE#<month>` | `<day>` | a day's counts |
 * | `USAGE#<year>` | `<month>` | the sum of a month's days |
 * | `ERASED#<hash of the reference>` | `MARK` | for a day: that this person was erased, so that nothing under way comes back |
 * | `ERASURES` | `<moment>#<id>` | that somebody was erased, and not who |
 * | `AUDIT` | `<moment>#<id>` | what a member of staff did on the staff pages |
 * | `REPLAY` | `UP_TO` | how far the webhook's log has been read for requests that were not recorded |
 * | `SESSION#<id>` | `ENDED` | a staff session that was signed out before its time |
 */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface UsageTable {
  client: DynamoDBClient;
  name: string;
}

/** How long the table may take to answer one call, in milliseconds, retries included. */
export const ANSWER_TIME_MS = 1000;

/** How long one try of any call may take, in milliseconds, where the caller sets no time of its own. */
const MAX_REQUEST_MS = 5000;

/** One partition key of an index takes 1,000 writes a second, so that a day is spread over several. */
export const DAY_SHARDS = 4;

/** The index in which a day's requests stand together, by moment. */
export const BY_DAY = 'byDay';

export const DAY_SECONDS = 24 * 60 * 60;

export function openUsageTable(name: string): UsageTable {
  const requestHandler = { requestTimeout: MAX_REQUEST_MS, throwOnRequestTimeout: true };
  return { client: new DynamoDBClient({ requestHandler }), name };
}

/** The partition of the staff pages' audit trail, which their role may add to and not change. */
export const AUDIT_TRAIL = 'AUDIT';

/** The partition that holds all that is about one person. */
export function texterPartition(texter: string): string {
  return `TEXTER#${texter}`;
}

export function requestKey(texter: string, messageSid: string) {
  return { pk: texterPartition(texter), sk: `REQUEST#${messageSid}` };
}

export function conversationKey(texter: string) {
  return { pk: texterPartition(texter), sk: 'CONVERSATION' };
}

/** The key of a part of a day in the index; a day has the shards from 0 to `DAY_SHARDS` - 1. */
export function dayPartition(day: string, shard: number): string {
  return `DAY#${day}#${shard}`;
}

/** @param day as `londonDay` gives it; a month's sum has the year's partition and the month as its place in it */
export function usageKey(dayOrMonth: string) {
  return { pk: `USAGE#${dayOrMonth.slice(0, dayOrMonth.lastIndexOf('-'))}`, sk: dayOrMonth };
}

/** DynamoDB's time to live counts in seconds: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** DynamoDB deletes what has expired days late, so readers must pass over it. */
export function isExpired({ expiresAt }: { expiresAt: number }, now: Date): boolean {
  return expiresAt <= epochSeconds(now);
}
