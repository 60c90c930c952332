/** How people used the service in a period, from the roll-ups and from the requests not yet rolled up. */

import { continueCounts, countRequests, type DayCounts, noCounts, sumCounts } from './day-counts.ts';
import { addDays, countDays, daysFrom, londonDay, monthOf } from './london-day.ts';
import { requestsOfDay } from './read-requests.ts';
import { type RollUp, readDaysOfMonths, readMonths } from './roll-ups.ts';
import type { UsageTable } from './usage-table.ts';

/** Days in London, including the last. */
export interface Period {
  first: string;
  last: string;
}

export interface DayOfUsage {
  day: string;
  counts: DayCounts;
  /** Set when a day is over but its roll-up stopped before the end, so there may be more to count. */
  isUnfinished?: true;
}

export interface UsageOfPeriod {
  days: DayOfUsage[];
  total: DayCounts;
  /** The total for the same number of days just before. */
  before: DayCounts;
}

/**
 * Reads a period and the one before it. Whatever the traffic, that is an item a month, and the requests since the last
 * roll-up.
 */
export async function readUsage(table: UsageTable, period: Period, now: Date): Promise<UsageOfPeriod> {
  const [days, before] = await Promise.all([readDays(table, period, now), readTotal(table, periodBefore(period), now)]);
  return { days, total: sumCounts(days.map(({ counts }) => counts)), before };
}

export interface MonthOfUsage {
  month: string;
  counts: DayCounts;
}

/**
 * The sums of whole months, in the order they are asked for; months without a roll-up are left out. Two queries for a
 * year.
 *
 * @param months the newest first, like `2026-02`
 */
export async function readUsageOfMonths(table: UsageTable, months: string[]): Promise<MonthOfUsage[]> {
  const [newest, oldest] = [months[0], months.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const rollUps = new Map((await readMonths(table, oldest, newest)).map(({ of, counts }) => [of, counts]));
  return months.flatMap((month) => {
    const counts = rollUps.get(month);
    return counts && counts.texts > 0 ? [{ month, counts }] : [];
  });
}

/** The same number of days just before a period. */
export function periodBefore({ first, last }: Period): Period {
  return { first: addDays(first, -countDays(first, last)), last: addDays(first, -1) };
}

async function readDays(table: UsageTable, { first, last }: Period, now: Date): Promise<DayOfUsage[]> {
  const rollUps = new Map((await readDaysOfMonths(table, first, last)).map((rollUp) => [rollUp.of, rollUp]));
  const today = londonDay(now);
  // Just after midnight, the day before may have requests that no roll-up has counted yet.
  const live = [addDays(today, -1), today];
  const [begun] = rollUps.keys();
  return await Promise.all(
    daysFrom(first, last).map(async (day) => {
      const rollUp = rollUps.get(day);
      if (live.includes(day)) return { day, counts: await countLive(table, day, rollUp, now) };
      // Before the first roll-up there was nothing to count.
      const countedTo = rollUp ? londonDay(rollUp.countedUntil) : day;
      const isUnfinished = countedTo <= day && begun !== undefined && begun <= day;
      return { day, counts: rollUp?.counts ?? noCounts(), ...(isUnfinished && { isUnfinished }) };
    }),
  );
}

async function countLive(table: UsageTable, day: string, rollUp: RollUp | undefined, now: Date): Promise<DayCounts> {
  const since = countRequests(await requestsOfDay(table, { day, after: rollUp?.countedUntil, now }));
  return rollUp ? continueCounts(rollUp.counts, since) : since;
}

/** Adds up a period. Each whole month in it is read as one item. */
export async function readTotal(table: UsageTable, period: Period, now: Date): Promise<DayCounts> {
  const { months, days } = splitIntoMonths(period);
  const [firstMonth, lastMonth] = [months[0], months.at(-1)];
  const found = await Promise.all([
    firstMonth && lastMonth ? readMonths(table, firstMonth, lastMonth) : [],
    ...days.map((part) => readDays(table, part, now)),
  ]);
  return sumCounts(found.flat().map(({ counts }) => counts));
}

/**
 * Splits a period into its whole months and the days before and after them.
 *
 * @example splitIntoMonths({ first: '2026-01-30', last: '2026-03-02' })
 * // { months: ['2026-02'], days: [{ first: '2026-01-30', last: '2026-01-31' }, { first: '2026-03-01', last: '2026-03-02' }] }
 */
export function splitIntoMonths({ first, last }: Period): { months: string[]; days: Period[] } {
  const byMonth = Map.groupBy(daysFrom(first, last), monthOf);
  const months: string[] = [];
  const days: Period[] = [];
  for (const [month, of] of byMonth) {
    const [begin = first, end = last] = [of[0], of.at(-1)];
    if (begin === `${month}-01` && monthOf(addDays(end, 1)) !== month) months.push(month);
    else days.push({ first: begin, last: end });
  }
  return { months, days };
}
