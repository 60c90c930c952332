/**
 * `npm run put-back -- --table NAME < log`: records the requests that the table did not take at the time, where the function
 * that does it by itself could not. Each is in the webhook's log, under the fault "request not recorded"; all else is passed over. The log is what
 * `aws logs filter-log-events` prints, or its lines alone.
 */

import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { REQUEST_NOT_RECORDED } from '../lambdas/aws/log-fault.ts';
import { replayRequests } from '../lambdas/usage/replay-requests.ts';
import { unrecordedRequests } from '../lambdas/usage/unrecorded.ts';
import { openUsageTable } from '../lambdas/usage/usage-table.ts';
import { CommandError, runCommand } from './command.ts';

const USAGE =
  'Name the table and give the log on standard input: npm run put-back -- --table NAME [--retention-days 30] < log';

const commandArguments = z.object({ table: z.string().min(1), 'retention-days': z.coerce.number().int().min(1) });

await runCommand(async () => {
  const { table, 'retention-days': retentionDays } = readArguments();
  const log = await text(process.stdin);
  const requests = unrecordedRequests(log, REQUEST_NOT_RECORDED);
  const replayed = await replayRequests(openUsageTable(table), requests, retentionDays, new Date()).catch(
    (error: unknown) => {
      throw new CommandError(
        `The table ${table} did not take them (${String(error)}). Are name, region and credentials right?`,
      );
    },
  );
  const { recorded, there, erased, tooOld } = replayed;
  console.log(`${recorded} recorded, ${there} there already.`);
  if (erased > 0) console.log(`${erased} left out: somebody had them erased.`);
  if (tooOld > 0) console.log(`${tooOld} left out: after a day nobody can know whether somebody had them erased.`);
  const unread = log.split(REQUEST_NOT_RECORDED).length - 1 - requests.length;
  if (unread > 0) {
    throw new CommandError(
      `${unread} more cannot be read. Give the log as aws logs filter-log-events prints it, in JSON.`,
    );
  }
});

function readArguments() {
  const options = { table: { type: 'string' }, 'retention-days': { type: 'string', default: '30' } } as const;
  try {
    return commandArguments.parse(parseArgs({ options }).values);
  } catch {
    throw new CommandError(USAGE);
  }
}
