/** Parses which period staff ask for out of the address. */

import { addDays, countDays } from '../usage/london-day.ts';
import type { Period } from '../usage/usage-of-period.ts';
import type { FieldFault } from './pages/faults.tsx';
import { type ReadDate, readDate } from './written-date.ts';

/** The periods that we offer, in days up to today. */
export const OFFERED_DAYS = [7, 30, 90] as const;
const USUAL_DAYS = 30;
/** A council's financial year begins in April. */
const FINANCIAL_YEAR_BEGINS = '04-01';
/** A year, whether or not it is a leap year. */
export const MAX_DAYS = 366;

export type ParsedPeriod =
  | { kind: 'period'; period: Period; offered?: (typeof OFFERED_DAYS)[number] | FinancialYear }
  /** The form shows again what was written, and the page shows the usual period. */
  | { kind: 'faulty'; period: Period; faults: FieldFault[] };

/** This financial year, or the one before. */
export const FINANCIAL_YEARS = ['this', 'last'] as const;
export type FinancialYear = (typeof FINANCIAL_YEARS)[number];

/**
 * Parses `?days=7`, `?year=this` (a financial year), or a first and a last day: `?from=2026-11-01&to=2026-11-24`, or as the
 * form's fields have them, `?from-day=1&from-month=11&…`. The usual period when there is none of these.
 *
 * @param query the address's parameters
 * @param today the day in London
 */
export function parsePeriod(query: Record<string, string>, today: string): ParsedPeriod {
  const lastDays = (days: number): Period => ({ first: addDays(today, 1 - days), last: today });
  const from = readDate(query, 'from', 'The first day');
  const to = readDate(query, 'to', 'The last day');
  if (from.kind === 'none' && to.kind === 'none') {
    const year = FINANCIAL_YEARS.find((one) => one === query['year']);
    if (year) return { kind: 'period', period: financialYear(year, today), offered: year };
    const offered = OFFERED_DAYS.find((days) => String(days) === query['days']) ?? USUAL_DAYS;
    return { kind: 'period', period: lastDays(offered), offered };
  }
  const faults = [faultOfDay('from', from, today), faultOfDay('to', to, today)].filter((fault) => fault !== undefined);
  if (from.kind === 'date' && to.kind === 'date' && faults.length === 0) {
    const fault = faultOfPeriod(from.date, to.date);
    if (!fault) return { kind: 'period', period: { first: from.date, last: to.date } };
    faults.push(fault);
  }
  return { kind: 'faulty', period: lastDays(USUAL_DAYS), faults };
}

/** @example financialYear('last', '2026-11-24') // { first: '2025-04-01', last: '2026-03-31' } */
function financialYear(which: FinancialYear, today: string): Period {
  const calendarYear = Number(today.slice(0, 4));
  const begun = today >= `${calendarYear}-${FINANCIAL_YEAR_BEGINS}` ? calendarYear : calendarYear - 1;
  if (which === 'this') return { first: `${begun}-${FINANCIAL_YEAR_BEGINS}`, last: today };
  return { first: `${begun - 1}-${FINANCIAL_YEAR_BEGINS}`, last: addDays(`${begun}-${FINANCIAL_YEAR_BEGINS}`, -1) };
}

function faultOfPeriod(first: string, last: string): FieldFault | undefined {
  if (first > last) return { field: 'to-day', message: 'The last day must not be before the first' };
  if (countDays(first, last) <= MAX_DAYS) return undefined;
  return { field: 'from-day', message: 'The period must not be longer than a year' };
}

function faultOfDay(name: 'from' | 'to', read: ReadDate, today: string): FieldFault | undefined {
  const which = name === 'from' ? 'first' : 'last';
  if (read.kind === 'faulty') return read.fault;
  if (read.kind === 'none') return { field: `${name}-day`, message: `Enter the ${which} day` };
  return read.date > today
    ? { field: `${name}-day`, message: `The ${which} day must be today or in the past` }
    : undefined;
}
