/** Throws odd inputs at the real bundles, on a real table, and says which answers must not be. */

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { type LocalService, startService } from '../../infra/local/service.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { newMessageSid, readTwiml } from '../../infra/local/twilio-phone.ts';
import { type Role, seal, sealingKey } from '../../lambdas/staff/session.ts';
import { median } from '../bench/median.ts';
import { isSignedRightly, type OddForm, oddForm, eventOf as webhookEventOf } from './odd-forms.ts';
import { oddRequest, eventOf as staffEventOf } from './odd-requests.ts';
import { ofLength, REPEATED_PIECES } from './odd-texts.ts';

/** What came of it. */
export interface Thrown {
  forms: number;
  requests: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
  /** What must not be, in sentences; at most some of each kind. */
  faults: string[];
  faultCount: number;
  /** The median and the longest time for a text four times as long, over that for one of 1,600 characters. */
  growth: { median: number; most: number; piece: string };
  seconds: number;
}

const AT_ONCE = 16;
/** So many inputs are made at a time. */
const BATCH = 500;
/** One service takes no more forms than this, for its table is in memory. */
const FORMS_PER_SERVICE = 50_000;
const REQUESTS_PER_SERVICE = 20_000;
/** So many texts are in the table before staff look at it. */
const FORMS_BEFORE_REQUESTS = 200;
const FAULTS_TOLD = 20;

/**
 * Faults in the log that are no bug of ours: who comes back from the sign-in with a wrong code is refused, and that is
 * written down. Where many functions share a processor, the encoder or the table is late; the person is answered then.
 */
const EXPECTED_FAULT = /^sign-in refused|^request not recorded|took more than|Timeout|Abort/;

const SHORT = 1600;
const LONG = 4 * SHORT;
/** In proportion it would be 4, with the square of the length 16. */
const MOST_GROWTH = 10;
/** What takes less than this is noise, in milliseconds. */
const LEAST_MS = 20;

/**
 * @param counts how many forms to the webhooks and requests to the staff pages
 * @param seed the same inputs come of the same seed
 * @param progress takes how many inputs are done
 */
export async function throwAtService(
  stack: SynthesizedStack,
  counts: { forms: number; requests: number; growthRuns: number },
  seed: number,
  progress: (done: number) => void = () => {},
): Promise<Thrown> {
  const began = performance.now();
  const faults: string[] = [];
  let faultCount = 0;
  let done = 0;
  const statuses = new Map<string, number>();
  const onFault = (fault: string) => {
    faultCount += 1;
    if (faults.length < FAULTS_TOLD) faults.push(fault);
  };
  const onStatus = (where: string, status: number | undefined) => {
    const key = `${where} ${status ?? 'none'}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
    done += 1;
    if (done % BATCH === 0) progress(done);
  };

  for (let from = 0; from < counts.forms; from += FORMS_PER_SERVICE) {
    await withService(stack, onFault, async (service) => {
      const count = Math.min(FORMS_PER_SERVICE, counts.forms - from);
      await inBatches(oddForm, count, seed + from, (form) => throwForm(service, form, onFault, onStatus));
    });
  }
  for (let from = 0; from < counts.requests; from += REQUESTS_PER_SERVICE) {
    await withService(stack, onFault, async (service) => {
      await inBatches(oddForm, FORMS_BEFORE_REQUESTS, seed, (form) => throwForm(service, form, onFault, () => {}));
      const count = Math.min(REQUESTS_PER_SERVICE, counts.requests - from);
      await inBatches(oddRequest, count, seed + from, (request) => throwRequest(service, request, onFault, onStatus));
    });
  }
  const growth = await measureGrowth(stack, counts.growthRuns, onFault);
  return {
    forms: counts.forms,
    requests: counts.requests,
    statuses: Object.fromEntries([...statuses].sort()),
    faults,
    faultCount,
    growth,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

type OnFault = (fault: string) => void;
type OnStatus = (where: string, status: number | undefined) => void;

/** A service with an empty table, whose log is read too: an answer of 200 may hide that something failed. */
async function withService(
  stack: SynthesizedStack,
  onFault: OnFault,
  use: (service: LocalService) => Promise<void>,
): Promise<void> {
  const service = await startService(stack, parseLocalEnvironment({ PORT: '0' }), (printed) => {
    for (const [, fault = ''] of printed.matchAll(/"fault":"(.*)/g)) {
      if (!EXPECTED_FAULT.test(fault)) onFault(`The log has a fault: ${fault.slice(0, 400)}`);
    }
    // What hono prints of its own, and what Node does of what nobody caught.
    if (/Error processing request|Unhandled|Uncaught/i.test(printed)) onFault(`The log has ${printed.slice(0, 400)}`);
  });
  try {
    await use(service);
  } finally {
    await service.close();
  }
}

async function inBatches<Input>(
  inputs: fc.Arbitrary<Input>,
  count: number,
  seed: number,
  use: (input: Input) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const batch = fc.sample(inputs, { seed: seed + from, numRuns: Math.min(BATCH, count - from) });
    const left = batch.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const input of left) await use(input);
      }),
    );
  }
}

async function throwForm(service: LocalService, form: OddForm, onFault: OnFault, onStatus: OnStatus): Promise<void> {
  const { authToken } = credentialsOf(service);
  const told = `the form ${JSON.stringify(form)}`;
  const result = await service.stack.routes
    .get(`POST ${form.path}`)
    ?.invoke(webhookEventOf(form, service.publicUrl, authToken))
    .catch((error: unknown) => {
      onFault(`The function failed with ${String(error)} at ${told}`);
      return undefined;
    });
  const {
    statusCode,
    headers = {},
    body = '',
  } = (result ?? {}) as Partial<{
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  }>;
  onStatus(form.path, statusCode);
  if (result === undefined) return;
  if (statusCode === undefined || statusCode >= 500) onFault(`The answer was ${statusCode} to ${told}`);
  if (!isSignedRightly(form) && statusCode !== 403)
    onFault(`Without a signature the answer was ${statusCode} to ${told}`);
  if (statusCode !== 200 || form.path !== '/sms') return;
  const fault = twimlFault(body, headers['Content-Type'] ?? '');
  if (fault) onFault(`${fault} in the answer ${JSON.stringify(body)} to ${told}`);
}

/** What Twilio could not take: https://www.twilio.com/docs/messaging/twiml, https://www.w3.org/TR/xml/#charsets */
export function twimlFault(body: string, contentType: string): string | undefined {
  try {
    const messages = readTwiml({ status: 200, contentType, body });
    if (messages.length > 10) return 'More than 10 messages';
    if (messages.some(({ text }) => text.trim() === '' || text.length > 1600)) return 'An empty or an endless message';
  } catch (error) {
    return `No TwiML (${String(error)})`;
  }
  const isOfXml = body.isWellFormed() && !/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(body);
  return isOfXml ? undefined : 'A character that XML cannot have';
}

type OddRequestInput = typeof oddRequest extends fc.Arbitrary<infer Input> ? Input : never;

async function throwRequest(
  service: LocalService,
  request: OddRequestInput,
  onFault: OnFault,
  onStatus: OnStatus,
): Promise<void> {
  const told = `the request ${JSON.stringify(request)}`;
  const session = await sessionFor(service, request.role ?? 'staff');
  let statusCode: number | undefined;
  let isFailed = false;
  await service.stack.restRoutes[0]?.lambda
    .invoke(staffEventOf(request, session), {
      head: (head) => {
        statusCode = (head as { statusCode: number }).statusCode;
      },
      chunk: () => {},
    })
    .catch((error: unknown) => {
      isFailed = true;
      onFault(`The staff pages failed with ${String(error)} at ${told}`);
    });
  onStatus('/staff', statusCode);
  if (!isFailed && (statusCode === undefined || statusCode >= 500)) onFault(`The answer was ${statusCode} to ${told}`);
}

/** A session of its own for each request, for one may end it. */
async function sessionFor(service: LocalService, role: Role): Promise<{ cookie: string; csrfToken: string }> {
  const now = new Date();
  const csrfToken = 'the token of an odd request';
  const session = { id: randomUUID(), subject: role, name: role, role, csrfToken };
  const signedInAt = Math.floor(now.getTime() / 1000);
  const { sessionKey } = credentialsOf(service);
  const sealed = await seal('session', { ...session, signedInAt }, sealingKey(sessionKey), now);
  return { cookie: `__Host-staff_session=${sealed}`, csrfToken };
}

function credentialsOf({ stack: { secrets } }: LocalService): { authToken: string; sessionKey: string } {
  const find = (name: string) => [...secrets].find(([id]) => id.startsWith(name))?.[1] ?? '';
  return { authToken: JSON.parse(find('TwilioAuthTokens')).primary, sessionKey: find('SessionKey') };
}

/** Texts of one repeated piece, one after the other, to the webhook: four times as long, not much more than four times as late. */
async function measureGrowth(stack: SynthesizedStack, runs: number, onFault: OnFault): Promise<Thrown['growth']> {
  const ratios: { piece: string; ratio: number }[] = [];
  await withService(stack, onFault, async (service) => {
    const timeOf = async (piece: string, length: number) => {
      const form: OddForm = {
        path: '/sms',
        query: '',
        fields: Object.entries({
          MessageSid: newMessageSid(),
          From: `client:${randomUUID()}`,
          To: '+447700900999',
          Body: ofLength(piece, length).toWellFormed(),
        }),
        rawBody: undefined,
        isBase64Encoded: true,
        signature: 'right',
        oddSignature: '',
      };
      const began = performance.now();
      await throwForm(service, form, onFault, () => {});
      return performance.now() - began;
    };
    await timeOf('my dad hits me ', SHORT);
    for (const piece of REPEATED_PIECES) {
      const short: number[] = [];
      const long: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        short.push(await timeOf(piece, SHORT));
        long.push(await timeOf(piece, LONG));
      }
      const ratio = median(long) / median(short);
      ratios.push({ piece, ratio });
      if (ratio > MOST_GROWTH && median(long) > LEAST_MS) {
        onFault(`A text of ${JSON.stringify(piece)} four times as long takes ${ratio.toFixed(1)} times as long`);
      }
    }
  });
  const [most] = ratios.toSorted((one, other) => other.ratio - one.ratio);
  return {
    median: Number(median(ratios.map(({ ratio }) => ratio)).toFixed(2)),
    most: Number((most?.ratio ?? 0).toFixed(2)),
    piece: most?.piece ?? '',
  };
}
