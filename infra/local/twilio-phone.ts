/** Twilio and a phone in one: a text becomes Twilio's own signed form, and the TwiML that comes back a text. */

import { randomBytes } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import * as z from 'zod';
import { countSegments } from '../content/count-segments.ts';

/** The service's number, of those that Ofcom keeps for fiction: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const SERVICE_NUMBER = '+447700900999';
const ACCOUNT_SID = `AC${'0'.repeat(32)}`;

/**
 * All the fields that Twilio sends with a text.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function inboundForm({
  from,
  body,
  to = SERVICE_NUMBER,
  messageSid = newMessageSid(),
}: {
  from: string;
  body: string;
  to?: string;
  messageSid?: string;
}): Record<string, string> {
  return {
    ToCountry: 'GB',
    ToState: '',
    SmsMessageSid: messageSid,
    NumMedia: '0',
    ToCity: '',
    FromZip: '',
    SmsSid: messageSid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: body,
    FromCountry: 'GB',
    To: to,
    ToZip: '',
    NumSegments: String(countSegments(body).segments),
    MessageSid: messageSid,
    AccountSid: ACCOUNT_SID,
    From: from,
    ApiVersion: '2010-04-01',
  };
}

/** An id as Twilio gives to each message: SM and 32 hexadecimal digits. */
export function newMessageSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

/**
 * What Twilio reports of a text that it sent.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 *
 * @param messageSid of the text that was sent
 */
export function statusForm({
  to,
  status,
  messageSid = newMessageSid(),
  errorCode,
}: {
  to: string;
  status: string;
  messageSid?: string;
  errorCode?: string;
}): Record<string, string> {
  return {
    SmsSid: messageSid,
    SmsStatus: status,
    MessageStatus: status,
    To: to,
    MessageSid: messageSid,
    AccountSid: ACCOUNT_SID,
    From: SERVICE_NUMBER,
    ApiVersion: '2010-04-01',
    ...(errorCode && { ErrorCode: errorCode }),
  };
}

/** What Twilio was answered. */
export interface WebhookAnswer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * Posts a form as Twilio does.
 *
 * @param signedUrl the address the signature is made for, which is the public one
 */
export async function postSigned({
  url,
  signedUrl,
  authToken,
  form,
}: {
  url: string;
  signedUrl: string;
  authToken: string;
  form: Record<string, string>;
}): Promise<WebhookAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(authToken, signedUrl, form) },
    body: new URLSearchParams(form),
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: await response.text(),
  };
}

/** A text that Twilio would send, and where it would report on it. */
export interface OutboundMessage {
  text: string;
  statusCallback?: string;
}

const message = z.union([
  z.string().transform((text): OutboundMessage => ({ text })),
  z.object({ '#text': z.string(), '@statusCallback': z.string().optional() }).transform(
    (element): OutboundMessage => ({
      text: element['#text'],
      ...(element['@statusCallback'] && { statusCallback: element['@statusCallback'] }),
    }),
  ),
]);
const twiml = z.object({
  Response: z.union([
    z.literal('').transform(() => ({ Message: [] })),
    z.object({ Message: z.array(message).default([]) }),
  ]),
});
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'Message',
});

/**
 * The texts that Twilio would send for an answer.
 *
 * @throws Error when Twilio would send none of it: another status, not XML, not TwiML
 */
export function readTwiml({ status, contentType, body }: WebhookAnswer): OutboundMessage[] {
  if (status !== 200) throw new Error(`The webhook answered ${status}: ${body}`);
  if (!/^(text|application)\/xml\b/.test(contentType)) throw new Error(`Twilio would text this as it is: ${body}`);
  return twiml.parse(xml.parse(body, true)).Response.Message;
}
