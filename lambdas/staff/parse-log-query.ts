/** Which requests staff ask for, parsed out of the address. What cannot be read asks for all. */

import * as z from 'zod/mini';
import { deliveryStatus } from '../usage/delivery.ts';
import type { LogPlace, RequestFilter } from '../usage/read-requests.ts';
import { outcome } from '../usage/request.ts';

const unread = <Value>(schema: z.ZodMiniType<Value>) => z.catch(z.optional(schema), undefined);

const logQuery = z.object({
  day: unread(z.iso.date()),
  topic: unread(z.string().check(z.regex(/^[a-z][a-z-]*$/))),
  outcome: unread(outcome),
  delivery: unread(z.union([deliveryStatus, z.literal('unreported')])),
  before: unread(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\w{1,64}$/))),
});

export interface LogQuery {
  filter: RequestFilter;
  /** Where the page before ended. */
  before?: LogPlace;
}

/** @example parseLogQuery({ outcome: 'distress', day: 'yesterday' }) // { filter: { outcome: 'distress' } } */
export function parseLogQuery(query: Record<string, string>): LogQuery {
  const { before, ...filter } = logQuery.parse(query);
  const [at = '', messageSid = ''] = before?.split(/_(.*)/) ?? [];
  const place = { at: new Date(at), messageSid };
  return { filter, ...(before && !Number.isNaN(place.at.getTime()) && { before: place }) };
}

/** The parameters of the address that asks for these requests. */
export function renderLogQuery({ filter, before }: LogQuery): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  if (before) query.set('before', `${before.at.toISOString()}_${before.messageSid}`);
  return query;
}
