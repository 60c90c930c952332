/** What API Gateway's REST API does between the network and a Lambda that streams its answer. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { respondWithMessage } from './http-api.ts';
import type { LocalLambda } from './lambda.ts';

/** A method of a REST API: an address with its stage, or with all that is below it. */
export interface RestRoute {
  /** For example `/staff`, or `/staff/{proxy+}`. */
  path: string;
  lambda: LocalLambda;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
const responseHead = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
});

const BELOW = '/{proxy+}';

/** Answers from the function of a route; false when there is none for the address. */
export async function answerFromRestApi(
  routes: readonly RestRoute[],
  request: IncomingMessage,
  response: ServerResponse,
  log: (printed: string) => void,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = routes.find(({ path }) =>
    path.endsWith(BELOW) ? url.pathname.startsWith(path.slice(0, -BELOW.length + 1)) : url.pathname === path,
  );
  if (!route) return false;

  const event = await toEvent(request, url, route.path);
  const stream = {
    head(given: unknown) {
      const { statusCode, headers, cookies } = responseHead.parse(given);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
      response.writeHead(statusCode);
    },
    chunk: (chunk: Uint8Array) => void response.write(chunk),
  };
  try {
    await route.lambda.invoke(event, stream);
    if (!response.headersSent) throw new Error('The answer has no body, so its head was lost');
    response.end();
  } catch (error) {
    log(`${route.path} failed: ${String(error)}\n`);
    if (!response.headersSent) respondWithMessage(response, 502, 'Internal server error');
    // What has begun cannot be taken back, but must not look whole.
    else response.destroy();
  }
  return true;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
async function toEvent(request: IncomingMessage, url: URL, route: string): Promise<APIGatewayProxyEvent> {
  const stage = `/${route.split('/')[1]}`;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? []].flat()]),
  );
  const query = Map.groupBy(url.searchParams, ([name]) => name);
  const body = await buffer(request);
  return {
    resource: route.slice(stage.length) || '/',
    path: url.pathname.slice(stage.length) || '/',
    httpMethod: request.method ?? 'GET',
    headers: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    multiValueQueryStringParameters: Object.fromEntries(
      [...query].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]),
    ),
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      authorizer: undefined,
      domainName: request.headers.host ?? 'localhost',
      httpMethod: request.method ?? 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.socket.remoteAddress ?? '',
        user: null,
        userAgent: request.headers['user-agent'] ?? null,
        userArn: null,
      },
      path: url.pathname,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: randomUUID(),
      requestTimeEpoch: Date.now(),
      resourceId: 'local',
      resourcePath: route.slice(stage.length) || '/',
      stage: stage.slice(1),
    },
    body: body.length > 0 ? body.toString('base64') : null,
    isBase64Encoded: body.length > 0,
  };
}
