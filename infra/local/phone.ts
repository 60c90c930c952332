/** The phone page and what stands behind it: a text from the page or the command goes through the webhook's own door. */

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';
import { FALLBACK_PATH, INBOUND_SMS_PATH } from '../../lambdas/aws/routes.ts';
import { texterReference } from '../../lambdas/usage/texter-reference.ts';
import { ANSWER_TIME_MS } from '../../lambdas/usage/usage-table.ts';
import { countSegments } from '../content/count-segments.ts';
import { respondWithMessage } from './http-api.ts';
import type { LocalStack } from './local-stack.ts';
import type { OptOuts } from './opt-outs.ts';
import { inboundForm, newMessageSid, type OutboundMessage, postSigned, readTwiml, statusForm } from './twilio-phone.ts';

const PAGES: Record<string, { file: string; contentType: string }> = {
  '/': { file: 'phone.html', contentType: 'text/html; charset=utf-8' },
  '/phone/phone.css': { file: 'phone.css', contentType: 'text/css; charset=utf-8' },
  '/phone/phone.js': { file: 'phone.js', contentType: 'text/javascript; charset=utf-8' },
};

/** As people write it: 07700 900123, or with the country. */
const writtenNumber = z.string().transform((written, context) => {
  const parsed = parsePhoneNumberFromString(written, 'GB');
  if (parsed?.isPossible()) return parsed.number as string;
  context.addIssue({ code: 'custom', message: 'Write a whole number, like 07700 900123 or +44 7700 900123' });
  return z.NEVER;
});

/** A text that a person sends: the page and the command post it as JSON to `/phone/texts`. */
export const phoneText = z.object({
  from: writtenNumber,
  /** One of the service's numbers, where they have different letters. */
  to: writtenNumber.optional(),
  body: z.string().max(1600, 'Twilio takes at most 1,600 characters in a text'),
});

/** What a phone shows, and what the service made of it. */
export const phoneAnswer = z.object({
  replies: z.array(
    z.object({ by: z.enum(['twilio', 'service']), text: z.string(), segments: z.number(), characters: z.number() }),
  ),
  /** How many replies Twilio held back, because this number has texted STOP. */
  heldBack: z.number(),
  /** What was recorded: undefined when the table did not take it. */
  recorded: z
    .object({
      outcome: z.string(),
      reply: z.object({
        topic: z.string().optional(),
        text: z.number().optional(),
        topics: z.array(z.string()).optional(),
        texts: z.array(z.object({ topic: z.string() })).optional(),
      }),
    })
    .optional(),
});
export type PhoneAnswer = z.infer<typeof phoneAnswer>;

/** What the page offers as buttons. */
export interface PhoneLetter {
  keywords: string[];
}

export interface Phone {
  /** Where the service listens, and the address that its forms are signed for. */
  url: string;
  publicUrl: string;
  authToken: string;
  stack: LocalStack;
  optOuts: OptOuts;
}

/** Answers the phone's own requests; false when a request is not the phone's. */
export async function answerFromPhone(
  phone: Phone,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const page = request.method === 'GET' ? PAGES[pathname] : undefined;
  if (page) {
    respond(response, page.contentType, readFileSync(new URL(`phone/${page.file}`, import.meta.url)));
    return true;
  }
  if (request.method === 'GET' && pathname === '/phone/letter') {
    const { topics } = phone.stack.letter();
    respondWithJson(response, { keywords: topics.map(({ keyword }) => keyword) });
    return true;
  }
  if (request.method === 'POST' && pathname === '/phone/texts') {
    await answerText(phone, request, response);
    return true;
  }
  return false;
}

async function answerText(phone: Phone, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Another site's page could send plain forms here, but not JSON.
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const parsed = phoneText.safeParse(isJson ? await json(request).catch(() => undefined) : undefined);
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'Not a text';
    return respondWithMessage(response, 400, message);
  }
  const answer = await sendText(phone, parsed.data).catch((error: Error) => error);
  if (answer instanceof Error) return respondWithMessage(response, 502, answer.message);
  respondWithJson(response, answer);
}

async function sendText(phone: Phone, { from, to, body }: z.infer<typeof phoneText>): Promise<PhoneAnswer> {
  const messageSid = newMessageSid();
  const ofTwilio = phone.optOuts.answer(from, body);
  const messages = readTwiml(await askTheService(phone, inboundForm({ from, body, messageSid, ...(to && { to }) })));
  const isOptedOut = phone.optOuts.isOptedOut(from);
  await reportDelivery(phone, from, messages, isOptedOut);
  const received = isOptedOut ? [] : messages;
  return {
    replies: [
      ...(ofTwilio === undefined ? [] : [toReply('twilio', ofTwilio)]),
      ...received.map(({ text }) => toReply('service', text)),
    ],
    heldBack: messages.length - received.length,
    recorded: await readRecorded(phone, from, messageSid),
  };
}

/** Asks the webhook, and the fallback when that fails: https://www.twilio.com/docs/messaging/guides/webhook-request */
async function askTheService({ url, publicUrl, authToken }: Phone, form: Record<string, string>) {
  const post = (path: string, more: Record<string, string> = {}) =>
    postSigned({ url: url + path, signedUrl: publicUrl + path, authToken, form: { ...form, ...more } });
  const answer = await post(INBOUND_SMS_PATH);
  if (answer.status < 500) return answer;
  return post(FALLBACK_PATH, { ErrorCode: WEBHOOK_FAILED, ErrorUrl: publicUrl + INBOUND_SMS_PATH });
}

/** https://www.twilio.com/docs/api/errors/11200 */
const WEBHOOK_FAILED = '11200';

function toReply(by: 'twilio' | 'service', text: string): PhoneAnswer['replies'][number] {
  const { segments, units } = countSegments(text);
  return { by, text, segments, characters: units };
}

/** https://www.twilio.com/docs/api/errors/21610 */
const OPTED_OUT_ERROR = '21610';

/** This phone is always on: what is sent to it arrives, unless it has opted out, and Twilio says so. */
async function reportDelivery(
  phone: Phone,
  to: string,
  messages: OutboundMessage[],
  isOptedOut: boolean,
): Promise<void> {
  for (const { statusCallback } of messages) {
    if (!statusCallback) continue;
    const messageSid = newMessageSid();
    for (const status of isOptedOut ? ['failed'] : ['sent', 'delivered']) {
      await postSigned({
        url: statusCallback.replace(phone.publicUrl, phone.url),
        signedUrl: statusCallback,
        authToken: phone.authToken,
        form: statusForm({ to, status, messageSid, ...(isOptedOut && { errorCode: OPTED_OUT_ERROR }) }),
      });
    }
  }
}

async function readRecorded({ stack }: Phone, from: string, messageSid: string): Promise<PhoneAnswer['recorded']> {
  const environment = stack.environmentOf(`POST ${INBOUND_SMS_PATH}`);
  const texter = texterReference(from, stack.secrets.get(environment['TEXTER_KEY_SECRET'] ?? '') ?? '');
  const recorded = new GetItemCommand({
    TableName: environment['TABLE_NAME'],
    Key: { pk: { S: `TEXTER#${texter}` }, sk: { S: `REQUEST#${messageSid}` } },
  });
  // A table that does not answer keeps nothing from the phone.
  const { Item } = await stack.dynamoDb
    .send(recorded, { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) })
    .catch(() => ({ Item: undefined }));
  return phoneAnswer.shape.recorded.parse(Item && unmarshall(Item));
}

function respondWithJson(response: ServerResponse, value: PhoneAnswer | PhoneLetter): void {
  respond(response, 'application/json', JSON.stringify(value));
}

function respond(response: ServerResponse, contentType: string, body: string | Buffer): void {
  response
    .writeHead(200, {
      'Content-Type': contentType,
      'Content-Security-Policy': "default-src 'self'; img-src 'self' data:",
      'X-Content-Type-Options': 'nosniff',
    })
    .end(body);
}
