/**
 * `npm run put-back -- --table NAME < log`: records the requests that the table did not take at the time. Each is in
 * the function's log, under the fault "request not recorded"; all else is passed over. The log is what
 * `aws logs filter-log-events` prints, or its lines alone.
 */

import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { londonDay } from '../lambdas/usage/london-day.ts';
import { readErasures } from '../lambdas/usage/read-stored.ts';
import { requestItem } from '../lambdas/usage/record-request.ts';
import { outcome, type Request, recordedReply } from '../lambdas/usage/request.ts';
import { unsettleDay } from '../lambdas/usage/roll-ups.ts';
import { CommandError, runCommand } from './command.ts';

const FAULT = 'request not recorded';
const USAGE =
  'Name the table and give the log on standard input: npm run put-back -- --table NAME [--retention-days 30] < log';

const commandArguments = z.object({ table: z.string().min(1), 'retention-days': z.coerce.number().int().min(1) });

// As `logFault` writes it: JSON, the moment in ISO 8601.
const loggedRequest: z.ZodType<Request> = z.object({
  texter: z.string(),
  messageSid: z.string(),
  at: z.coerce.date(),
  outcome,
  wanted: z.array(z.string()).optional(),
  reply: recordedReply,
  segments: z.number(),
});

await runCommand(async () => {
  const { table, 'retention-days': retentionDays } = readArguments();
  const log = await text(process.stdin);
  const requests = [...unrecordedRequests(log)];

  const client = new DynamoDBClient();
  // Whoever was erased since may be among them, and that is recorded without saying who.
  const [erasure] = await readErasures({ client, name: table }, 1, new Date()).catch((error: unknown) => {
    throw new CommandError(
      `The table ${table} could not be read (${String(error)}). Are name, region and credentials right?`,
    );
  });
  const later = requests.filter(({ at }) => !erasure || at > erasure.at);
  const recorded: Request[] = [];
  for (const request of later) {
    if (await isNewlyRecorded(client, table, requestItem(request, retentionDays))) recorded.push(request);
  }
  for (const day of new Set(recorded.map(({ at }) => londonDay(at)))) await unsettleDay({ client, name: table }, day);
  console.log(`${recorded.length} recorded, ${later.length - recorded.length} there already.`);
  const left = requests.length - later.length;
  if (left > 0) console.log(`${left} left out: they are older than the last erasure, and may be of who was erased.`);
  const unread = log.split(FAULT).length - 1 - requests.length;
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

async function isNewlyRecorded(client: DynamoDBClient, table: string, item: Record<string, unknown>): Promise<boolean> {
  try {
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await client.send(new PutItemCommand({ TableName: table, Item: marshall(item), ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw new CommandError(
      `The table ${table} did not take it (${String(error)}). Are name, region and credentials right?`,
    );
  }
}

/**
 * The requests in a log, however it is wrapped: Lambda puts what a function prints into a `message`, and the CLI puts
 * each line into one of its `events`.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
function* unrecordedRequests(log: unknown): Generator<Request> {
  if (typeof log === 'string') {
    const inside = parseJson(log.slice(Math.max(0, log.indexOf('{'))));
    if (inside !== undefined) yield* unrecordedRequests(inside);
    else if (log.includes('\n')) for (const line of log.split('\n')) yield* unrecordedRequests(line);
  } else if (Array.isArray(log)) {
    for (const one of log) yield* unrecordedRequests(one);
  } else if (typeof log === 'object' && log !== null) {
    const request =
      'fault' in log && log.fault === FAULT && 'request' in log ? loggedRequest.safeParse(log.request) : undefined;
    if (request?.success) yield request.data;
    if ('message' in log) yield* unrecordedRequests(log.message);
    if ('events' in log) yield* unrecordedRequests(log.events);
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
