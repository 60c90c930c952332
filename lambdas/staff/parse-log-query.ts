/** Parses which requests staff ask for out of the address. What we can't read is a fault, and never means "all". */

import * as z from 'zod/mini';
import { deliveryStatus } from '../usage/delivery.ts';
import type { RequestFilter } from '../usage/read-requests.ts';
import { outcome } from '../usage/request.ts';
import type { FieldFault } from './pages/faults.tsx';
import { readDate } from './written-date.ts';

export interface LogQuery {
  filter: RequestFilter;
  /** Where the previous page ended. It is sealed, because no address may contain a MessageSid. */
  before?: string;
}

export interface ParsedLogQuery extends LogQuery {
  /** If there are any, we must not show anything as if it had been asked for. */
  faults: FieldFault[];
}

const topic = z.string().check(z.regex(/^[a-z][a-z-]*$/));
const delivery = z.union([deliveryStatus, z.literal('unreported')]);

/**
 * Parses a filter. An empty parameter is what a form sends when nothing is chosen. `day` means from that day to that day.
 *
 * @example parseLogQuery({ outcome: 'help', from: '31/10/2026' }) // { filter: { outcome: 'help' }, faults: [{ field: 'from-day', … }] }
 */
export function parseLogQuery(query: Record<string, string>): ParsedLogQuery {
  const faults: FieldFault[] = [];
  function read<Value>(field: string, schema: z.ZodMiniType<Value>, message: string): Value | undefined {
    const written = query[field];
    if (!written) return undefined;
    const { data, success } = schema.safeParse(written);
    if (!success) faults.push({ field, message });
    return data;
  }
  function readDay(field: 'from' | 'to', label: string, from: Record<string, string>): string | undefined {
    const day = readDate(from, field, label);
    if (day.kind === 'faulty') faults.push(day.fault);
    return day.kind === 'date' ? day.date : undefined;
  }
  function readDays(): Pick<RequestFilter, 'from' | 'to'> {
    if (query['day']) {
      const day = readDay('from', 'The day', { from: query['day'] });
      return { from: day, to: day };
    }
    const [from, to] = [readDay('from', 'The first day', query), readDay('to', 'The last day', query)];
    if (!from || !to || from <= to) return { from, to };
    faults.push({ field: 'to-day', message: 'The last day must not be before the first' });
    return {};
  }
  const filter = {
    ...readDays(),
    topic: read('topic', topic, 'Choose a topic from the list'),
    outcome: read('outcome', outcome, 'Choose from the list what the text was understood as'),
    delivery: read('delivery', delivery, 'Choose from the list what became of the reply'),
  };
  const chosen = Object.entries(filter).filter(([, value]) => value !== undefined);
  return { filter: Object.fromEntries(chosen), ...(query['before'] && { before: query['before'] }), faults };
}

/** The parameters of the address that asks for these requests. */
export function renderLogQuery({ filter, before }: LogQuery): URLSearchParams {
  const query = new URLSearchParams();
  const { from, to, ...rest } = filter;
  const days = from === to ? { day: from } : { from, to };
  for (const [name, value] of Object.entries({ ...days, ...rest })) if (value !== undefined) query.set(name, value);
  if (before) query.set('before', before);
  return query;
}
