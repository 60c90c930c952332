import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLambda } from '../../../infra/local/lambda.ts';
import { answerFromRestApi } from '../../../infra/local/rest-api.ts';
import { serviceForThisTest } from '../../support/running-service.ts';

/** The address of a gateway in front of a function that streams, with this as its code. */
async function gatewayTo(code: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'streaming-'));
  writeFileSync(join(folder, 'index.mjs'), code);
  const lambda = startLambda({
    folder,
    handler: 'index.handler',
    environment: {},
    timeoutMs: 500,
    maxInstances: 1,
    log: () => {},
  });
  const routes = [{ path: '/staff', lambda }];
  const server = createServer((request, response) => void answerFromRestApi(routes, request, response, () => {}));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await lambda.close();
    rmSync(folder, { recursive: true });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/staff`;
}

const answering = (body: string) => `
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 303, headers: { location: '/there' } });
  ${body}
});`;

describe('the gateway streams as API Gateway does', () => {
  it('an answer that has a body and is ended', async () => {
    const response = await fetch(await gatewayTo(answering(`out.write('Go '); out.end('there');`)), {
      redirect: 'manual',
    });
    expect([response.status, response.headers.get('location'), await response.text()]).toEqual([
      303,
      '/there',
      'Go there',
    ]);
  });

  it('so an answer without a body loses its head', async () => {
    const response = await fetch(await gatewayTo(answering('out.end();')), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([502, null]);
  });

  it('and an answer that the function leaves open is not ended for it, but broken off', async () => {
    const response = await fetch(await gatewayTo(answering(`out.write('Go');`)), { redirect: 'manual' });
    await expect(response.text()).rejects.toThrow();
  });
});

describe('the staff pages', () => {
  it('have a body in every redirect, and answer HEAD as they answer GET', async () => {
    const { url } = await serviceForThisTest();
    for (const method of ['GET', 'HEAD']) {
      const response = await fetch(`${url}/staff`, { method, redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([303, `${url}/staff/sign-in?to=%2Fstaff`]);
      if (method === 'GET') expect(await response.text()).toContain('/staff/sign-in');
    }
  });
});
