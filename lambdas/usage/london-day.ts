/** Days as staff in Dorset count them. */

const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The day it is in London at a moment.
 *
 * @example londonDay(new Date('2026-06-30T23:30:00Z')) // '2026-07-01', for there it is summer time
 */
export function londonDay(at: Date): string {
  return LONDON.format(at);
}
