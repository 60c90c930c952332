/** Every few minutes, counts the requests of each day that is not settled yet (`lambdas/usage/roll-ups.ts`). */

import { parseEnvironment, rollUpEnvironment } from './aws/environment.ts';
import { rollUpDays } from './usage/roll-ups.ts';
import { openUsageTable } from './usage/usage-table.ts';

const environment = parseEnvironment(rollUpEnvironment, process.env);
const table = openUsageTable(environment.TABLE_NAME);

export async function handler(): Promise<{ days: string[] }> {
  return { days: await rollUpDays(table, new Date(), Number(environment.RETENTION_DAYS)) };
}
