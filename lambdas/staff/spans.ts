/** Groups the days of a period into weeks or months, for charts and tables. Pure. */

import * as z from 'zod/mini';
import { type DayCounts, sumCounts } from '../usage/day-counts.ts';
import { addDays, countDays, monthOf } from '../usage/london-day.ts';
import type { DayOfUsage } from '../usage/usage-of-period.ts';

export const SPAN_KINDS = ['day', 'week', 'month'] as const;
/** A week begins on Monday. */
export type SpanKind = (typeof SPAN_KINDS)[number];

/** Days that are shown as one. At the ends of a period it may be less than a whole week or month. */
export interface Span {
  first: string;
  last: string;
  counts: DayCounts;
}

/** On a phone nobody can tell more bars than this apart. */
const MAX_BARS = 62;

/**
 * How to group the days of a period: as the address asks, or so that the bars can be told apart.
 *
 * @example parseSpanKind('week', { first: '2026-06-01', last: '2026-06-30' }) // 'week'
 */
export function parseSpanKind(asked: string | undefined, { first, last }: { first: string; last: string }): SpanKind {
  const { data } = z.enum(SPAN_KINDS).safeParse(asked);
  return data ?? (countDays(first, last) > MAX_BARS ? 'week' : 'day');
}

/** @param days in order, with none left out */
export function groupIntoSpans(days: readonly DayOfUsage[], kind: SpanKind): Span[] {
  const groups = Map.groupBy(days, ({ day }) => spanOf(day, kind));
  return [...groups.values()].flatMap((group) => {
    const [first, last] = [group[0]?.day, group.at(-1)?.day];
    if (first === undefined || last === undefined) return [];
    return [{ first, last, counts: sumCounts(group.map(({ counts }) => counts)) }];
  });
}

function spanOf(day: string, kind: SpanKind): string {
  if (kind === 'day') return day;
  if (kind === 'month') return monthOf(day);
  return addDays(day, -weekday(day));
}

/**
 * The position of a day in its week.
 *
 * @example weekday('2026-11-23') // 0, because it is a Monday
 */
export function weekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}
