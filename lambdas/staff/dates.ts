/** Days and moments as staff read them. */

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @example dayWords('2026-11-24') // '24 November 2026' */
export function dayWords(day: string): string {
  return DAY.format(Date.parse(day));
}

/** @example shortDay('2026-11-24') // 'Tue 24 Nov' */
export function shortDay(day: string): string {
  return WEEKDAY.format(Date.parse(day));
}

/** @example momentWords(new Date('2026-07-01T12:00:00Z')) // '1 Jul, 13:00' */
export function momentWords(at: Date): string {
  return MOMENT.format(at);
}
