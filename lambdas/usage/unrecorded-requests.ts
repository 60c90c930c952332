/** The requests that the table did not take, out of the webhook's log, where each stands with its fault. */

import * as z from 'zod/mini';
import { REQUEST_NOT_RECORDED } from '../aws/log-fault.ts';
import { outcome, type Request, recordedReply } from './request.ts';

// As `logFault` writes it: JSON, the moment in ISO 8601.
const loggedRequest = z.object({
  texter: z.string(),
  messageSid: z.string(),
  at: z.pipe(
    z.string(),
    z.transform((at) => new Date(at)),
  ),
  outcome,
  wanted: z.optional(z.array(z.string())),
  reply: recordedReply,
  segments: z.number(),
});

/**
 * The requests in a log, however it is wrapped: Lambda puts what a function prints into a `message`, and the CLI puts
 * each line into one of its `events`.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export function* unrecordedRequests(log: unknown): Generator<Request> {
  if (typeof log === 'string') {
    const inside = parseJson(log.slice(Math.max(0, log.indexOf('{'))));
    if (inside !== undefined) yield* unrecordedRequests(inside);
    else if (log.includes('\n')) for (const line of log.split('\n')) yield* unrecordedRequests(line);
  } else if (Array.isArray(log)) {
    for (const one of log) yield* unrecordedRequests(one);
  } else if (typeof log === 'object' && log !== null) {
    const isOne = 'fault' in log && log.fault === REQUEST_NOT_RECORDED && 'request' in log;
    const request = isOne ? loggedRequest.safeParse(log.request) : undefined;
    if (request?.success && !Number.isNaN(request.data.at.getTime())) yield withoutUndefined(request.data);
    if ('message' in log) yield* unrecordedRequests(log.message);
    if ('events' in log) yield* unrecordedRequests(log.events);
  }
}

function withoutUndefined({ wanted, ...request }: z.infer<typeof loggedRequest>): Request {
  return { ...request, ...(wanted && { wanted }) };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
