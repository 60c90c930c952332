/** The log of requests. We read it by day from the index, never by a Scan, and skip requests that have expired. */

import { type AttributeValue, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type Delivery, deliveryStatus } from './delivery.ts';
import { addDays, londonDay, startOfDay } from './london-day.ts';
import { outcome, type Request, recordedReply } from './request.ts';
import { BY_DAY, DAY_SHARDS, dayPartition, isExpired, type UsageTable } from './usage-table.ts';

/** A request as we read it, with Twilio's report on its reply. */
export interface RecordedRequest extends Request {
  delivery?: Delivery;
}

/** Which requests to find. A member that is left out matches all. */
export interface RequestFilter {
  /** The first and the last day, in London. Either may be left open. */
  from?: string | undefined;
  to?: string | undefined;
  /** The id of a topic that the reply came from or named. */
  topic?: string | undefined;
  outcome?: Request['outcome'] | undefined;
  /** `unreported`: we sent a reply, and Twilio has not reported on it yet. */
  delivery?: Delivery['status'] | 'unreported' | undefined;
}

/** A place in the log. Everything after it is older. */
export interface LogPlace {
  at: Date;
  messageSid: string;
}

export interface RequestsPage {
  requests: RecordedRequest[];
  /** Where the next page begins, unless this is the last. */
  next?: LogPlace;
  /** How far back the page has looked. Set when it read as much as a page may before it was full. */
  lookedBackTo?: Date;
}

/** Past the retention period, the log ends after this many days without a request. */
const EMPTY_DAYS_AT_END = 14;

/** How many requests a page shows. */
export const PAGE_SIZE = 50;

/** The most items a page reads. If a filter leaves most of them out, the next page goes on from there. */
export const MAX_READ = 280;
/** The most queries a page makes: enough for six weeks in which nobody wrote. */
const MAX_QUERIES = 200;
/** With a filter, we read each shard of a day in small steps, so that the shards stay level. */
const STEP = Math.floor(MAX_READ / (2 * DAY_SHARDS));
/** With less than this left to read, the next page starts the next day. */
const LEAST_STEP = 5;

/** What a page may still read. */
interface Budget {
  items: number;
  queries: number;
}

/**
 * One page of the log, the newest first. It reads at most `MAX_READ` items, so a filter that matches almost nothing is as
 * fast as any other.
 *
 * @param before where the previous page ended
 * @param retentionDays how long requests are kept. Further back, we stop once a fortnight is empty
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
      // A page must get further than the one before, or the links would never end.
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

/** All requests that match a filter, the newest first. We read them as they are used. */
export async function* requestsNewestFirst(table: UsageTable, query: LogQuery): AsyncGenerator<RecordedRequest> {
  for await (const step of walkLog(table, query)) if (!('mark' in step)) yield step;
}

/** How far we have looked through the log, and how many items the next step costs. */
interface Mark extends LogPlace {
  mark: { costs: number };
}

/** Sorts before every request of the same moment, so that all of them come after it. */
const BEFORE_ALL_OF_MOMENT = '~';

interface Walk extends LogQuery {
  before?: LogPlace | undefined;
  /** We subtract what we read. */
  budget?: Budget;
  /** How many more requests are needed, if not all of them are. */
  wanted?: () => number;
}

/** The requests that match a filter, the newest first, with a mark between one query and the next. */
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
        // A day is not empty just because the filter leaves its requests out.
        if (read > 0) emptyDays = 0;
        if (budget) {
          budget.items -= read;
          // Past the retention period we stop after an empty fortnight. A new page must not restart that count.
          if (day > oldestExpected) budget.queries -= 1;
        }
        yield* requests;
        if (lookedTo) yield { at: lookedTo, messageSid: BEFORE_ALL_OF_MOMENT, mark: { costs: limit ?? 0 } };
      }
    });
    for await (const step of newestFirst(shards)) {
      if ('mark' in step || !before || isOlder(step, before)) yield step;
    }
    // Older requests may still be there if the retention period used to be longer.
    if (day <= oldestExpected && emptyDays >= EMPTY_DAYS_AT_END) return;
    const costs = DAY_SHARDS * LEAST_STEP;
    yield { at: startOfDay(day), messageSid: '', mark: { costs } };
  }
}

/** How many items one query reads. Undefined means as many as the table returns. */
function stepSize(isFiltered: boolean, budget: Budget | undefined, wanted: (() => number) | undefined) {
  if (!budget) return undefined;
  const affordable = Math.max(LEAST_STEP, Math.floor(budget.items / DAY_SHARDS));
  // Reading only a few helps when every item we read is shown.
  return Math.min(affordable, isFiltered ? STEP : Math.max(2, wanted?.() ?? PAGE_SIZE));
}

interface PartOfDay {
  day: string;
  after?: Date | undefined;
  until?: Date | undefined;
  now: Date;
}

/** The requests of a day between two moments, in no particular order. */
export async function requestsOfDay(table: UsageTable, part: PartOfDay): Promise<RecordedRequest[]> {
  const shards = await Promise.all(shardsOfDay(table, part).map((shard) => Array.fromAsync(shard)));
  return shards.flat();
}

/** The same requests one by one. We read them as they are used, so a busy day need not fit into memory. */
export async function* eachRequestOfDay(table: UsageTable, part: PartOfDay): AsyncGenerator<RecordedRequest> {
  for (const shard of shardsOfDay(table, part)) yield* shard;
}

/**
 * The newest requests of a day, at most `perShard` from each shard. That is a few items, however many texts there were.
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

/** What one query found in one shard of a day. */
interface ShardPage {
  requests: RecordedRequest[];
  /** How many items it read, including those that the filter leaves out. */
  read: number;
  /** Set when there is more to read: every request newer than this moment has been found. */
  lookedTo?: Date;
}

/** These sort before and after every moment. */
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
  // The index doesn't order requests of the same moment, and they may continue on its next page.
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

/** Where a query on the index ended. */
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

/** Merges several logs, each with the newest first, into one. */
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
  // Another version of this code may have written other kinds. They must not stop a page or the roll-up.
  outcome: z.catch(outcome, 'unknown'),
  wanted: z.optional(z.array(z.string())),
  reply: z.catch(z.optional(recordedReply), undefined),
  segments: z.number(),
  expiresAt: z.number(),
  delivery: z.catch(z.optional(z.object({ status: deliveryStatus, errorCode: z.optional(z.string()) })), undefined),
});

/** Parses an item of the table or the index. If another version wrote something we can't read, it becomes `unknown`. */
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
