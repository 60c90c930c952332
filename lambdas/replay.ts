/**
 * Every few minutes, records the requests and delivery reports that the table did not take, from the functions' logs.
 * The table keeps how far we have read, so we miss nothing, even if the table was down for up to a day.
 */

import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { parseEnvironment, replayEnvironment } from './aws/environment.ts';
import { type Fault, REPORT_NOT_RECORDED, REQUEST_NOT_RECORDED } from './aws/log-fault.ts';
import { recordDelivery } from './usage/record-delivery.ts';
import { type Replayed, replayRequests } from './usage/replay-requests.ts';
import { readReplayedUpTo, writeReplayedUpTo } from './usage/replayed-up-to.ts';
import { unrecordedReports, unrecordedRequests } from './usage/unrecorded.ts';
import { openUsageTable } from './usage/usage-table.ts';

const environment = parseEnvironment(replayEnvironment, process.env);
const table = openUsageTable(environment.TABLE_NAME);
const logs = new CloudWatchLogsClient();

/** How far back we read the log again, in milliseconds, because lines can arrive late. */
const OVERLAP_MS = 15 * 60_000;
const MAX_BACK_MS = 24 * 60 * 60_000;

export async function handler(): Promise<Replayed & { reports: number }> {
  const now = new Date();
  const upTo = await readReplayedUpTo(table);
  const from = Math.max(now.getTime() - MAX_BACK_MS, (upTo?.getTime() ?? 0) - OVERLAP_MS);
  const requests = unrecordedRequests(
    await linesOf(environment.LOG_GROUP, REQUEST_NOT_RECORDED, from),
    REQUEST_NOT_RECORDED,
  );
  const replayed = await replayRequests(table, requests, Number(environment.RETENTION_DAYS), now);
  // Reports come second, because we write each one to its request.
  const reports = unrecordedReports(
    await linesOf(environment.REPORTS_LOG_GROUP, REPORT_NOT_RECORDED, from),
    REPORT_NOT_RECORDED,
  );
  for (const report of reports) await recordDelivery(table, report);
  await writeReplayedUpTo(table, now);
  return { ...replayed, reports: reports.length };
}

async function linesOf(logGroupName: string, fault: Fault, startTime: number): Promise<unknown[]> {
  const asked = { logGroupName, startTime, filterPattern: `"${fault}"` };
  const messages: unknown[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, asked)) {
    messages.push(...events.map(({ message }) => message));
  }
  return messages;
}
