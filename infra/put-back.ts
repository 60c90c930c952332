/**
 * `npm run put-back -- --table NAME < lines`: records the requests that the table did not take at the time. Each is in
 * the function's log, as a line with the fault "request not recorded"; lines of other kinds are passed over.
 */

import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type Request, recordedReply } from '../lambdas/usage/request.ts';
import { requestItem } from '../lambdas/usage/usage-table.ts';

const USAGE =
  'Name the table and give the log on standard input: npm run put-back -- --table NAME [--retention-days 30] < lines';

// As `logFault` writes it: JSON, the moment in ISO 8601.
const loggedRequest: z.ZodType<Request> = z.object({
  texter: z.string(),
  messageSid: z.string(),
  at: z.coerce.date(),
  outcome: z.custom<Request['outcome']>((outcome) => typeof outcome === 'string'),
  reply: recordedReply,
  segments: z.number(),
});

function readArguments() {
  const options = { table: { type: 'string' }, 'retention-days': { type: 'string', default: '30' } } as const;
  try {
    return parseArgs({ options }).values;
  } catch {
    return { 'retention-days': '30' };
  }
}

async function putBack(table: string, retentionDays: number): Promise<void> {
  const client = new DynamoDBClient();
  let recorded = 0;
  let recordedBefore = 0;
  for (const line of (await text(process.stdin)).split('\n')) {
    const request = readUnrecordedRequest(line);
    if (!request) continue;
    const item = marshall(requestItem(request, retentionDays));
    try {
      await client.send(
        new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
      recorded += 1;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      recordedBefore += 1;
    }
  }
  console.log(`${recorded} recorded, ${recordedBefore} there already.`);
}

// Lambda wraps what a function prints: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
function readUnrecordedRequest(line: string) {
  const start = line.indexOf('{');
  const logged = parseJson(line.slice(start));
  const fault = typeof logged?.['message'] === 'string' ? parseJson(logged['message']) : logged;
  return fault?.['fault'] === 'request not recorded' ? loggedRequest.parse(fault['request']) : undefined;
}

function parseJson(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const { table, 'retention-days': retentionDays } = readArguments();
if (table) await putBack(table, Number(retentionDays));
else {
  console.error(USAGE);
  process.exitCode = 1;
}
