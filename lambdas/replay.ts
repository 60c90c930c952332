/**
 * Every few minutes: the requests that the table did not take are recorded out of the webhook's log. How far the log has
 * been read is kept in the table, so that nothing is passed over, however long the table was away (up to a day).
 */

import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { parseEnvironment, replayEnvironment } from './aws/environment.ts';
import { REQUEST_NOT_RECORDED } from './aws/log-fault.ts';
import { type Replayed, replayRequests } from './usage/replay-requests.ts';
import { readReplayedUpTo, writeReplayedUpTo } from './usage/replayed-up-to.ts';
import type { Request } from './usage/request.ts';
import { unrecordedRequests } from './usage/unrecorded-requests.ts';
import { openUsageTable } from './usage/usage-table.ts';

const environment = parseEnvironment(replayEnvironment, process.env);
const table = openUsageTable(environment.TABLE_NAME);
const logs = new CloudWatchLogsClient();

/** Lines come to the log late, and are read again for so long, in milliseconds. */
const OVERLAP_MS = 15 * 60_000;
const MAX_BACK_MS = 24 * 60 * 60_000;

export async function handler(): Promise<Replayed> {
  const now = new Date();
  const upTo = await readReplayedUpTo(table);
  const from = Math.max(now.getTime() - MAX_BACK_MS, (upTo?.getTime() ?? 0) - OVERLAP_MS);
  const requests: Request[] = [];
  const pages = paginateFilterLogEvents(
    { client: logs },
    { logGroupName: environment.LOG_GROUP, startTime: from, filterPattern: `"${REQUEST_NOT_RECORDED}"` },
  );
  for await (const { events = [] } of pages) {
    for (const { message } of events) requests.push(...unrecordedRequests(message));
  }
  const replayed = await replayRequests(table, requests, Number(environment.RETENTION_DAYS), now);
  await writeReplayedUpTo(table, now);
  return replayed;
}
