/** A stand-in for CloudWatch Logs: the faults that the functions have logged, and the one call that reads them. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { isAllowed, type Permissions } from './access.ts';
import { callerOf, denyAccess } from './guarded-dynamodb.ts';

/** So many lines of each log are kept. */
const MAX_LINES = 20_000;
const PAGE = 1000;

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
const filterLogEventsInput = z.object({
  logGroupName: z.string(),
  startTime: z.number().default(0),
  /** A phrase in quotation marks. */
  filterPattern: z.string().regex(/^"[^"]+"$/),
  nextToken: z.string().regex(/^\d+$/).default('0'),
});

export interface LocalLogs {
  endpoint: string;
  /** Takes what a function prints to its log group. */
  add(logGroup: string, printed: string): void;
  close(): Promise<void>;
}

export async function startCloudWatchLogs(permissions: Permissions): Promise<LocalLogs> {
  const linesOf = new Map<string, { timestamp: number; message: string }[]>();
  const server = createServer(async (request, response) => {
    const input = filterLogEventsInput.parse(await json(request));
    const access = { action: 'logs:FilterLogEvents', resource: input.logGroupName };
    const caller = callerOf(request);
    if (!isAllowed(permissions, caller, access)) return denyAccess(response, caller, access.action, access.resource);
    const phrase = input.filterPattern.slice(1, -1);
    const found = (linesOf.get(input.logGroupName) ?? []).filter(
      ({ timestamp, message }) => timestamp >= input.startTime && message.includes(phrase),
    );
    const from = Number(input.nextToken);
    const nextToken = from + PAGE < found.length ? String(from + PAGE) : undefined;
    response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ events: found.slice(from, from + PAGE), nextToken }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(logGroup, printed) {
      const lines = linesOf.get(logGroup) ?? [];
      for (const line of printed.split('\n').filter((one) => one.includes('"fault"'))) {
        const timestamp = Date.now();
        // As Lambda writes what goes through the console.
        const message = JSON.stringify({ timestamp: new Date(timestamp).toISOString(), level: 'ERROR', message: line });
        lines.push({ timestamp, message });
      }
      linesOf.set(logGroup, lines.slice(-MAX_LINES));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
