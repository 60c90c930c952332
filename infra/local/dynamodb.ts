/** A real DynamoDB engine for the local run, with the template's tables in it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CommandError } from '../command.ts';

/** What every local client signs with; nothing local checks it. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
export const LOCAL_REGION = 'eu-west-2';

const READY_WITHIN_MS = 10_000;
const TABLE_WITHIN_MS = 10_000;

export interface LocalDynamoDb {
  endpoint: string;
  client: DynamoDBClient;
  close(): Promise<void>;
}

/**
 * Starts the embedded engine, or takes the one that runs already at `endpoint`.
 *
 * @param dataDir where the tables are kept; in memory when there is none
 * @throws CommandError when neither is there
 */
export async function startDynamoDb({
  dataDir,
  endpoint,
}: {
  dataDir?: string | undefined;
  endpoint?: string | undefined;
}): Promise<LocalDynamoDb> {
  if (endpoint) {
    const client = openClient(endpoint);
    return { endpoint, client, close: async () => client.destroy() };
  }
  const port = await findFreePort();
  if (dataDir) makeWritable(dataDir);
  const kept = dataDir ? ['--db-path', join(dataDir, 'dynamodb.sqlite')] : [];
  const engine = spawn(findEngine(), ['serve', '--port', String(port), ...kept], { stdio: 'ignore' });
  const ended = once(engine, 'exit');
  // Whatever ends this process must not leave the engine behind.
  const kill = () => engine.kill();
  process.once('exit', kill);
  const started = `http://127.0.0.1:${port}`;
  const client = openClient(started);
  await untilReady(client, ended);
  return {
    endpoint: started,
    client,
    async close() {
      client.destroy();
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

const tableProperties = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.enum(['PAY_PER_REQUEST']),
  GlobalSecondaryIndexes: z.array(
    z.object({
      IndexName: z.string(),
      KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
      Projection: z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY']) }),
    }),
  ),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
});

/**
 * Makes a table as the template describes it, unless it is there.
 *
 * @throws CommandError when the engine does not take it
 */
export async function createTable(client: DynamoDBClient, name: string, properties: unknown): Promise<void> {
  const { TimeToLiveSpecification, ...table } = tableProperties.parse(properties);
  try {
    await client.send(new CreateTableCommand({ TableName: name, ...table }), {
      abortSignal: AbortSignal.timeout(TABLE_WITHIN_MS),
    });
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw new CommandError(`The DynamoDB engine did not make the table ${name} (${String(error)}). Does it run?`);
  }
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
}

function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new CommandError(`DATA_DIR ${dataDir} cannot be written to (${String(error)}). Name another folder.`);
  }
}

function openClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
}

function findEngine(): string {
  const platform = `${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const engine = (() => {
    try {
      const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${platform}/package.json`);
      return join(dirname(manifest), file);
    } catch {
      return undefined;
    }
  })();
  if (engine && existsSync(engine)) return engine;
  throw new CommandError(
    `No embedded DynamoDB engine is installed for ${platform}. Start DynamoDB Local and set AWS_ENDPOINT_URL_DYNAMODB to its address, for example http://localhost:8000.`,
  );
}

async function untilReady(client: DynamoDBClient, ended: Promise<unknown>): Promise<void> {
  const isEnded = ended.then(() => true);
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; ) {
    const isReady = await client.send(new ListTablesCommand({})).then(
      () => true,
      () => false,
    );
    if (isReady) return;
    if (await Promise.race([isEnded, sleep(20, false)])) break;
  }
  throw new CommandError('The embedded DynamoDB engine did not start. Is DATA_DIR writable and used by nothing else?');
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port was given');
  return address.port;
}
