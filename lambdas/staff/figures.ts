/** Formats numbers for staff, and hides those that could point to a person. Pure. */

import { FEWEST_PEOPLE } from '../usage/wanted-subjects.ts';

const WHOLE = new Intl.NumberFormat('en-GB');

/** @example number(1234) // '1,234' */
export function number(value: number): string {
  return WHOLE.format(value);
}

/** @example share(1, 3) // '33%' */
export function share(part: number, whole: number): string {
  if (whole === 0) return 'none';
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 1) return 'under 1%';
  // 999 of 1,000 must not read as 100%.
  if (part < whole && percent > 99) return 'over 99%';
  return `${Math.round(percent)}%`;
}

/** @example people(3) // 'fewer than 5' */
export function people(count: number): string {
  return isFew(count) ? `fewer than ${FEWEST_PEOPLE}` : number(count);
}

/**
 * How a count compares with the period before.
 *
 * @param period the period before in words: "the 30 days before"
 *
 * @example change(12, 10, 'the 30 days before') // '20% more than in the 30 days before (10)'
 */
export function change(now: number, before: number, period: string): string {
  if (now === before) return `the same as in ${period}`;
  if (before === 0) return `none in ${period}`;
  if (now >= 3 * before) return `${number(Math.round(now / before))} times as many as in ${period} (${number(before)})`;
  const percent = Math.round((Math.abs(now - before) / before) * 100);
  const difference = percent === 0 ? 'a little' : `${number(percent)}%`;
  return `${difference} ${now > before ? 'more' : 'fewer'} than in ${period} (${number(before)})`;
}

/** The same for counts of people. If either count is small, we say nothing that would give it away. */
export function changeOfPeople(now: number, before: number, period: string): string {
  if (isFew(now) || isFew(before)) return `too few people to compare with ${period}`;
  return change(now, before, period);
}

/** @example money(12.5, 'GBP') // '£12.50' */
export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amount);
}

function isFew(count: number): boolean {
  return count > 0 && count < FEWEST_PEOPLE;
}
