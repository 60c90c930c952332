/** Days and moments as staff read them. */

import type { Span, SpanKind } from './spans.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
const MOMENT_PARTS = {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const MOMENT = new Intl.DateTimeFormat('en-GB', MOMENT_PARTS);
const FULL_MOMENT = new Intl.DateTimeFormat('en-GB', { ...MOMENT_PARTS, year: 'numeric' });

/** @example fullMomentWords(new Date('2026-07-01T12:00:00Z')) // '1 Jul 2026, 13:00' */
export function fullMomentWords(at: Date): string {
  return FULL_MOMENT.format(at);
}

/** @example dayWords('2026-11-24') // '24 November 2026' */
export function dayWords(day: string): string {
  return DAY.format(Date.parse(day));
}

/**
 * The name of a span in a chart or a table.
 *
 * @example spanWords({ first: '2026-06-01', last: '2026-06-07' }, 'week') // '1 June 2026 to 7 June 2026'
 */
export function spanWords({ first, last }: Pick<Span, 'first' | 'last'>, kind: SpanKind): string {
  if (kind === 'day' || first === last) return dayWords(first);
  return `${dayWords(first)} to ${dayWords(last)}`;
}

/** @example monthWords('2026-11') // 'November 2026' */
export function monthWords(month: string): string {
  return MONTH.format(Date.parse(`${month}-01`));
}

/** @example shortDay('2026-11-24') // 'Tue 24 Nov' */
export function shortDay(day: string): string {
  return WEEKDAY.format(Date.parse(day));
}

/** @example hourWords(new Date('2026-07-01T12:34:56Z')) // '1 Jul, 13:00 to 13:59' */
export function hourWords(at: Date): string {
  const hour = momentWords(at).slice(0, -':mm'.length);
  return `${hour}:00 to ${hour.slice(-2)}:59`;
}

/** @example momentWords(new Date('2026-07-01T12:00:00Z')) // '1 Jul, 13:00' */
export function momentWords(at: Date): string {
  return MOMENT.format(at);
}
