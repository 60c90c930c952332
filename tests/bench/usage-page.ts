/**
 * What Usage takes when a million requests are behind it, over what it takes with a thousand: the whole page, as staff get
 * it, in turns. Both tables have the same days. In the second each day's counts are a thousand times as high, which is all that
 * is left of finished days; so the page must not depend on how many there were.
 */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { type LocalService, startService } from '../../infra/local/service.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { addDays, londonDay } from '../../lambdas/usage/london-day.ts';
import { readUsage } from '../../lambdas/usage/usage-of-period.ts';
import { signInByHttp } from '../support/sign-in-by-http.ts';
import { median } from './median.ts';

const RUNS = 31;
const DAYS = 90;
const REQUESTS = 1000;
const TIMES = [1, 1000];

export interface UsagePage {
  usageMillionToThousand: number;
  /** Items that the table reads for the page, with a thousand and with a million. */
  usageItems: number[];
}

export async function measureUsagePage(stack: SynthesizedStack): Promise<UsagePage> {
  const seeded = [];
  for (const times of TIMES) {
    const service = await startService(stack, parseLocalEnvironment({ PORT: '0' }), (printed) =>
      process.stderr.write(printed),
    );
    const args = ['infra/local/seed.ts', '--requests', String(REQUESTS), '--days', String(DAYS)];
    await promisify(execFile)(process.execPath, args, { env: { ...process.env, PORT: new URL(service.url).port } });
    await multiplyCounts(service, times);
    seeded.push({ service, cookie: await signInByHttp(service.url, 'staff'), taken: [] as number[] });
  }
  for (let run = 0; run < RUNS; run += 1) {
    for (const { service, cookie, taken } of seeded) {
      const began = performance.now();
      const response = await fetch(`${service.url}/staff?days=${DAYS}`, { headers: { cookie }, redirect: 'manual' });
      await response.text();
      if (response.status !== 200) throw new Error(`Usage answered ${response.status}`);
      taken.push(performance.now() - began);
    }
  }
  const usageItems = [];
  for (const { service } of seeded) {
    usageItems.push(await countItems(service));
    await service.close();
  }
  const [thousand = Number.NaN, million = Number.NaN] = seeded.map(({ taken }) => median(taken));
  return { usageMillionToThousand: Number((million / thousand).toFixed(2)), usageItems };
}

async function multiplyCounts({ stack }: LocalService, times: number): Promise<void> {
  const TableName = stack.environmentOf('POST /sms')['TABLE_NAME'] ?? '';
  const { Items = [] } = await stack.dynamoDb.send(new ScanCommand({ TableName }));
  for (const item of Items.map((one) => unmarshall(one)).filter(({ pk }) => String(pk).startsWith('USAGE#'))) {
    const multiplied = (json: string) =>
      JSON.stringify(JSON.parse(json), (_, value) => (typeof value === 'number' ? value * times : value));
    const { counts, days } = item;
    const Item = { ...item, counts: multiplied(counts), ...(days && { days: multiplied(days) }) };
    await stack.dynamoDb.send(new PutItemCommand({ TableName, Item: marshall(Item) }));
  }
}

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
