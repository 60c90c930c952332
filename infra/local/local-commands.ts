/** What commands ask of the running service: where its table is, and to run now what runs by schedule. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { INBOUND_SMS_PATH } from '../../lambdas/aws/routes.ts';
import { respondWithMessage } from './http-api.ts';
import type { LocalStack } from './local-stack.ts';

const COMMANDS: Record<string, (stack: LocalStack) => Promise<unknown>> = {
  'GET /local/table': describeTable,
  'POST /local/roll-up': rollUp,
};

/** Answers a command's request; false when it is none. */
export async function answerCommand(
  stack: LocalStack,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const answer = COMMANDS[`${request.method} ${pathname}`];
  if (!answer) return false;
  // A page of another name that leads to this machine must not read the key.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')) {
    respondWithMessage(response, 403, 'For commands on this machine only.');
    return true;
  }
  const body = JSON.stringify(await answer(stack));
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(body);
  return true;
}

async function describeTable({ environmentOf, secrets, dynamoDbEndpoint }: LocalStack) {
  const { TABLE_NAME, RETENTION_DAYS, TEXTER_KEY_SECRET = '' } = environmentOf(`POST ${INBOUND_SMS_PATH}`);
  return {
    endpoint: dynamoDbEndpoint,
    tableName: TABLE_NAME,
    retentionDays: Number(RETENTION_DAYS),
    texterKey: secrets.get(TEXTER_KEY_SECRET),
  };
}

async function rollUp(stack: LocalStack) {
  const [result] = await stack.runScheduled();
  return result;
}
