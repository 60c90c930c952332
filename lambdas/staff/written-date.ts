/**
 * A date as GOV.UK asks for it, in fields for day, month and year (https://design-system.service.gov.uk/components/date-input/),
 * or as one parameter of an address. Pure.
 */

import * as z from 'zod/mini';
import type { FieldFault } from './pages/faults.tsx';

/** What is in the three fields. */
export type WrittenDate = Record<Part, string>;
type Part = 'day' | 'month' | 'year';

const PARTS = ['day', 'month', 'year'] as const;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** The example in the hint. */
export const DATE_EXAMPLE = '24 11 2026';

const isoDate = z.iso.date();

export type ReadDate =
  | { kind: 'none' }
  | { kind: 'date'; date: string }
  /** The fault's field is the id of the first field to fix. */
  | { kind: 'faulty'; fault: FieldFault };

/**
 * Reads a date out of the parameters `from-day`, `from-month` and `from-year`, or out of `from` when those are empty. A
 * month may be a number or a name.
 *
 * @param label the date in a message, like `The first day`
 *
 * @example readDate({ 'from-day': '1', 'from-month': 'Nov', 'from-year': '2026' }, 'from', 'The first day') // { kind: 'date', date: '2026-11-01' }
 */
export function readDate(query: Record<string, string>, name: string, label: string): ReadDate {
  const fields = readFields(query, name);
  const faulty = (part: Part, message: string): ReadDate => ({
    kind: 'faulty',
    fault: { field: `${name}-${part}`, message: `${label} ${message}` },
  });
  const mustBeReal = `must be a real date, like ${DATE_EXAMPLE}`;
  const missing = PARTS.filter((part) => fields[part] === '');
  if (missing.length === PARTS.length) {
    const whole = query[name]?.trim() ?? '';
    if (whole === '') return { kind: 'none' };
    return isoDate.safeParse(whole).success ? { kind: 'date', date: whole } : faulty('day', mustBeReal);
  }
  const [firstMissing] = missing;
  if (firstMissing) return faulty(firstMissing, `must include a ${missing.join(' and a ')}`);
  if (!/^\d{4}$/.test(fields.year)) return faulty('year', 'must have a year of 4 numbers, like 2026');
  const month = monthNumber(fields.month);
  if (month === undefined) return faulty('month', 'must have a month from 1 to 12');
  if (!/^\d{1,2}$/.test(fields.day)) return faulty('day', mustBeReal);
  const date = `${fields.year}-${String(month).padStart(2, '0')}-${fields.day.padStart(2, '0')}`;
  return isoDate.safeParse(date).success ? { kind: 'date', date } : faulty('day', mustBeReal);
}

/**
 * What the three fields show: what was written in them or in the address, or otherwise a date.
 *
 * @example writtenDate({}, 'from', '2026-11-01') // { day: '1', month: '11', year: '2026' }
 */
export function writtenDate(query: Record<string, string>, name: string, otherwise?: string): WrittenDate {
  const fields = readFields(query, name);
  if (Object.values(fields).some((one) => one !== '')) return fields;
  // We show a date that doesn't exist as well, so that people see what to fix.
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(query[name]?.trim() || otherwise || '') ?? [];
  return year && month && day ? { day: String(Number(day)), month: String(Number(month)), year } : fields;
}

function readFields(query: Record<string, string>, name: string): WrittenDate {
  const read = (part: Part) => query[`${name}-${part}`]?.trim() ?? '';
  return { day: read('day'), month: read('month'), year: read('year') };
}

/** @example monthNumber('Nov') // 11 */
function monthNumber(written: string): number | undefined {
  if (/^\d{1,2}$/.test(written)) return Number(written) >= 1 && Number(written) <= 12 ? Number(written) : undefined;
  // Three letters are enough, and "May" has no more.
  const named = written.length >= 3 ? MONTHS.findIndex((month) => month.startsWith(written.toLowerCase())) : -1;
  return named === -1 ? undefined : named + 1;
}
