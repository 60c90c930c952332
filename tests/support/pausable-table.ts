/** A DynamoDB that can stop answering: a proxy in front of an engine, which takes requests and lets them hang. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';

export interface PausableTable {
  endpoint: string;
  pause(): void;
  resume(): void;
}

export async function pausableTableForThisTest(): Promise<PausableTable> {
  const engine = await startDynamoDb({});
  const { port } = new URL(engine.endpoint);
  const sockets = new Set<Socket>();
  let isPaused = false;
  const proxy = createServer((socket) => {
    const upstream = connect(Number(port), '127.0.0.1');
    for (const side of [socket, upstream]) {
      sockets.add(side);
      side.on('error', () => {});
      side.on('close', () => {
        socket.destroy();
        upstream.destroy();
      });
    }
    socket.on('data', (data) => !isPaused && upstream.write(data));
    upstream.on('data', (data) => socket.write(data));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(async () => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
    await engine.close();
  });
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
    },
  };
}
