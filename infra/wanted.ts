/**
 * `npm run wanted -- --table NAME [--days 30]`: what people looked for and did not find, by subject, from the requests
 * that the table has of the last days. A subject that fewer than five people looked for is not shown.
 */

import { parseArgs } from 'node:util';
import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { londonDay } from '../lambdas/usage/london-day.ts';
import { DAY_SHARDS } from '../lambdas/usage/usage-table.ts';
import { countWanted, FEWEST_TEXTERS } from '../lambdas/usage/wanted-subjects.ts';
import { CommandError, runCommand } from './command.ts';

const USAGE = 'Name the table: npm run wanted -- --table NAME [--days 30]';
const DAY_MS = 24 * 60 * 60 * 1000;

const commandArguments = z.object({ table: z.string().min(1), days: z.coerce.number().int().min(1).max(365) });
const requestItem = z
  .object({ pk: z.string(), expiresAt: z.number(), wanted: z.array(z.string()).default([]) })
  .transform(({ pk, ...rest }) => ({ texter: pk, ...rest }));

await runCommand(async () => {
  const { table, days } = readArguments();
  const client = new DynamoDBClient();
  const now = new Date();
  const requests = [];
  for (let day = 0; day < days; day += 1) {
    requests.push(...(await requestsOfDay(client, table, londonDay(new Date(now.getTime() - day * DAY_MS)), now)));
  }
  const wanted = countWanted(requests);
  if (wanted.length > 0) console.table(wanted);
  else console.log(`No subject was looked for by ${FEWEST_TEXTERS} people or more.`);
});

function readArguments() {
  const options = { table: { type: 'string' }, days: { type: 'string', default: '30' } } as const;
  try {
    return commandArguments.parse(parseArgs({ options }).values);
  } catch {
    throw new CommandError(USAGE);
  }
}

async function requestsOfDay(client: DynamoDBClient, table: string, day: string, now: Date) {
  const requests = [];
  try {
    for (let shard = 0; shard < DAY_SHARDS; shard += 1) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'byDay',
          KeyConditionExpression: '#day = :day',
          ExpressionAttributeNames: { '#day': 'day' },
          ExpressionAttributeValues: { ':day': { S: `DAY#${day}#${shard}` } },
        },
      );
      for await (const { Items = [] } of pages)
        requests.push(...Items.map((item) => requestItem.parse(unmarshall(item))));
    }
  } catch (error) {
    throw new CommandError(
      `The table ${table} could not be read (${String(error)}). Are name, region and credentials right?`,
    );
  }
  // DynamoDB deletes what has expired days late.
  return requests.filter(({ expiresAt }) => expiresAt > now.getTime() / 1000);
}
