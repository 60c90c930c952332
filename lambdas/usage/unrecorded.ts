/** Finds requests and delivery reports that the table did not take. The functions log them with the fault. */

import * as z from 'zod/mini';
import { type Delivery, deliveryStatus } from './delivery.ts';
import { outcome, type Request, recordedReply } from './request.ts';

// `logFault` writes JSON, with the time in ISO 8601.
const loggedRequest = z.object({
  texter: z.string(),
  messageSid: z.string(),
  at: z.pipe(
    z.string(),
    z.transform((at) => new Date(at)),
  ),
  letter: z.optional(z.string()),
  outcome,
  wanted: z.optional(z.array(z.string())),
  reply: recordedReply,
  segments: z.number(),
});

const loggedReport = z.object({
  texter: z.string(),
  messageSid: z.string(),
  delivery: z.object({ status: deliveryStatus, errorCode: z.optional(z.string()) }),
});

/** A delivery report that the table did not take. */
export interface Report {
  texter: string;
  messageSid: string;
  delivery: Delivery;
}

/** @param fault the name they were logged under */
export function unrecordedRequests(log: unknown, fault: string): Request[] {
  return [...facts(log, fault)].flatMap(({ ['request']: request }) => {
    const { data } = loggedRequest.safeParse(request);
    return data && !Number.isNaN(data.at.getTime()) ? [withoutUndefined(data)] : [];
  });
}

/** @param fault the name they were logged under */
export function unrecordedReports(log: unknown, fault: string): Report[] {
  return [...facts(log, fault)].flatMap(({ ['report']: report }) => {
    const { data } = loggedReport.safeParse(report);
    if (!data) return [];
    const { status, errorCode } = data.delivery;
    return [{ ...data, delivery: { status, ...(errorCode && { errorCode }) } }];
  });
}

/**
 * Finds the facts of each such fault in a log, however they are wrapped. Lambda puts what a function prints in a
 * `message`, and the CLI puts each line in one of its `events`.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
function* facts(log: unknown, fault: string): Generator<Record<string, unknown>> {
  if (typeof log === 'string') {
    const inside = parseJson(log.slice(Math.max(0, log.indexOf('{'))));
    if (inside !== undefined) yield* facts(inside, fault);
    else if (log.includes('\n')) for (const line of log.split('\n')) yield* facts(line, fault);
  } else if (Array.isArray(log)) {
    for (const one of log) yield* facts(one, fault);
  } else if (typeof log === 'object' && log !== null) {
    if ('fault' in log && log.fault === fault) yield { ...log };
    if ('message' in log) yield* facts(log.message, fault);
    if ('events' in log) yield* facts(log.events, fault);
  }
}

function withoutUndefined({ letter, wanted, ...request }: z.infer<typeof loggedRequest>): Request {
  return { ...request, ...(letter && { letter }), ...(wanted && { wanted }) };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
