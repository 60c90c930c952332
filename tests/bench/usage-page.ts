/**
 * `npm run bench`: what Usage of 90 days takes with 100,000 requests over what it takes with 1,000, as a ratio of
 * medians in one run, and how many items it reads. The whole page, as staff get it, from a service that was seeded.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { type LocalService, startService } from '../../infra/local/service.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { addDays, londonDay } from '../../lambdas/usage/london-day.ts';
import { readUsage } from '../../lambdas/usage/usage-of-period.ts';
import { signInByHttp } from '../support/sign-in-by-http.ts';
import { median } from './median.ts';

const RUNS = 31;
const DAYS = 90;
const SIZES = [1000, 100_000];

const folder = mkdtempSync(join(tmpdir(), 'letter-texts-bench-'));
const stack = await synthesize(folder);
const seeded = [];
for (const requests of SIZES) {
  const service = await startService(stack, parseLocalEnvironment({ PORT: '0' }), (printed) =>
    process.stderr.write(printed),
  );
  const args = ['infra/local/seed.ts', '--requests', String(requests), '--days', String(DAYS)];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, PORT: new URL(service.url).port } });
  seeded.push({ requests, service, cookie: await signInByHttp(service.url, 'staff'), times: [] as number[] });
}
// In turns, so that whatever else the machine does falls on all of them.
for (let run = 0; run < RUNS; run += 1) {
  for (const { service, cookie, times } of seeded) {
    const began = performance.now();
    const response = await fetch(`${service.url}/staff?days=${DAYS}`, { headers: { cookie }, redirect: 'manual' });
    await response.text();
    if (response.status !== 200) throw new Error(`Usage answered ${response.status}`);
    times.push(performance.now() - began);
  }
}
const rows = [];
for (const { requests, service, times } of seeded) {
  rows.push({ requests, items: await countItems(service), ms: Number(median(times).toFixed(1)) });
  await service.close();
}
rmSync(folder, { recursive: true, force: true });
const base = rows[0]?.ms ?? 1;
console.table(rows.map(({ requests, items, ms }) => ({ requests, items, ratio: Number((ms / base).toFixed(2)), ms })));

/** How many items the table reads for the page. */
async function countItems({ stack: { dynamoDb, environmentOf } }: LocalService): Promise<number> {
  let items = 0;
  dynamoDb.middlewareStack.add((next) => async (args) => {
    const result = await next(args);
    if ('ScannedCount' in result.output) items += result.output.ScannedCount ?? 0;
    return result;
  });
  const now = new Date();
  const today = londonDay(now);
  const table = { client: dynamoDb, name: environmentOf('POST /sms')['TABLE_NAME'] ?? '' };
  await readUsage(table, { first: addDays(today, 1 - DAYS), last: today }, now);
  return items;
}
