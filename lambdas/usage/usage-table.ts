/**
 * The table: requests and conversations, one item collection a texter, so that a retry finds its own record and
 * erasing a person is one query. The keys and attributes stand here and nowhere else.
 */

import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Reply } from '../letters/choose-reply.ts';
import type { Conversation } from '../letters/conversation.ts';
import { londonDay } from './london-day.ts';
import { type Request, recordedReply } from './request.ts';

/** A conversation as it was read, with the revision that its next writer must still find there. */
export interface RecalledConversation {
  conversation: Conversation;
  /** How often it was written; 0 when it never was. */
  revision: number;
}

export type Recorded =
  | { kind: 'recorded' }
  /** Twilio has sent this message before: this is the reply it got then. */
  | { kind: 'alreadyRecorded'; reply: Reply }
  /** Another message of the same person was recorded since the conversation was read: read it again. */
  | { kind: 'conversationMoved' };

export interface UsageTable {
  recallConversation(texter: string, now: Date): Promise<RecalledConversation>;
  recordRequest(request: Request, next: RecalledConversation): Promise<Recorded>;
}

/** How long the table may take to answer one call, in milliseconds, retries included. */
export const ANSWER_TIME_MS = 1000;

/** One partition key of an index takes 1,000 writes a second, so that a day is spread over several. */
export const DAY_SHARDS = 4;

const DAY_SECONDS = 24 * 60 * 60;
const CONVERSATION_SECONDS = DAY_SECONDS;

const conversationItem = z.object({
  revision: z.number(),
  expiresAt: z.number(),
  lastText: z.optional(z.object({ topic: z.string(), text: z.number() })),
  hour: z.optional(z.object({ since: z.number(), replies: z.number(), safetyReplies: z.number() })),
});

/**
 * Opens the table. Each call rejects when the table has not answered within `ANSWER_TIME_MS`.
 *
 * @param retentionDays how long a request is kept
 */
export function openUsageTable(tableName: string, retentionDays: number): UsageTable {
  const client = new DynamoDBClient();
  return {
    async recallConversation(texter, now) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: marshall(conversationKey(texter)), ConsistentRead: true }),
        { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) },
      );
      return parseConversation(Item, now);
    },

    async recordRequest(request, next) {
      const seen = next.revision;
      try {
        await client.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              {
                Put: {
                  TableName: tableName,
                  Item: marshall(requestItem(request, retentionDays), { removeUndefinedValues: true }),
                  ConditionExpression: 'attribute_not_exists(pk)',
                  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
                },
              },
              {
                Put: {
                  TableName: tableName,
                  Item: marshall(nextConversationItem(request, next), { removeUndefinedValues: true }),
                  ConditionExpression: 'attribute_not_exists(pk) OR revision = :seen',
                  ExpressionAttributeValues: marshall({ ':seen': seen }),
                },
              },
            ],
          }),
          { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) },
        );
        return { kind: 'recorded' };
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        return readCancellation(error);
      }
    },
  };
}

/** The item of a request, as it stands in the table. */
export function requestItem(request: Request, retentionDays: number) {
  const { texter, messageSid, at, outcome, wanted, reply, segments } = request;
  return {
    pk: `TEXTER#${texter}`,
    sk: `REQUEST#${messageSid}`,
    day: `DAY#${londonDay(at)}#${dayShard(messageSid)}`,
    at: at.toISOString(),
    outcome,
    // An empty list would say nothing.
    ...(wanted?.length && { wanted }),
    reply,
    segments,
    expiresAt: epochSeconds(at) + retentionDays * DAY_SECONDS,
  };
}

function nextConversationItem({ texter, at }: Request, { conversation, revision }: RecalledConversation) {
  return {
    ...conversationKey(texter),
    ...conversation,
    revision: revision + 1,
    expiresAt: epochSeconds(at) + CONVERSATION_SECONDS,
  };
}

function conversationKey(texter: string) {
  return { pk: `TEXTER#${texter}`, sk: 'CONVERSATION' };
}

// DynamoDB deletes what has expired days late, so what is expired is read as gone; its revision still counts.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
function parseConversation(item: Record<string, AttributeValue> | undefined, now: Date): RecalledConversation {
  if (!item) return { conversation: {}, revision: 0 };
  const { revision, expiresAt, lastText, hour } = conversationItem.parse(unmarshall(item));
  if (expiresAt <= epochSeconds(now)) return { conversation: {}, revision };
  return { conversation: { ...(lastText && { lastText }), ...(hour && { hour }) }, revision };
}

function readCancellation(error: TransactionCanceledException): Recorded {
  const [request, conversation] = error.CancellationReasons ?? [];
  if (request?.Item) return { kind: 'alreadyRecorded', reply: recordedReply.parse(unmarshall(request.Item)['reply']) };
  const conflicts = [request?.Code, conversation?.Code];
  if (conflicts.includes('ConditionalCheckFailed') || conflicts.includes('TransactionConflict')) {
    return { kind: 'conversationMoved' };
  }
  throw error;
}

// A MessageSid ends in hexadecimal digits; any other ending falls to the first shard.
function dayShard(messageSid: string): number {
  const last = Number.parseInt(messageSid.slice(-1), 16);
  return Number.isNaN(last) ? 0 : last % DAY_SHARDS;
}

function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
