/**
 * Roll-ups: an item for each day's counts, and one for each month's sum. We count a day again from its requests until it is
 * settled, so it doesn't matter how often or how late we do so. Roll-ups stay when the requests have expired.
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
  /** The day or the month. */
  of: string;
  counts: DayCounts;
  /** We have counted every request up to this moment, and none after it. */
  countedUntil: Date;
  /** Set when a request was recorded so late that we must count a settled day again. */
  isUnsettled?: boolean;
  /** A month's days, so that a year is read as twelve items. Months counted by an older version have none. */
  days?: RollUp[];
}

/**
 * How long a request may take to reach the index, in milliseconds: several times the webhook's time-out and the index's
 * delay. Younger requests are counted by the next run.
 */
const RECORDED_WITHIN_MS = 60_000;

/**
 * How long after its end we still count a day again, in milliseconds. Twilio reports on a reply for up to ten hours.
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
  // Older roll-ups have neither of these.
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
 * Counts today, and every earlier day that is not settled and may still have its requests. So the roll-up catches up after
 * any gap within the retention period. Returns the days that it counted.
 *
 * @param retentionDays how long requests are kept
 */
export async function rollUpDays(table: UsageTable, now: Date, retentionDays: number): Promise<string[]> {
  const today = londonDay(now);
  const oldest = addDays(today, -retentionDays);
  const rolledUp = new Map((await readRollUps(table, oldest, today)).map((rollUp) => [rollUp.of, rollUp]));
  const kept = daysFrom(oldest, today);
  // Some requests of the oldest day have expired. Counting the rest is better than nothing, but must not replace a count.
  const days = kept.filter((day) => !isSettled(day, rolledUp.get(day)) && !(day === oldest && rolledUp.has(day)));
  for (const day of days) await rollUpDay(table, day, now);
  // Months of settled days too: the run that counted them may have stopped before it got here.
  for (const month of new Set(kept.map(monthOf))) await rollUpMonth(table, month, now);
  return days;
}

/** The roll-ups of the days in a period, in order. Days without one are left out. */
export async function readRollUps(table: UsageTable, first: string, last: string): Promise<RollUp[]> {
  const months = [...new Set(daysFrom(first, last).map(monthOf))];
  const found = await Promise.all(
    months.map((month) => queryRollUps(table, { partitionOf: `${month}-01`, first, last })),
  );
  return found.flat();
}

/**
 * The same roll-ups, read from the months' items. If an older version counted a month, we read its days one by one.
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

/** The sums of the months in a period, in order. Months without one are left out. */
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
 * Makes the next run count a day again, settled or not, because something was recorded late. A day without a roll-up will
 * be counted anyway.
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

/** Writes a roll-up unless there is a later one. A slow run must not overwrite newer counts. */
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
