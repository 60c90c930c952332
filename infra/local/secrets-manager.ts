/** A stand-in for Secrets Manager: the one call that the Lambdas make, at the endpoint their variable names. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { isAllowed, type Permissions } from './access.ts';
import { callerOf, denyAccess } from './guarded-dynamodb.ts';

const getSecretValueInput = z.object({ SecretId: z.string() });

export interface LocalSecretsManager {
  endpoint: string;
  close(): Promise<void>;
}

/** @param secrets the secrets' strings by their id */
export async function startSecretsManager(
  secrets: ReadonlyMap<string, string>,
  permissions: Permissions,
): Promise<LocalSecretsManager> {
  const server = createServer(async (request, response) => {
    const { SecretId = '' } = getSecretValueInput.safeParse(await json(request).catch(() => undefined)).data ?? {};
    const caller = callerOf(request);
    const access = { action: 'secretsmanager:GetSecretValue', resource: SecretId };
    if (!isAllowed(permissions, caller, access)) return denyAccess(response, caller, access.action, SecretId);
    const value = secrets.get(SecretId);
    response.writeHead(value === undefined ? 400 : 200, { 'Content-Type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(
        value === undefined
          ? { __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." }
          : { ARN: SecretId, Name: SecretId, SecretString: value },
      ),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
