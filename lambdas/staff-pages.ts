/** Serves the staff pages: passes in the environment, secrets and files, and streams each response. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { APIGatewayProxyEvent, StreamifyHandler } from 'aws-lambda';
import { Hono } from 'hono';
import { streamHandle } from 'hono/aws-lambda';
import * as z from 'zod/mini';
import type { DescribedText, Letter, Measured } from '../content/letter.ts';
import { cachedSecret } from './aws/cached-secret.ts';
import { parseEnvironment, staffPagesEnvironment } from './aws/environment.ts';
import { isReadableEvent } from './aws/is-readable-event.ts';
import { logFault } from './aws/log-fault.ts';
import { refreshingCache } from './aws/refreshing-cache.ts';
import { STYLESHEET_PATH } from './staff/addresses.ts';
import { createStaffApp } from './staff/create-staff-app.tsx';
import { footerLinks } from './staff/footer-links.ts';
import { sealingKey } from './staff/session.ts';
import { discoverProvider } from './staff/sign-in.ts';
import type { Sentences } from './understanding/open-sentences.ts';
import { parseTexterKey } from './usage/texter-reference.ts';
import { openUsageTable } from './usage/usage-table.ts';

/** How long we cache the provider's configuration and the client's secret, in milliseconds. */
const PROVIDER_KEPT_MS = 5 * 60 * 1000;

const environment = parseEnvironment(staffPagesEnvironment, process.env);
const besideThis = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const letter: Letter = JSON.parse(besideThis('letter.json'));
const otherLetters: Letter[] = JSON.parse(besideThis('other-letters.json'));
const texts: DescribedText[] = JSON.parse(besideThis('texts.json'));
const measured: Measured | null = JSON.parse(besideThis('measured.json'));
const stylesheet = besideThis('staff.css');
const version = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

const clientSecret = cachedSecret(
  environment.OIDC_CLIENT_SECRET,
  'client secret',
  (secret) => z.object({ clientSecret: z.string() }).parse(JSON.parse(secret)).clientSecret,
);
const provider = refreshingCache(
  async () =>
    discoverProvider(environment.OIDC_ISSUER, environment.OIDC_CLIENT_ID, await clientSecret(PROVIDER_KEPT_MS)),
  Date.now,
  (error) => logFault('OpenID provider not read again', { error }),
);

let sentences: Sentences | undefined;

const app = createStaffApp(
  {
    table: openUsageTable(environment.TABLE_NAME),
    letter,
    otherLetters,
    texts,
    measured: measured ?? undefined,
    understand,
    frame: {
      stylesheet: `${STYLESHEET_PATH}?v=${version}`,
      links: footerLinks({
        accessibilityStatement: environment.ACCESSIBILITY_STATEMENT,
        privacyNotice: environment.PRIVACY_NOTICE,
        contact: environment.STAFF_CONTACT,
      }),
    },
    origin: environment.STAFF_ORIGIN,
    roles: { claim: environment.ROLE_CLAIM, staff: environment.STAFF_ROLE, manager: environment.MANAGER_ROLE },
    retentionDays: Number(environment.RETENTION_DAYS),
    price: {
      perSegment: Number(environment.SEGMENT_PRICE),
      perInbound: Number(environment.INBOUND_PRICE),
      currency: environment.CURRENCY,
    },
    provider: () => provider(PROVIDER_KEPT_MS),
    sealingKey: cachedSecret(environment.SESSION_KEY_SECRET, 'session key', sealingKey),
    texterKey: cachedSecret(environment.TEXTER_KEY_SECRET, 'texter key', parseTexterKey),
    now: () => new Date(),
    logFault,
  },
  stylesheet,
);

/** Understands a text as the webhook does. We load the heavy parts when somebody first tries a sentence. */
async function understand(text: string) {
  const message = { body: text };
  const { understandExactly } = await import('./understanding/understand-exactly.ts');
  const exact = understandExactly(message, {}, letter);
  if (exact) return { understanding: exact, likeliest: [] };
  const { openEncoder, openSentences } = await import('./understanding/open-sentences.ts');
  const bundle = new URL('.', import.meta.url);
  sentences ??= openSentences(bundle, letter, openEncoder(bundle), (error) =>
    logFault('understood without the encoder', { error }),
  );
  return await sentences.explain(message);
}

const asStreamed = new Hono<{ Bindings: { event: APIGatewayProxyEvent } }>();
asStreamed.fetch = async (request, environment) => {
  const url = new URL(request.url);
  // Use the path that was called: API Gateway leaves the stage out of an event's path if the API has no domain name.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
  if (environment && 'event' in environment) url.pathname = environment.event.requestContext.path;
  const response = await app.fetch(new Request(url, request));
  // Redirects and answers to HEAD have no body, and without one hono loses the status and headers when it streams:
  // https://github.com/honojs/hono/issues/2401
  return response.body ? response : new Response(`${response.headers.get('Location') ?? ''}\n`, response);
};

// Hono's type leaves out the stream. The decorator only marks a handler, so this is still hono's own.
const answerReadable = streamHandle(asStreamed) as unknown as StreamifyHandler<APIGatewayProxyEvent, void>;

export const handler = awslambda.streamifyResponse<APIGatewayProxyEvent>(async (event, stream, context) => {
  if (isReadableEvent(event)) return answerReadable(event, stream, context);
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  const refusal = awslambda.HttpResponseStream.from(stream, { statusCode: 400, headers, cookies: [] });
  refusal.end('This request cannot be read. Open the page again by its address.\n');
  return await finished(refusal);
});
