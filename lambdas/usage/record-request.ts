/** Records requests and conversations together when we answer a text, and recalls a conversation when the next one comes. */

import {
  type AttributeValue,
  BatchGetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Conversation } from '../replies/conversation.ts';
import type { Reply } from '../replies/reply.ts';
import { addErasedMessages, markKey, notErasedSince, parseMark } from './erasure-mark.ts';
import { hourOfReplies } from './hour-of-replies.ts';
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

/** A conversation as we read it. Its revision must still be the same when we write the next one. */
export interface RecalledConversation {
  conversation: Conversation;
  /** How often it has been written. 0 when it never was. */
  revision: number;
}

export type Recorded =
  | { kind: 'recorded' }
  /** Twilio has sent this message before. This is the reply it got then, and the letter that it came from. */
  | { kind: 'alreadyRecorded'; reply: Reply; letter?: string | undefined }
  /** Another message from the same person has been recorded since we read the conversation. Read it again. */
  | { kind: 'conversationMoved' }
  /** The person or the message has been erased since the message came. We record nothing of it. */
  | { kind: 'erased' };

const CONVERSATION_SECONDS = DAY_SECONDS;

const conversationItem = z.object({ revision: z.number(), expiresAt: z.number() });

const recordedBefore = z.object({ reply: recordedReply, letter: z.optional(z.string()) });

const rememberedParts = z.object({
  letter: z.optional(z.string()),
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
  hour: z.optional(hourOfReplies),
});

/**
 * Recalls a texter's conversation. After an erasure, only the hour's replies are left of it. Rejects when the table doesn't
 * answer within `ANSWER_TIME_MS`.
 */
export async function recallConversation(table: UsageTable, texter: string, now: Date): Promise<RecalledConversation> {
  const keys = [conversationKey(texter), markKey(texter)];
  const { Responses, UnprocessedKeys } = await table.client.send(
    new BatchGetItemCommand({
      RequestItems: { [table.name]: { Keys: keys.map((key) => marshall(key)), ConsistentRead: true } },
    }),
    { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) },
  );
  if (UnprocessedKeys?.[table.name]) throw new Error('The table is throttled and did not read the conversation');
  const items = Responses?.[table.name] ?? [];
  const itemOf = (key: { sk: string }) => items.find(({ sk }) => sk?.S === key.sk);
  const recalled = parseConversation(itemOf(conversationKey(texter)), now);
  if (recalled.conversation.hour) return recalled;
  const hour = parseMark(itemOf(markKey(texter)), now)?.hour;
  return hour ? { ...recalled, conversation: { ...recalled.conversation, hour } } : recalled;
}

/**
 * Records a request and the conversation that follows it in one transaction, so that there is never one without the other.
 * Records neither if the person has been erased since the message came. Rejects when the table doesn't answer within
 * `ANSWER_TIME_MS`.
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
              // If it has been erased since, it must not come back.
              ...(next.revision === 0
                ? { ConditionExpression: 'attribute_not_exists(pk)' }
                : {
                    ConditionExpression: 'revision = :seen',
                    ExpressionAttributeValues: marshall({ ':seen': next.revision }),
                  }),
            },
          },
          { ConditionCheck: notErasedSince(table, request) },
        ],
      }),
      { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) },
    );
    return { kind: 'recorded' };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const recorded = readCancellation(error);
    if (recorded.kind === 'erased') await rememberAsErased(table, request);
    return recorded;
  }
}

/** Makes sure that a later retry by Twilio is not recorded either. */
async function rememberAsErased(table: UsageTable, { texter, messageSid }: Request): Promise<void> {
  const update = new UpdateItemCommand(addErasedMessages(table, texter, [messageSid]));
  await table.client.send(update, { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) });
}

/** The item that the table stores for a request. */
export function requestItem(request: Request, retentionDays: number) {
  const { texter, messageSid, at, letter, outcome, wanted, reply, segments } = request;
  return {
    ...requestKey(texter, messageSid),
    day: dayPartition(londonDay(at), dayShard(messageSid)),
    at: at.toISOString(),
    ...(letter && { letter }),
    outcome,
    // We leave out an empty list, because it says nothing.
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

// We ignore a conversation that has expired or that another version of this code wrote. Its revision still counts, because
// the item is still there.
function parseConversation(item: Record<string, AttributeValue> | undefined, now: Date): RecalledConversation {
  if (!item) return { conversation: {}, revision: 0 };
  const written = unmarshall(item);
  const { revision, expiresAt } = conversationItem.parse(written);
  const remembered = rememberedParts.safeParse(written);
  if (isExpired({ expiresAt }, now) || !remembered.success) return { conversation: {}, revision };
  return { conversation: remembered.data, revision };
}

function readCancellation(error: TransactionCanceledException): Recorded {
  const [request, conversation, mark] = error.CancellationReasons ?? [];
  if (mark?.Code === 'ConditionalCheckFailed') return { kind: 'erased' };
  if (request?.Item) return { kind: 'alreadyRecorded', ...recordedBefore.parse(unmarshall(request.Item)) };
  const conflicts = [request?.Code, conversation?.Code, mark?.Code];
  if (conflicts.includes('ConditionalCheckFailed') || conflicts.includes('TransactionConflict')) {
    return { kind: 'conversationMoved' };
  }
  throw error;
}

// A MessageSid ends in hexadecimal digits. Anything else goes to the first shard.
function dayShard(messageSid: string): number {
  const last = Number.parseInt(messageSid.slice(-1), 16);
  return Number.isNaN(last) ? 0 : last % DAY_SHARDS;
}
