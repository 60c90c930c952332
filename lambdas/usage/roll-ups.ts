/**
 * Roll-ups: a day's counts as an item of the table, and each month's sum. Made again and again from the requests until a day
 * is settled, so that it does not matter how often, or how late, that happens; then they stay when the requests go.
 */

import {
  ConditionalCheckFailedException,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type DayCounts, startCounting, sumCounts } from './day-counts.ts';
import { addDays, daysFrom, londonDay, monthOf } from './london-day.ts';
import { eachRequestOfDay } from './read-requests.ts';
import { type UsageTable, usageKey } from './usage-table.ts';

export interface RollUp {
  /** The day, or the month. */
  of: string;
  counts: DayCounts;
  /** Every request up to this moment is counted, and none after it. */
  countedUntil: Date;
  /** Set when a request was recorded so late that a settled day must be counted again. */
  isUnsettled?: boolean;
  /** A month's days, so that a year is read as twelve items. Months counted by an older version have none. */
  days?: RollUp[];
}

/**
 * How long a request may take from its moment until it stands in the index, in milliseconds: the webhook's whole time-out
 * and the index's delay, several times over. What is younger is left to the next time.
 */
const RECORDED_WITHIN_MS = 60_000;

/**
 * How long after its end a day is still counted again, in milliseconds: Twilio reports on a reply for up to ten hours.
 * https://www.twilio.com/docs/messaging/api/message-resource (validity period)
 */
const SETTLES_AFTER_MS = 12 * 60 * 60 * 1000;

const count = z.number();
const counts = z.record(z.string(), count);

const dayCounts = z.object({
  texts: count,
  replies: count,
  segments: count,
  safetyReplies: count,
  outcomes: counts,
  topics: counts,
  deliveries: counts,
  errorCodes: counts,
  // Older roll-ups have neither.
  hours: z._default(counts, {}),
  sentTexts: z._default(counts, {}),
  people: z.object({ texters: count, optedOut: count, wanted: counts }),
});

const rollUpItem = z.object({
  sk: z.string(),
  countedUntil: z.string(),
  isUnsettled: z.optional(z.boolean()),
  /** JSON, because the SDK takes several times as long over a map of maps, and a page reads one for each day. */
  counts: z.string(),
  /** JSON of a list of `dayOfMonth`. */
  days: z.optional(z.string()),
});

const dayOfMonth = z.object({ of: z.string(), counts: dayCounts, countedUntil: z.string() });

/**
 * Counts the running day, and every day before it that is not settled and whose requests may still be there; so a gap of
 * any length within that time is caught up with. Returns the days that were counted.
 *
 * @param retentionDays how long requests are kept
 */
export async function rollUpDays(table: UsageTable, now: Date, retentionDays: number): Promise<string[]> {
  const today = londonDay(now);
  const oldest = addDays(today, -retentionDays);
  const rolledUp = new Map((await readRollUps(table, oldest, today)).map((rollUp) => [rollUp.of, rollUp]));
  const kept = daysFrom(oldest, today);
  // Of the oldest, some requests have expired by now: better that than nothing, but nothing is replaced by it.
  const days = kept.filter((day) => !isSettled(day, rolledUp.get(day)) && !(day === oldest && rolledUp.has(day)));
  for (const day of days) await rollUpDay(table, day, now);
  // Of settled days too: the run that counted them may have broken off here, or read its days before they were all there.
  for (const month of new Set(kept.map(monthOf))) await rollUpMonth(table, month, now);
  return days;
}

/** The roll-ups of the days from the first to the last that have one, in their order. */
export async function readRollUps(table: UsageTable, first: string, last: string): Promise<RollUp[]> {
  const months = [...new Set(daysFrom(first, last).map(monthOf))];
  const found = await Promise.all(
    months.map((month) => queryRollUps(table, { partitionOf: `${month}-01`, first, last })),
  );
  return found.flat();
}

/**
 * The same days, read from the items of their months. Only where an older version has counted a month are its days read
 * one by one.
 */
export async function readDaysOfMonths(table: UsageTable, first: string, last: string): Promise<RollUp[]> {
  const sums = await queryMonths(table, { first: monthOf(first), last: monthOf(last), withDays: true });
  const months = new Map(sums.map(({ of, days }) => [of, days]));
  const wanted = Map.groupBy(daysFrom(first, last), monthOf);
  const found = await Promise.all(
    [...wanted].map(([month, days]) => {
      const known = months.get(month);
      return known ?? readRollUps(table, days[0] ?? first, days.at(-1) ?? last);
    }),
  );
  return found.flat().filter(({ of }) => first <= of && of <= last);
}

/** The sums of the months from the first to the last that have one. */
export function readMonths(table: UsageTable, first: string, last: string): Promise<RollUp[]> {
  return queryMonths(table, { first, last, withDays: false });
}

async function queryMonths(
  table: UsageTable,
  { first, last, withDays }: { first: string; last: string; withDays: boolean },
): Promise<RollUp[]> {
  const years = [...new Set(daysFrom(`${first}-01`, `${last}-01`).map((day) => day.slice(0, 4)))];
  const found = await Promise.all(
    years.map((year) => queryRollUps(table, { partitionOf: `${year}-01`, first, last, withDays })),
  );
  return found.flat();
}

/**
 * Has a day counted again by the next roll-up, settled or not: something was recorded late. A day that has no roll-up yet
 * will be counted anyway.
 */
export async function unsettleDay(table: UsageTable, day: string): Promise<void> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall(usageKey(day)),
        UpdateExpression: 'SET isUnsettled = :true',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: marshall({ ':true': true }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function rollUpDay(table: UsageTable, day: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() - RECORDED_WITHIN_MS);
  const counting = startCounting();
  for await (const request of eachRequestOfDay(table, { day, until, now })) counting.add(request);
  await writeRollUp(table, { of: day, counts: counting.counts(), countedUntil: until });
}

async function rollUpMonth(table: UsageTable, month: string, now: Date): Promise<void> {
  const first = `${month}-01`;
  const days = await queryRollUps(table, { partitionOf: first, first, last: `${month}-31` });
  await writeRollUp(table, { of: month, counts: sumCounts(days.map((day) => day.counts)), countedUntil: now, days });
}

function isSettled(day: string, rollUp: RollUp | undefined): boolean {
  if (!rollUp || rollUp.isUnsettled) return false;
  return londonDay(new Date(rollUp.countedUntil.getTime() - SETTLES_AFTER_MS)) > day;
}

/** Writes a roll-up, unless a later one is there: who began earlier and ends later must not put back older counts. */
export async function writeRollUp(table: UsageTable, { of, counts, countedUntil, days }: RollUp): Promise<void> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: marshall({
          ...usageKey(of),
          counts: JSON.stringify(counts),
          countedUntil: countedUntil.toISOString(),
          ...(days && { days: JSON.stringify(days.map(toDayOfMonth)) }),
        }),
        ConditionExpression: 'attribute_not_exists(pk) OR countedUntil <= :until',
        ExpressionAttributeValues: marshall({ ':until': countedUntil.toISOString() }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function toDayOfMonth({ of, counts, countedUntil }: RollUp) {
  return { of, counts, countedUntil: countedUntil.toISOString() };
}

function parseDays(days: string): RollUp[] {
  return z
    .array(dayOfMonth)
    .parse(JSON.parse(days))
    .map(({ of, counts, countedUntil }) => ({ of, counts, countedUntil: new Date(countedUntil) }));
}

async function queryRollUps(
  table: UsageTable,
  {
    partitionOf,
    first,
    last,
    withDays = false,
  }: { partitionOf: string; first: string; last: string; withDays?: boolean },
): Promise<RollUp[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: marshall({ ':pk': usageKey(partitionOf).pk, ':first': first, ':last': last }),
    },
  );
  const found: RollUp[] = [];
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { sk, counts, countedUntil, isUnsettled, days } = rollUpItem.parse(unmarshall(item));
      found.push({
        of: sk,
        counts: dayCounts.parse(JSON.parse(counts)),
        countedUntil: new Date(countedUntil),
        ...(isUnsettled && { isUnsettled }),
        ...(withDays && days !== undefined && { days: parseDays(days) }),
      });
    }
  }
  return found;
}
