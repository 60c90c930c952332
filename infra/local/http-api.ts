/** What API Gateway's HTTP API does between the network and a Lambda: requests as events, results as responses. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { LocalLambda } from './lambda.ts';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
const lambdaResult = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** Functions by route key, such as `POST /sms`. */
export type Routes = ReadonlyMap<string, LocalLambda>;

/** Answers a request as the API would: from the function of its route, 404 without one, 500 when it fails. */
export async function answerFromApi(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  log: (printed: string) => void,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const routeKey = `${request.method} ${url.pathname}`;
  const lambda = routes.get(routeKey);
  if (!lambda) return respondWithMessage(response, 404, 'Not Found');

  const event = await toEvent(request, url, routeKey);
  const result = await lambda.invoke(event).catch((error: Error) => {
    log(`${routeKey} failed: ${error.message}\n`);
    return undefined;
  });
  const parsed = lambdaResult.safeParse(result);
  if (!parsed.success) return respondWithMessage(response, 500, 'Internal Server Error');

  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
  response.writeHead(statusCode).end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
}

/** Answers with JSON that has a message, as API Gateway does when it answers itself. */
export function respondWithMessage(response: ServerResponse, statusCode: number, message: string): void {
  response.writeHead(statusCode, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
}

async function toEvent(request: IncomingMessage, url: URL, routeKey: string): Promise<APIGatewayProxyEventV2> {
  const now = new Date();
  const { cookie, ...headers } = request.headers;
  const body = await buffer(request);
  const isText = /^(text\/|application\/(json|javascript|xml))/.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.split('; ') }),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}
