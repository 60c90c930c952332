import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restEvent } from '../support/rest-event.ts';
import { type RunningService, startTestService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

interface Answer {
  statusCode: number | undefined;
  words: string;
}

/** What the bundle streams for an event, as API Gateway would get it; rejects when the function fails. */
async function answerTo(event: APIGatewayProxyEvent): Promise<Answer> {
  let statusCode: number | undefined;
  const chunks: Uint8Array[] = [];
  await service.stack.restRoutes[0]?.lambda.invoke(event, {
    head: (head) => {
      statusCode = (head as { statusCode: number }).statusCode;
    },
    chunk: (chunk) => chunks.push(chunk),
  });
  return { statusCode, words: Buffer.concat(chunks).toString('utf8') };
}

describe('a request that cannot be read', () => {
  const domainName = (name: string) => ({ requestContext: { ...restEvent().requestContext, domainName: name } });

  it.each<[string, Partial<APIGatewayProxyEvent>]>([
    ['a GET with a body', { body: 'a=1' }],
    ['a HEAD with a body in base64', { httpMethod: 'HEAD', body: 'YT0x', isBase64Encoded: true }],
    ['a method that nobody may use', { httpMethod: 'TRACE' }],
    ['a header with a line break', { multiValueHeaders: { cookie: ['a=1\r\nb: 2'] } }],
    ['a header with a control character', { multiValueHeaders: { accept: ['text/\u0001html'] } }],
    ['a header in Greek', { multiValueHeaders: { 'user-agent': ['Περιηγητής'] } }],
    ['a header with half of an emoji', { headers: { accept: '\ud83d' } }],
    ['a header whose name is none', { multiValueHeaders: { 'not a name': ['1'] } }],
    ['a parameter with half of an emoji', { multiValueQueryStringParameters: { days: ['\ud83d'] } }],
    ['a parameter called so', { multiValueQueryStringParameters: { '\udc00': ['7'] } }],
    ['a path with half of an emoji', { path: '/\ud83d' }],
    ['a host with a space', domainName('staff example.org')],
    ['a host that is empty', domainName('')],
    ['a host with a port that is none', domainName('staff.example.org:port')],
  ])('gets 400 and a sentence: %s', async (_, parts) => {
    const { statusCode, words } = await answerTo(restEvent(parts));
    expect(statusCode).toBe(400);
    expect(words).toBe('This request cannot be read. Open the page again by its address.\n');
  });

  it('is told apart from one that can be: the next gets its page', async () => {
    await answerTo(restEvent({ body: 'a=1' }));
    expect(await answerTo(restEvent({ path: '/sign-in' }))).toMatchObject({ statusCode: 200 });
  });

  it('leaves nothing of itself in the log', async () => {
    await answerTo(restEvent({ multiValueHeaders: { 'user-agent': ['+447700900123\u0000'] } }));
    expect(service.printed()).not.toContain('7700900123');
  });

  it('is the only one that is refused so: whatever else comes is answered by the pages', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
        fc.dictionary(text, fc.array(text, { maxLength: 2 }), { maxKeys: 3 }),
        fc.option(text),
        async (httpMethod, multiValueQueryStringParameters, body) => {
          const hasBody = body && httpMethod !== 'GET' && httpMethod !== 'HEAD';
          const { statusCode } = await answerTo(
            restEvent({ httpMethod, multiValueQueryStringParameters, body: hasBody ? body : null }),
          );
          expect(statusCode).toBe(303);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a request that is odd but can be read', () => {
  it.each<[string, Partial<APIGatewayProxyEvent>]>([
    ['no header at all', { headers: {}, multiValueHeaders: {} }],
    ['no list of headers, as API Gateway’s console sends it', { multiValueHeaders: {}, headers: { accept: '*/*' } }],
    ['an accent in a header', { multiValueHeaders: { 'user-agent': ['Navigateur français'] } }],
    ['a tab in a header', { multiValueHeaders: { accept: ['text/html,\t*/*'] } }],
    ['an emoji in a parameter', { multiValueQueryStringParameters: { days: ['🙏'] } }],
  ])('is led to the sign-in: %s', async (_, parts) => {
    expect(await answerTo(restEvent(parts))).toMatchObject({ statusCode: 303 });
  });
});
