/** What memory the roll-up of one busy day takes, in a process of its own. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { createTable, LOCAL_CREDENTIALS, LOCAL_REGION, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { ofType } from '../../infra/local/read-template.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { addDays, londonDay } from '../../lambdas/usage/london-day.ts';
import { requestItem } from '../../lambdas/usage/record-request.ts';

const TABLE = 'Usage';
const BATCH = 25;
const AT_ONCE = 4;

/** @param requests how many of the day; each person sends four */
export async function measureRollUp(stack: SynthesizedStack, requests: number): Promise<{ rollUpMb: number }> {
  const engine = await startDynamoDb({});
  for (const [, { Properties }] of ofType(stack, 'AWS::DynamoDB::Table'))
    await createTable(engine.client, TABLE, Properties);
  const yesterday = Date.parse(`${addDays(londonDay(new Date()), -1)}T12:00:00Z`);
  let next = 0;
  const write = async () => {
    while (next < requests) {
      const from = next;
      next += BATCH;
      const puts = Array.from({ length: Math.min(BATCH, requests - from) }, (_, at) => {
        const request = requestWith(from + at, new Date(yesterday + from));
        return { PutRequest: { Item: marshall(requestItem(request, 30), { removeUndefinedValues: true }) } };
      });
      await engine.client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: puts } }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  const script = fileURLToPath(new URL('roll-up-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, TABLE], {
    env: {
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: LOCAL_REGION,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    },
  });
  await engine.close();
  return { rollUpMb: Math.round(Number(stdout)) };
}

function requestWith(index: number, at: Date) {
  return {
    texter: `texter-${Math.floor(index / 4)}`.padEnd(43, '-'),
    messageSid: `SM${index.toString(16).padStart(32, '0')}`,
    at,
    outcome: 'topic' as const,
    reply: { kind: 'text' as const, topic: 'care', text: 1 },
    segments: 1,
  };
}
