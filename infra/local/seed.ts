/**
 * `npm run seed -- --requests 100000 --days 90`: fills the running service's table with made-up requests and counts them,
 * so that the staff pages have something to show. What is older than requests are kept is only counted. What is in the
 * table already stays, but for the counts of such days.
 */

import { parseArgs } from 'node:util';
import { BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import * as z from 'zod';
import { STAFF_PATH } from '../../lambdas/aws/routes.ts';
import { startCounting } from '../../lambdas/usage/day-counts.ts';
import { deliveryRank } from '../../lambdas/usage/delivery.ts';
import { addDays, daysFrom, londonDay } from '../../lambdas/usage/london-day.ts';
import type { RecordedRequest } from '../../lambdas/usage/read-requests.ts';
import { requestItem } from '../../lambdas/usage/record-request.ts';
import { rollUpDays, unsettleDay, writeRollUp } from '../../lambdas/usage/roll-ups.ts';
import { texterReference } from '../../lambdas/usage/texter-reference.ts';
import type { UsageTable } from '../../lambdas/usage/usage-table.ts';
import { CommandError, runCommand } from '../command.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './dynamodb.ts';
import { madeUpRequests } from './seed/made-up-requests.ts';
import { buildServedLetter } from './served-letter.ts';
import { serviceUrl } from './started-service.ts';

const USAGE =
  'Write how many requests, 1 to 1000000, over how many days, 1 to 366: npm run seed -- [--requests 1000] [--days 30]';

/** Always the same, so that two runs at one moment make the same requests. */
const RANDOM_SEED = 2021;

/** How many items one call takes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH_SIZE = 25;
/** The embedded engine writes one batch after the other: all that helps is that the next one is ready. */
const BATCHES_AT_ONCE = 2;

const ANSWER_TIME_MS = 5000;
const PROGRESS_EVERY_MS = 5000;

const commandArguments = z.object({
  requests: z.coerce.number().int().min(1).max(1_000_000),
  days: z.coerce.number().int().min(1).max(366),
});

/** What `GET /local/table` of the running service tells. */
const localTable = z.object({
  endpoint: z.url(),
  tableName: z.string(),
  texterKey: z.string(),
  retentionDays: z.number(),
});

await runCommand(async () => {
  const { requests, days } = readArguments();
  const url = serviceUrl(process.env);
  const { endpoint, tableName, texterKey, retentionDays } = await askForTable(url);
  const client = new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  const table = { client, name: tableName };
  const { letter } = buildServedLetter();
  const began = performance.now();
  const now = new Date();

  const madeUp = madeUpRequests({
    requests,
    days,
    now,
    random: xoroshiro128plus(RANDOM_SEED),
    texterOf: (number) => texterReference(number, texterKey),
    topics: letter.topics.map(({ id, texts }) => ({ id, texts: texts.length })),
    wantedSubjects: Object.keys(letter.wanted),
  });
  const today = londonDay(now);
  const keptFrom = addDays(today, 1 - retentionDays);
  // As after so many days: of what is older than requests are kept, there are counts alone.
  const older = new Map<string, ReturnType<typeof startCounting>>();
  await writeAll(table, withProgress(putRequests(countOlder(madeUp, keptFrom, older), retentionDays), requests));
  for (const [day, counting] of older) {
    await writeRollUp(table, { of: day, counts: counting.counts(), countedUntil: now });
  }
  const first = addDays(today, 1 - Math.min(days, retentionDays));
  for (const day of daysFrom(first, today)) await unsettleDay(table, day);
  // The clock is read again: the service may have counted meanwhile, and what was counted last stands.
  await rollUpDays(table, new Date(), days);
  client.destroy();

  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${written(requests)} requests over ${days} ${days === 1 ? 'day' : 'days'} made and counted in ${seconds} s. Usage shows them: ${url}${STAFF_PATH}`,
  );
});

function readArguments() {
  const options = {
    requests: { type: 'string', default: '1000' },
    days: { type: 'string', default: '30' },
  } as const;
  try {
    return commandArguments.parse(parseArgs({ options }).values);
  } catch {
    throw new CommandError(USAGE);
  }
}

async function askForTable(url: string): Promise<z.infer<typeof localTable>> {
  const response = await fetch(`${url}/local/table`, { signal: AbortSignal.timeout(ANSWER_TIME_MS) }).catch(
    (error: Error) => {
      if (error.name === 'TimeoutError') return undefined;
      throw new CommandError(
        `Nothing listens at ${url}. Start the service in another terminal (npm start), or set PORT to where it is.`,
      );
    },
  );
  const told = localTable.safeParse(response?.ok ? await response.json().catch(() => undefined) : undefined);
  if (told.success) return told.data;
  throw new CommandError(`${url} does not tell its table. Is it this service? Set PORT to where it is.`);
}

/** Counts the requests of days before one, and gives on the others. */
function* countOlder(
  requests: Iterable<RecordedRequest>,
  keptFrom: string,
  older: Map<string, ReturnType<typeof startCounting>>,
): Generator<RecordedRequest> {
  for (const request of requests) {
    const day = londonDay(request.at);
    if (day >= keptFrom) {
      yield request;
      continue;
    }
    const counting = older.get(day) ?? startCounting();
    older.set(day, counting);
    counting.add(request);
  }
}

function* putRequests(requests: Iterable<RecordedRequest>, keptDays: number): Generator<WriteRequest> {
  for (const request of requests) {
    const { delivery } = request;
    // As `recordDelivery` writes it.
    const reported = delivery && { delivery, deliveryRank: deliveryRank(delivery.status) };
    yield { PutRequest: { Item: marshall({ ...requestItem(request, keptDays), ...reported }) } };
  }
}

/** Writes in batches, several at a time. */
async function writeAll(table: UsageTable, writes: Iterable<WriteRequest>): Promise<void> {
  // One iterator for all: each batch is taken once.
  const batches = batchesOf(writes);
  const writeBatches = async () => {
    for (const batch of batches) await writeBatch(table, batch);
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writeBatches));
}

function* batchesOf(writes: Iterable<WriteRequest>): Generator<WriteRequest[]> {
  let batch: WriteRequest[] = [];
  for (const write of writes) {
    if (batch.push(write) < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function writeBatch(table: UsageTable, batch: WriteRequest[]): Promise<void> {
  for (let left: WriteRequest[] | undefined = batch; left?.length; ) {
    const command: BatchWriteItemCommand = new BatchWriteItemCommand({ RequestItems: { [table.name]: left } });
    const { UnprocessedItems } = await table.client.send(command).catch((error: unknown) => {
      throw new CommandError(`The table did not take the requests (${String(error)}). Does the service still run?`);
    });
    left = UnprocessedItems?.[table.name];
  }
}

function* withProgress<Value>(values: Iterable<Value>, all: number): Generator<Value> {
  let done = 0;
  let next = performance.now() + PROGRESS_EVERY_MS;
  for (const value of values) {
    yield value;
    done += 1;
    if (performance.now() < next) continue;
    next += PROGRESS_EVERY_MS;
    console.log(`${written(done)} of ${written(all)} requests written`);
  }
}

/** @example written(100000) // '100,000' */
function written(count: number): string {
  return count.toLocaleString('en-GB');
}
