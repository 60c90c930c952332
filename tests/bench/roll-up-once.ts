/** Rolls the days of a table up, and prints the most memory that this process ever had, in MB. */

import { rollUpDays } from '../../lambdas/usage/roll-ups.ts';
import { openUsageTable } from '../../lambdas/usage/usage-table.ts';

const [, , name = ''] = process.argv;
await rollUpDays(openUsageTable(name), new Date(), 30);
console.log(process.resourceUsage().maxRSS / 1000);
process.exit();
