/** Requests and conversations, written together when a text is answered, and read again when the next one comes. */

import {
  type AttributeValue,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Conversation } from '../replies/conversation.ts';
import type { Reply } from '../replies/reply.ts';
import { londonDay } from './london-day.ts';
import { type Request, recordedReply } from './request.ts';
import {
  ANSWER_TIME_MS,
  conversationKey,
  DAY_SECONDS,
  DAY_SHARDS,
  dayPartition,
  epochSeconds,
  isExpired,
  requestKey,
  type UsageTable,
} from './usage-table.ts';

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

const CONVERSATION_SECONDS = DAY_SECONDS;

const conversationItem = z.object({ revision: z.number(), expiresAt: z.number() });

const rememberedParts = z.object({
  lastText: z.optional(z.object({ topic: z.string(), text: z.number() })),
  question: z.optional(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('menu') }),
      z.object({ kind: z.literal('more'), topics: z.optional(z.array(z.string())) }),
      z.object({ kind: z.literal('topics'), topics: z.array(z.string()) }),
    ]),
  ),
  lastReply: z.optional(recordedReply),
  safety: z.optional(z.object({ since: z.number(), sent: z.number() })),
  hour: z.optional(
    z.object({
      since: z.number(),
      reading: z.number(),
      others: z.number(),
      safetyReplies: z.number(),
      inARow: z.number(),
      last: z.number(),
    }),
  ),
});

/** Recalls a texter's conversation; rejects when the table has not answered within `ANSWER_TIME_MS`. */
export async function recallConversation(table: UsageTable, texter: string, now: Date): Promise<RecalledConversation> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: marshall(conversationKey(texter)), ConsistentRead: true }),
    { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) },
  );
  return parseConversation(Item, now);
}

/**
 * Records a request and the conversation that follows it in one transaction, so that neither is without the other;
 * rejects when the table has not answered within `ANSWER_TIME_MS`.
 *
 * @param retentionDays how long the request is kept
 * @param next the conversation to write, with the revision that was read
 */
export async function recordRequest(
  table: UsageTable,
  request: Request,
  retentionDays: number,
  next: RecalledConversation,
): Promise<Recorded> {
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName: table.name,
              Item: marshall(requestItem(request, retentionDays), { removeUndefinedValues: true }),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
          {
            Put: {
              TableName: table.name,
              Item: marshall(nextConversationItem(request, next), { removeUndefinedValues: true }),
              // One that was erased since must not come back.
              ...(next.revision === 0
                ? { ConditionExpression: 'attribute_not_exists(pk)' }
                : {
                    ConditionExpression: 'revision = :seen',
                    ExpressionAttributeValues: marshall({ ':seen': next.revision }),
                  }),
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
}

/** The item of a request, as it stands in the table. */
export function requestItem(request: Request, retentionDays: number) {
  const { texter, messageSid, at, outcome, wanted, reply, segments } = request;
  return {
    ...requestKey(texter, messageSid),
    day: dayPartition(londonDay(at), dayShard(messageSid)),
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

// What has expired, or was written by another version of this code, is read as gone. Its revision still counts, for the
// item is still there.
function parseConversation(item: Record<string, AttributeValue> | undefined, now: Date): RecalledConversation {
  if (!item) return { conversation: {}, revision: 0 };
  const written = unmarshall(item);
  const { revision, expiresAt } = conversationItem.parse(written);
  const remembered = rememberedParts.safeParse(written);
  if (isExpired({ expiresAt }, now) || !remembered.success) return { conversation: {}, revision };
  return { conversation: remembered.data, revision };
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
