/**
 * The table: its client, and the keys of everything we store. A texter's requests and conversation are one item
 * collection, so a retry finds its own record and one query finds all there is to erase.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `TEXTER#<reference>` | `REQUEST#<MessageSid>` | one inbound message, also listed by day in the index `byDay` |
 * | `TEXTER#<reference>` | `CONVERSATION` | what was sent last |
 * | `USAGE#<month>` | `<day>` | a day's counts |
 * | `USAGE#<year>` | `<month>` | the sum of a month's days |
 * | `ERASED#<hash of the reference>` | `MARK` | this person was erased; kept for a day so nothing under way comes back |
 * | `ERASURES` | `<moment>#<id>` | someone was erased, but not who |
 * | `AUDIT` | `<moment>#<id>` | what a member of staff did on the staff pages |
 * | `REPLAY` | `UP_TO` | how far the webhook's log has been read for requests that were not recorded |
 * | `SESSION#<id>` | `ENDED` | a staff session that someone signed out of before it expired |
 */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface UsageTable {
  client: DynamoDBClient;
  name: string;
}

/** How long the table may take to answer one call, in milliseconds, retries included. */
export const ANSWER_TIME_MS = 1000;

/** How long one try of a call may take, in milliseconds, unless the caller sets its own limit. */
const MAX_REQUEST_MS = 5000;

/** One partition key of an index takes 1,000 writes a second, so we spread a day over several. */
export const DAY_SHARDS = 4;

/** The index that lists a day's requests in order of time. */
export const BY_DAY = 'byDay';

export const DAY_SECONDS = 24 * 60 * 60;

export function openUsageTable(name: string): UsageTable {
  const requestHandler = { requestTimeout: MAX_REQUEST_MS, throwOnRequestTimeout: true };
  return { client: new DynamoDBClient({ requestHandler }), name };
}

/** The partition of the audit trail. The staff pages' role may add to it but not change it. */
export const AUDIT_TRAIL = 'AUDIT';

/** The partition that holds everything about one person. */
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

/** @param dayOrMonth a day from `londonDay`, or a month: its sum is in the year's partition, under the month */
export function usageKey(dayOrMonth: string) {
  return { pk: `USAGE#${dayOrMonth.slice(0, dayOrMonth.lastIndexOf('-'))}`, sk: dayOrMonth };
}

/** DynamoDB's time to live counts in seconds: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** DynamoDB can delete expired items days late, so readers must skip them. */
export function isExpired({ expiresAt }: { expiresAt: number }, now: Date): boolean {
  return expiresAt <= epochSeconds(now);
}
