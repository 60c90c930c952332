/**
 * Days in London time, written `2026-11-24`, and months, written `2026-11`. Clock changes only matter when we turn a moment
 * into a day.
 */

const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const HOUR = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The day in London at a moment.
 *
 * @example londonDay(new Date('2026-06-30T23:30:00Z')) // '2026-07-01', because London has summer time
 */
export function londonDay(at: Date): string {
  return LONDON.format(at);
}

/**
 * The moment at which a day begins in London.
 *
 * @example startOfDay('2026-07-01') // 2026-06-30T23:00:00Z, because London has summer time
 */
export function startOfDay(day: string): Date {
  const inSummer = new Date(Date.parse(day) - HOUR_MS);
  return londonDay(inSummer) === day ? inSummer : new Date(Date.parse(day));
}

/** The hour in London at a moment, in two digits: `00` to `23`. */
export function londonHour(at: Date): string {
  return HOUR.format(at);
}

/** @example addDays('2026-03-01', -1) // '2026-02-28' */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days there are from the first to the last, both included. 0 or less when the last is before the first. */
export function countDays(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
}

/** Every day from the first to the last, both included. */
export function daysFrom(first: string, last: string): string[] {
  return Array.from({ length: Math.max(0, countDays(first, last)) }, (_, at) => addDays(first, at));
}

/** @example monthOf('2026-11-24') // '2026-11' */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}
