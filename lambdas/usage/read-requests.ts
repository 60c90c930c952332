/** The log of requests, read by day from the index, never by a Scan. What has expired is passed over. */

import { type AttributeValue, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type Delivery, deliveryStatus } from './delivery.ts';
import { addDays, londonDay, startOfDay } from './london-day.ts';
import { outcome, type Request, recordedReply } from './request.ts';
import { BY_DAY, DAY_SHARDS, dayPartition, isExpired, type UsageTable } from './usage-table.ts';

/** A request as it is read: with what Twilio has reported of its reply since. */
export interface RecordedRequest extends Request {
  delivery?: Delivery;
}

/** Which requests are asked for; what is left out asks for all. */
export interface RequestFilter {
  /** The first and the last day, in London. Either may be left open. */
  from?: string | undefined;
  to?: string | undefined;
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
  /** Set when the page is not full because it has read as much as a page may: how far back it has looked. */
  lookedBackTo?: Date;
}

/** Beyond the days that requests are kept for, the log ends where so many days have none. */
const EMPTY_DAYS_AT_END = 14;

/** How many requests a page has. */
export const PAGE_SIZE = 50;

/** How many items a page reads at most, though a filter leaves most of them out: then it goes on from there when asked. */
export const MAX_READ = 280;
/** How many queries a page makes at most: enough for six weeks in which nobody wrote. */
const MAX_QUERIES = 200;
/** With a filter, each part of a day is read in so small steps that the parts come equally far. */
const STEP = Math.floor(MAX_READ / (2 * DAY_SHARDS));
/** With less left to read, the next day is left to the next page. */
const LEAST_STEP = 5;

/** What the reading of a page may still cost. */
interface Budget {
  items: number;
  queries: number;
}

/**
 * One page of the log, the newest first. It reads at most `MAX_READ` items, so that a filter that nearly nothing matches
 * answers as fast as any other.
 *
 * @param before where the page before ended
 * @param retentionDays how long requests are kept: further back it is only looked until a fortnight is empty
 */
export async function readRequestsPage(
  table: UsageTable,
  { before, ...query }: LogQuery & { before?: LogPlace | undefined },
): Promise<RequestsPage> {
  const requests: RecordedRequest[] = [];
  const budget: Budget = { items: MAX_READ, queries: MAX_QUERIES };
  for await (const step of walkLog(table, {
    ...query,
    before,
    budget,
    wanted: () => PAGE_SIZE + 1 - requests.length,
  })) {
    const last = requests.at(-1);
    const isFull = requests.length === PAGE_SIZE;
    if ('mark' in step) {
      const isSpent = budget.items < step.mark.costs || budget.queries < DAY_SHARDS;
      // A page must come further than the one before, or following it would not end.
      if (!isSpent || (before && !isOlder(step, before))) continue;
      if (isFull && last) return { requests, next: placeOf(last) };
      return { requests, next: placeOf(step), lookedBackTo: step.at };
    }
    if (last && isFull) return { requests, next: placeOf(last) };
    requests.push(step);
  }
  return { requests };
}

function placeOf({ at, messageSid }: LogPlace): LogPlace {
  return { at, messageSid };
}

interface LogQuery {
  filter: RequestFilter;
  now: Date;
  retentionDays: number;
}

/** All requests that a filter asks for, the newest first, read as they are taken. */
export async function* requestsNewestFirst(table: UsageTable, query: LogQuery): AsyncGenerator<RecordedRequest> {
  for await (const step of walkLog(table, query)) if (!('mark' in step)) yield step;
}

/** A place down to which the log has been looked through; after it comes what costs so many more items to read. */
interface Mark extends LogPlace {
  mark: { costs: number };
}

/** Newer than every request of one moment: what comes after it has them all. */
const BEFORE_ALL_OF_MOMENT = '~';

interface Walk extends LogQuery {
  before?: LogPlace | undefined;
  /** Reduced as it is read. */
  budget?: Budget;
  /** How many more will be taken, where it is only some. */
  wanted?: () => number;
}

/** The requests that a filter asks for, the newest first, with marks between what one query reads and the next. */
async function* walkLog(
  table: UsageTable,
  { filter, before, now, retentionDays, budget, wanted }: Walk,
): AsyncGenerator<RecordedRequest | Mark> {
  const isFiltered = filter.topic !== undefined || filter.outcome !== undefined || filter.delivery !== undefined;
  const today = londonDay(now);
  const [begin = today] = [today, filter.to ?? today, before ? londonDay(before.at) : today].sort();
  const oldestExpected = addDays(today, -retentionDays);
  let emptyDays = 0;
  for (let day = begin; filter.from === undefined || day >= filter.from; day = addDays(day, -1)) {
    emptyDays += 1;
    const limit = stepSize(isFiltered, budget, wanted);
    const shards = allShards().map(async function* (shard): AsyncGenerator<RecordedRequest | Mark> {
      const pages = queryShard(table, { partition: dayPartition(day, shard), until: before?.at, filter, limit, now });
      for await (const { requests, read, lookedTo } of pages) {
        // A day whose requests the filter leaves out is not empty.
        if (read > 0) emptyDays = 0;
        if (budget) {
          budget.items -= read;
          // What is older ends by itself after a fortnight, which must not begin anew on each page.
          if (day > oldestExpected) budget.queries -= 1;
        }
        yield* requests;
        if (lookedTo) yield { at: lookedTo, messageSid: BEFORE_ALL_OF_MOMENT, mark: { costs: limit ?? 0 } };
      }
    });
    for await (const step of newestFirst(shards)) {
      if ('mark' in step || !before || isOlder(step, before)) yield step;
    }
    // What was recorded when requests were kept longer is still there.
    if (day <= oldestExpected && emptyDays >= EMPTY_DAYS_AT_END) return;
    const costs = DAY_SHARDS * LEAST_STEP;
    yield { at: startOfDay(day), messageSid: '', mark: { costs } };
  }
}

/** How many items one query reads; undefined for as many as the table gives. */
function stepSize(isFiltered: boolean, budget: Budget | undefined, wanted: (() => number) | undefined) {
  if (!budget) return undefined;
  const affordable = Math.max(LEAST_STEP, Math.floor(budget.items / DAY_SHARDS));
  // Only when every item read is one that is shown does it help to read few.
  return Math.min(affordable, isFiltered ? STEP : Math.max(2, wanted?.() ?? PAGE_SIZE));
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
      const newest = eachOf(
        queryShard(table, { partition: dayPartition(day, shard), filter: {}, limit: perShard + 1, now }),
      );
      for await (const request of newest) {
        if (requests.push(request) === perShard) break;
      }
      return requests;
    }),
  );
  return found.flat().sort((one, other) => (isOlder(one, other) ? 1 : -1));
}

function shardsOfDay(table: UsageTable, { day, ...part }: PartOfDay): AsyncGenerator<RecordedRequest>[] {
  return allShards().map((shard) =>
    eachOf(queryShard(table, { partition: dayPartition(day, shard), filter: {}, ...part })),
  );
}

async function* eachOf(pages: AsyncGenerator<ShardPage>): AsyncGenerator<RecordedRequest> {
  for await (const { requests } of pages) yield* requests;
}

interface ShardQuery {
  partition: string;
  after?: Date | undefined;
  until?: Date | undefined;
  filter: RequestFilter;
  limit?: number | undefined;
  now: Date;
}

/** What one query has found in a part of a day. */
interface ShardPage {
  requests: RecordedRequest[];
  /** How many items it has read, whether or not the filter asks for them. */
  read: number;
  /** Down to which moment all are found, where there is more to read. */
  lookedTo?: Date;
}

/** Before and after every moment, as they are written. */
const FIRST = '0';
const LAST = '9999';

async function* queryShard(
  table: UsageTable,
  { partition, after, until, filter, limit, now }: ShardQuery,
): AsyncGenerator<ShardPage> {
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
  for await (const { Items = [], ScannedCount = 0, LastEvaluatedKey } of pages) {
    const found = Items.map(parseRequest)
      .filter((request) => !isExpired(request, now) && !(after && request.at <= after))
      .map(({ expiresAt: _, ...request }): RecordedRequest => request);
    const requests = [...ofLastMoment, ...found].sort((one, other) => (isOlder(one, other) ? 1 : -1));
    const lookedTo = LastEvaluatedKey && indexPlace.parse(unmarshall(LastEvaluatedKey)).at;
    const isComplete = ({ at }: RecordedRequest) => !lookedTo || at > lookedTo;
    ofLastMoment = requests.filter((request) => !isComplete(request));
    yield { requests: requests.filter(isComplete), read: ScannedCount, ...(lookedTo && { lookedTo }) };
  }
}

/** Where a query of the index ended. */
const indexPlace = z.object({
  at: z.pipe(
    z.string(),
    z.transform((at: string) => new Date(at)),
  ),
});

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
async function* newestFirst<Step extends LogPlace>(logs: AsyncGenerator<Step>[]): AsyncGenerator<Step> {
  const heads = await Promise.all(logs.map(async (log) => ({ log, head: await log.next() })));
  for (;;) {
    let newest: { log: AsyncGenerator<Step>; head: IteratorResult<Step> } | undefined;
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
  letter: z.optional(z.string()),
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
  const { pk, sk, at, letter, outcome, reply, wanted, delivery, ...rest } = requestItem.parse(unmarshall(item));
  return {
    texter: pk.slice(pk.indexOf('#') + 1),
    messageSid: sk.slice(sk.indexOf('#') + 1),
    at: new Date(at),
    outcome: reply ? outcome : 'unknown',
    reply: reply ?? { kind: 'nothing' },
    ...rest,
    ...(letter && { letter }),
    ...(wanted && { wanted }),
    ...(delivery && {
      delivery: { status: delivery.status, ...(delivery.errorCode && { errorCode: delivery.errorCode }) },
    }),
  };
}

function allShards(): number[] {
  return Array.from({ length: DAY_SHARDS }, (_, shard) => shard);
}
