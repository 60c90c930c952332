/** DynamoDB as a function sees it: a proxy in front of the engine enforces the function's role. */

import { once } from 'node:events';
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { accessesOf, isAllowed, type Permissions } from './access.ts';
import { LOCAL_CREDENTIALS } from './dynamodb.ts';

export interface GuardedEndpoint {
  endpoint: string;
  close(): Promise<void>;
}

/** The access key that a request was signed with, which is the function's id. */
export function callerOf({ headers }: IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** AWS's answer to a call that a role does not allow. */
export function denyAccess(response: ServerResponse, caller: string, action: string, resource: string): void {
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }));
}

/** Lets a call through if the function that signed it may make it, and denies it otherwise. */
export async function guardDynamoDb(engine: string, permissions: Permissions): Promise<GuardedEndpoint> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    const body = await buffer(request);
    const caller = callerOf(request);
    const call = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const denied = accessesOf(call, JSON.parse(body.toString())).find((one) => !isAllowed(permissions, caller, one));
    if (denied) return denyAccess(response, caller, denied.action, denied.resource);
    forward(engine, agent, request, body, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
      await once(server, 'close');
    },
  };
}

function forward(engine: string, agent: Agent, from: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const { authorization, host: _, ...headers } = from.headers;
  // An engine may separate tables by access key.
  const signed = authorization?.replace(/Credential=[^/]+/, `Credential=${LOCAL_CREDENTIALS.accessKeyId}`);
  const forwarded = httpRequest(engine, { agent, method: 'POST', headers: { ...headers, authorization: signed } });
  forwarded.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  // A caller that has given up must not leave its call waiting at the engine.
  response.on('close', () => forwarded.destroy());
  forwarded.end(body);
}
