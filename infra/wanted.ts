/**
 * `npm run wanted -- --table NAME [--days 30]`: what people looked for and did not find, by subject, from the requests
 * that the table has of the last days. A subject that fewer than five people looked for is not shown.
 */

import { parseArgs } from 'node:util';
import * as z from 'zod';
import { addDays, daysFrom, londonDay } from '../lambdas/usage/london-day.ts';
import { type RecordedRequest, requestsOfDay } from '../lambdas/usage/read-requests.ts';
import { openUsageTable } from '../lambdas/usage/usage-table.ts';
import { countWanted, FEWEST_PEOPLE } from '../lambdas/usage/wanted-subjects.ts';
import { CommandError, runCommand } from './command.ts';

const USAGE = 'Name the table: npm run wanted -- --table NAME [--days 30]';

const commandArguments = z.object({ table: z.string().min(1), days: z.coerce.number().int().min(1).max(365) });

await runCommand(async () => {
  const { table, days } = readArguments();
  const wanted = countWanted(await requestsOfLastDays(table, days, new Date()));
  if (wanted.length > 0) console.table(wanted);
  else console.log(`No subject was looked for by ${FEWEST_PEOPLE} people or more.`);
});

function readArguments() {
  const options = { table: { type: 'string' }, days: { type: 'string', default: '30' } } as const;
  try {
    return commandArguments.parse(parseArgs({ options }).values);
  } catch {
    throw new CommandError(USAGE);
  }
}

async function requestsOfLastDays(name: string, days: number, now: Date): Promise<RecordedRequest[]> {
  const table = openUsageTable(name);
  const today = londonDay(now);
  const requests: RecordedRequest[] = [];
  try {
    for (const day of daysFrom(addDays(today, 1 - days), today)) {
      requests.push(...(await requestsOfDay(table, { day, now })));
    }
    return requests;
  } catch (error) {
    throw new CommandError(
      `The table ${name} could not be read (${String(error)}). Are name, region and credentials right?`,
    );
  }
}
