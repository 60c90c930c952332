/** Which period staff ask for, parsed out of the address. */

import * as z from 'zod/mini';
import { addDays, countDays } from '../usage/london-day.ts';
import type { Period } from '../usage/usage-of-period.ts';

/** The periods that are offered, in days up to today. */
export const OFFERED_DAYS = [7, 30, 90] as const;
const USUAL_DAYS = 30;
/** A council's financial year begins in April. */
const FINANCIAL_YEAR_BEGINS = '04-01';
/** A year, whether or not it is a leap year. */
export const MAX_DAYS = 366;

export interface PeriodFault {
  field: 'from' | 'to';
  message: string;
}

export type ParsedPeriod =
  | { kind: 'period'; period: Period; offered?: (typeof OFFERED_DAYS)[number] | FinancialYear }
  /** What was written stands in the form again, and the usual period is shown. */
  | { kind: 'faulty'; period: Period; faults: PeriodFault[] };

/** This financial year, or the one before. */
export const FINANCIAL_YEARS = ['this', 'last'] as const;
export type FinancialYear = (typeof FINANCIAL_YEARS)[number];

const day = z.iso.date();

/**
 * Parses `?days=7`, `?year=this` (a financial year), or `?from=2026-11-01&to=2026-11-24`; the usual period when there is neither.
 *
 * @param query the address's parameters
 * @param today the day it is in London
 */
export function parsePeriod(query: Record<string, string>, today: string): ParsedPeriod {
  const lastDays = (days: number): Period => ({ first: addDays(today, 1 - days), last: today });
  const from = query['from']?.trim() ?? '';
  const to = query['to']?.trim() ?? '';
  if (!from && !to) {
    const year = FINANCIAL_YEARS.find((one) => one === query['year']);
    if (year) return { kind: 'period', period: financialYear(year, today), offered: year };
    const offered = OFFERED_DAYS.find((days) => String(days) === query['days']) ?? USUAL_DAYS;
    return { kind: 'period', period: lastDays(offered), offered };
  }
  const faults = findFaults(from, to, today);
  if (faults.length > 0) return { kind: 'faulty', period: lastDays(USUAL_DAYS), faults };
  return { kind: 'period', period: { first: from, last: to } };
}

/** @example financialYear('last', '2026-11-24') // { first: '2025-04-01', last: '2026-03-31' } */
function financialYear(which: FinancialYear, today: string): Period {
  const calendarYear = Number(today.slice(0, 4));
  const begun = today >= `${calendarYear}-${FINANCIAL_YEAR_BEGINS}` ? calendarYear : calendarYear - 1;
  if (which === 'this') return { first: `${begun}-${FINANCIAL_YEAR_BEGINS}`, last: today };
  return { first: `${begun - 1}-${FINANCIAL_YEAR_BEGINS}`, last: addDays(`${begun}-${FINANCIAL_YEAR_BEGINS}`, -1) };
}

function findFaults(from: string, to: string, today: string): PeriodFault[] {
  const faults = [faultOfDay('from', from, today), faultOfDay('to', to, today)].filter((fault) => fault !== undefined);
  if (faults.length > 0) return faults;
  if (from > to) return [{ field: 'to', message: 'The last day must not be before the first' }];
  if (countDays(from, to) > MAX_DAYS) return [{ field: 'from', message: 'The period must not be longer than a year' }];
  return [];
}

function faultOfDay(field: PeriodFault['field'], written: string, today: string): PeriodFault | undefined {
  const which = field === 'from' ? 'first' : 'last';
  if (!written) return { field, message: `Enter the ${which} day` };
  if (!day.safeParse(written).success) return { field, message: `Enter the ${which} day as a date, like 2026-11-24` };
  return written > today ? { field, message: `The ${which} day must not be after today` } : undefined;
}
