/** The log of requests, read by day from the index, never by a Scan. What has expired is passed over. */

import { type AttributeValue, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type Delivery, deliveryStatus } from './delivery.ts';
import { addDays, londonDay } from './london-day.ts';
import { outcome, type Request, recordedReply } from './request.ts';
import { BY_DAY, DAY_SHARDS, dayPartition, isExpired, type UsageTable } from './usage-table.ts';

/** A request as it is read: with what Twilio has reported of its reply since. */
export interface RecordedRequest extends Request {
  delivery?: Delivery;
}

/** Which requests are asked for; what is left out asks for all. */
export interface RequestFilter {
  /** The day in London. */
  day?: string | undefined;
  /** A topic's id: the reply was one of its texts, or named it. */
  topic?: string | undefined;
  outcome?: Request['outcome'] | undefined;
  /** `unreported`: a reply was sent, and nothing is known of it yet. */
  delivery?: Delivery['status'] | 'unreported' | undefined;
}

/** A place in the log: everything that is older comes after it. */
export interface LogPlace {
  at: Date;
  messageSid: string;
}

export interface RequestsPage {
  requests: RecordedRequest[];
  /** Where the next page begins, unless this is the last. */
  next?: LogPlace;
}

/** Beyond the days that requests are kept for, the log ends where so many days have none. */
const EMPTY_DAYS_AT_END = 14;

/** How many requests a page has. */
export const PAGE_SIZE = 50;

/**
 * One page of the log, the newest first.
 *
 * @param before where the page before ended
 * @param retentionDays how long requests are kept: further back it is only looked until a fortnight is empty
 */
export async function readRequestsPage(
  table: UsageTable,
  { filter, before, now, retentionDays }: LogQuery & { before?: LogPlace | undefined },
): Promise<RequestsPage> {
  const requests: RecordedRequest[] = [];
  for await (const request of requestsNewestFirst(table, { filter, before, now, retentionDays, pageSize: PAGE_SIZE })) {
    const last = requests.at(-1);
    if (last && requests.length === PAGE_SIZE) {
      return { requests, next: { at: last.at, messageSid: last.messageSid } };
    }
    requests.push(request);
  }
  return { requests };
}

interface LogQuery {
  filter: RequestFilter;
  now: Date;
  retentionDays: number;
}

/**
 * All requests that a filter asks for, the newest first, read as they are taken.
 *
 * @param pageSize how many will be taken, where it is only some
 */
export async function* requestsNewestFirst(
  table: UsageTable,
  {
    filter,
    before,
    now,
    retentionDays,
    pageSize,
  }: LogQuery & { before?: LogPlace | undefined; pageSize?: number | undefined },
): AsyncGenerator<RecordedRequest> {
  const isFiltered = filter.topic !== undefined || filter.outcome !== undefined || filter.delivery !== undefined;
  const today = londonDay(now);
  const begin = filter.day ?? (before && londonDay(before.at) < today ? londonDay(before.at) : today);
  const oldestExpected = addDays(today, -retentionDays);
  let emptyDays = 0;
  for (let day = begin; ; day = addDays(day, -1)) {
    emptyDays += 1;
    const shards = allShards().map((shard) =>
      queryShard(table, {
        partition: dayPartition(day, shard),
        until: before?.at,
        filter,
        // Only when every item read is one that is shown does it help to read few.
        limit: isFiltered ? undefined : pageSize && pageSize + 1,
        now,
        // A day whose requests the filter leaves out is not empty.
        whenAny: () => {
          emptyDays = 0;
        },
      }),
    );
    for await (const request of newestFirst(shards)) {
      if (!before || isOlder(request, before)) yield request;
    }
    if (filter.day) return;
    // What was recorded when requests were kept longer is still there.
    if (day <= oldestExpected && emptyDays >= EMPTY_DAYS_AT_END) return;
  }
}

interface PartOfDay {
  day: string;
  after?: Date | undefined;
  until?: Date | undefined;
  now: Date;
}

/** The requests of a day after one moment and up to another, in no order. */
export async function requestsOfDay(table: UsageTable, part: PartOfDay): Promise<RecordedRequest[]> {
  const shards = await Promise.all(shardsOfDay(table, part).map((shard) => Array.fromAsync(shard)));
  return shards.flat();
}

/** The same one by one, read as they are taken: a busy day need not fit into memory. */
export async function* eachRequestOfDay(table: UsageTable, part: PartOfDay): AsyncGenerator<RecordedRequest> {
  for (const shard of shardsOfDay(table, part)) yield* shard;
}

/**
 * The newest requests of a day, at most `perShard` of each of its shards: a few items, however many texts there were.
 *
 * @example newestOfDay(table, { day: '2026-11-24', now, perShard: 2 }) // at most eight, the newest first
 */
export async function newestOfDay(
  table: UsageTable,
  { day, now, perShard }: { day: string; now: Date; perShard: number },
): Promise<RecordedRequest[]> {
  const found = await Promise.all(
    allShards().map(async (shard) => {
      const requests: RecordedRequest[] = [];
      const newest = queryShard(table, { partition: dayPartition(day, shard), filter: {}, limit: perShard + 1, now });
      for await (const request of newest) {
        if (requests.push(request) === perShard) break;
      }
      return requests;
    }),
  );
  return found.flat().sort((one, other) => (isOlder(one, other) ? 1 : -1));
}

function shardsOfDay(table: UsageTable, { day, ...part }: PartOfDay): AsyncGenerator<RecordedRequest>[] {
  return allShards().map((shard) => queryShard(table, { partition: dayPartition(day, shard), filter: {}, ...part }));
}

interface ShardQuery {
  partition: string;
  after?: Date | undefined;
  until?: Date | undefined;
  filter: RequestFilter;
  limit?: number | undefined;
  now: Date;
  /** Called when there are requests, whether or not the filter asks for them. */
  whenAny?: () => void;
}

/** Before and after every moment, as they are written. */
const FIRST = '0';
const LAST = '9999';

async function* queryShard(
  table: UsageTable,
  { partition, after, until, filter, limit, now, whenAny }: ShardQuery,
): AsyncGenerator<RecordedRequest> {
  const { expression, names, values } = filterExpression(filter);
  const pages = paginateQuery(
    { client: table.client, ...(limit && { pageSize: limit }) },
    {
      TableName: table.name,
      IndexName: BY_DAY,
      KeyConditionExpression: '#day = :day AND #at BETWEEN :after AND :until',
      ...(expression && { FilterExpression: expression }),
      ExpressionAttributeNames: { '#day': 'day', '#at': 'at', ...names },
      ExpressionAttributeValues: marshall({
        ':day': partition,
        ':after': after?.toISOString() ?? FIRST,
        ':until': until?.toISOString() ?? LAST,
        ...values,
      }),
      ScanIndexForward: false,
    },
  );
  // The index does not say in which order those of one moment come, and they may go on in its next page.
  let ofLastMoment: RecordedRequest[] = [];
  for await (const { Items = [], ScannedCount = 0 } of pages) {
    if (ScannedCount > 0) whenAny?.();
    const found = Items.map(parseRequest)
      .filter((request) => !isExpired(request, now) && !(after && request.at <= after))
      .map(({ expiresAt: _, ...request }): RecordedRequest => request);
    const requests = [...ofLastMoment, ...found].sort((one, other) => (isOlder(one, other) ? 1 : -1));
    const lastMoment = requests.at(-1)?.at.getTime();
    ofLastMoment = requests.filter(({ at }) => at.getTime() === lastMoment);
    yield* requests.slice(0, requests.length - ofLastMoment.length);
  }
  yield* ofLastMoment;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
function filterExpression({ topic, outcome, delivery }: RequestFilter) {
  const conditions: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  if (topic !== undefined) {
    conditions.push('(reply.topic = :topic OR contains(reply.topics, :topic))');
    values[':topic'] = topic;
  }
  if (outcome !== undefined) {
    conditions.push('outcome = :outcome');
    values[':outcome'] = outcome;
  }
  if (delivery === 'unreported') {
    conditions.push('attribute_not_exists(delivery) AND #segments > :none');
    names['#segments'] = 'segments';
    values[':none'] = 0;
  } else if (delivery !== undefined) {
    conditions.push('delivery.#status = :delivery');
    names['#status'] = 'status';
    values[':delivery'] = delivery;
  }
  return { expression: conditions.join(' AND '), names, values };
}

/** Several logs, each the newest first, as one. */
async function* newestFirst(logs: AsyncGenerator<RecordedRequest>[]): AsyncGenerator<RecordedRequest> {
  const heads = await Promise.all(logs.map(async (log) => ({ log, head: await log.next() })));
  for (;;) {
    let newest: { log: AsyncGenerator<RecordedRequest>; head: IteratorResult<RecordedRequest> } | undefined;
    for (const one of heads) {
      if (!one.head.done && (!newest || isOlder(newest.head.value, one.head.value))) newest = one;
    }
    if (!newest) return;
    yield newest.head.value;
    newest.head = await newest.log.next();
  }
}

function isOlder(one: LogPlace, other: LogPlace): boolean {
  const difference = one.at.getTime() - other.at.getTime();
  return difference < 0 || (difference === 0 && one.messageSid < other.messageSid);
}

const requestItem = z.object({
  pk: z.string(),
  sk: z.string(),
  at: z.string(),
  // A newer version, or an older one, may know other kinds: none of them may stop a page or the roll-up.
  outcome: z.catch(outcome, 'unknown'),
  wanted: z.optional(z.array(z.string())),
  reply: z.catch(z.optional(recordedReply), undefined),
  segments: z.number(),
  expiresAt: z.number(),
  delivery: z.catch(z.optional(z.object({ status: deliveryStatus, errorCode: z.optional(z.string()) })), undefined),
});

/** A request as an item of the table or the index has it. What another version wrote, and this one cannot read, is `unknown`. */
export function parseRequest(item: Record<string, AttributeValue>): RecordedRequest & { expiresAt: number } {
  const { pk, sk, at, outcome, reply, wanted, delivery, ...rest } = requestItem.parse(unmarshall(item));
  return {
    texter: pk.slice(pk.indexOf('#') + 1),
    messageSid: sk.slice(sk.indexOf('#') + 1),
    at: new Date(at),
    outcome: reply ? outcome : 'unknown',
    reply: reply ?? { kind: 'nothing' },
    ...rest,
    ...(wanted && { wanted }),
    ...(delivery && {
      delivery: { status: delivery.status, ...(delivery.errorCode && { errorCode: delivery.errorCode }) },
    }),
  };
}

function allShards(): number[] {
  return Array.from({ length: DAY_SHARDS }, (_, shard) => shard);
}
