/** What shows whether the service works: its last roll-up, text and delivery report. */

import { type DayCounts, sumCounts } from './day-counts.ts';
import { addDays, londonDay, monthOf } from './london-day.ts';
import { newestOfDay, type RecordedRequest } from './read-requests.ts';
import { readMonths, readRollUps } from './roll-ups.ts';
import type { UsageTable } from './usage-table.ts';

export interface SignsOfLife {
  /** When the last roll-up ran, if one has. */
  rolledUpAt: Date | undefined;
  /** When the newest text of today or yesterday came. */
  lastTextAt: Date | undefined;
  /** When the newest text came that has a delivery report, among those we read. */
  lastReportedTextAt: Date | undefined;
  /** What the roll-up has counted for yesterday and today. */
  counted: DayCounts;
}

/** Enough to find one with a report, because reports mostly come within seconds. */
const NEWEST_PER_SHARD = 2;

/**
 * Reads them: at most two months' sums, two days' counts, and three requests from each shard of one or two days.
 *
 * @example readSignsOfLife(table, new Date()) // { rolledUpAt: 2026-11-24T12:55:00Z, lastTextAt: …, … }
 */
export async function readSignsOfLife(table: UsageTable, now: Date): Promise<SignsOfLife> {
  const today = londonDay(now);
  const yesterday = addDays(today, -1);
  const [months, days, newest] = await Promise.all([
    readMonths(table, monthOf(yesterday), monthOf(today)),
    readRollUps(table, yesterday, today),
    newestOfTwoDays(table, [today, yesterday], now),
  ]);
  return {
    // Each run writes the month's sum again, with the time of the run.
    rolledUpAt: months.map(({ countedUntil }) => countedUntil).sort((one, other) => other.getTime() - one.getTime())[0],
    lastTextAt: newest[0]?.at,
    lastReportedTextAt: newest.find(({ delivery }) => delivery)?.at,
    counted: sumCounts(days.map(({ counts }) => counts)),
  };
}

async function newestOfTwoDays(table: UsageTable, days: [string, string], now: Date): Promise<RecordedRequest[]> {
  for (const day of days) {
    const newest = await newestOfDay(table, { day, now, perShard: NEWEST_PER_SHARD });
    if (newest.length > 0) return newest;
  }
  return [];
}
