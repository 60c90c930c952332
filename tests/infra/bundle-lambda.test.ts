/** What the bundles leave out of DynamoDB's client must not change what is sent, but for the SDK's own name. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildCode } from '../../infra/bundle-lambda.ts';
import { type SignedCall, signedCall } from '../support/signed-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundled-'));
let bundledCall: typeof signedCall;
beforeAll(async () => {
  buildCode({ index: fileURLToPath(new URL('../support/signed-call.ts', import.meta.url)) }, folder, true);
  bundledCall = (await import(pathToFileURL(join(folder, 'index.mjs')).href)).signedCall;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// As Lambda sets it.
beforeEach(() => {
  vi.unstubAllEnvs();
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', undefined);
});

/** Without what differs from call to call, and without the SDK's name. */
function compared({ headers, ...call }: SignedCall) {
  const { authorization = '', ...others } = headers;
  const changing = ['user-agent', 'x-amz-user-agent', 'amz-sdk-invocation-id', 'x-amz-date'];
  return {
    ...call,
    headers: Object.fromEntries(Object.entries(others).filter(([name]) => !changing.includes(name))),
    scope: /Credential=\w+\/\d+\/([^,]+)/.exec(authorization)?.[1],
    signed: /SignedHeaders=([^,]+)/
      .exec(authorization)?.[1]
      ?.split(';')
      .filter((name) => name !== 'x-amz-user-agent'),
  };
}

describe('the client in a Lambda’s bundle', () => {
  it('asks the DynamoDB of its region', async () => {
    const { protocol, hostname, headers } = await bundledCall();
    expect({ protocol, hostname }).toEqual({ protocol: 'https:', hostname: 'dynamodb.eu-west-2.amazonaws.com' });
    expect(headers['host']).toBe(hostname);
  });

  it.each([
    ['of the region', undefined],
    ['that the environment names', 'http://127.0.0.1:3201'],
    ['that has a path', 'https://table.example.org/dynamodb'],
  ])('sends to the endpoint %s what the whole SDK sends', async (_, endpoint) => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
    expect(compared(await bundledCall())).toEqual(compared(await signedCall()));
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_REGION'])('sends nothing without %s', async (name) => {
    vi.stubEnv(name, undefined);
    await expect(bundledCall()).rejects.toThrow(/did not get as far/);
  });
});
