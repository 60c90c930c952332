/** Forms to the two webhooks that Twilio would never send, and some that it would. */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { INBOUND_SMS_PATH } from '../../lambdas/aws/routes.ts';
import { webhookEvent } from '../support/webhook-event.ts';
import { oddText } from './odd-texts.ts';

/** What is sent, before it is signed. */
export interface OddForm {
  path: '/sms' | '/sms/status';
  query: string;
  fields: [name: string, value: string][];
  /** Is sent as it is, whatever the fields are. */
  rawBody: string | undefined;
  isBase64Encoded: boolean;
  signature: 'right' | 'of another token' | 'odd' | 'none';
  oddSignature: string;
}

const messageSid = fc.stringMatching(/^SM[0-9a-f]{32}$/);

const inboundFields = fc
  .record({
    MessageSid: mostly(messageSid, oddText),
    // Who texts only now and then is answered; numbers of Ofcom's range for fiction are few.
    From: mostly(fc.stringMatching(/^client:[a-z]{6}$/), oddText),
    To: mostly(fc.constant('+447700900999'), oddText),
    Body: oddText,
  })
  .chain(withFewLeftOut);

const statusFields = fc
  .record({
    MessageSid: mostly(messageSid, oddText),
    MessageStatus: mostly(fc.constantFrom('queued', 'sent', 'delivered', 'undelivered', 'failed'), oddText),
    To: mostly(fc.stringMatching(/^client:[a-z]{6}$/), oddText),
    ErrorCode: mostly(fc.constantFrom('', '30003', '30006'), oddText),
  })
  .chain(withFewLeftOut);

const furtherFields = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom('OptOutType', 'NumMedia', 'Body', 'From', '__proto__', 'constructor', 'toString', 'length', ''),
      oddText,
    ),
    mostly(fc.constantFrom('STOP', 'START', 'HELP', '', '0'), oddText),
  ),
  { maxLength: 3 },
);

/** Three in four are signed rightly: what has no right signature gets no further. */
export const oddForm: fc.Arbitrary<OddForm> = fc
  .record({
    path: fc.constantFrom<OddForm['path']>('/sms', '/sms', '/sms', '/sms/status'),
    inbound: inboundFields,
    status: statusFields,
    further: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, furtherFields),
    inboundSid: mostly(messageSid, oddText),
    rawBody: mostly(
      fc.constant<string | undefined>(undefined),
      fc.oneof(
        oddText,
        fc.string({ unit: fc.constantFrom('%', '&', '=', '+', 'a', '0', 'F', '%ED%A0%80', '%00', '%FF') }),
      ),
    ),
    isBase64Encoded: fc.boolean(),
    signature: fc
      .constantFrom<OddForm['signature']>('right', 'right', 'right', 'right', 'right', 'right', 'none', 'odd')
      .chain((one) =>
        one === 'none' ? fc.constantFrom<OddForm['signature']>('none', 'of another token') : fc.constant(one),
      ),
    oddSignature: oddText,
  })
  .map(({ path, inbound, status, further, inboundSid, ...rest }) => ({
    ...rest,
    path,
    fields: [...(path === INBOUND_SMS_PATH ? inbound : status), ...further],
    query: path === INBOUND_SMS_PATH ? '' : new URLSearchParams({ inbound: inboundSid }).toString(),
  }));

/** Whether its signature holds. */
export function isSignedRightly({ signature }: OddForm): boolean {
  return signature === 'right';
}

/** The event in which API Gateway hands it over, signed for the address that Twilio has. */
export function eventOf(form: OddForm, publicUrl: string, authToken: string): APIGatewayProxyEventV2 {
  const body = form.rawBody ?? new URLSearchParams(form.fields).toString();
  const url = `${publicUrl}${form.path}${form.query ? `?${form.query}` : ''}`;
  const signature = signatureOf(form, url, body, authToken);
  const event = webhookEvent({
    body,
    rawPath: form.path,
    rawQueryString: form.query,
    isBase64Encoded: form.isBase64Encoded,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature !== undefined && { 'x-twilio-signature': signature }),
    },
  });
  return { ...event, requestContext: { ...event.requestContext, timeEpoch: Date.now() } };
}

function signatureOf(form: OddForm, url: string, body: string, authToken: string): string | undefined {
  if (form.signature === 'none') return undefined;
  if (form.signature === 'odd') return form.oddSignature;
  // As Twilio does it: over what the receiver will read.
  const values = Map.groupBy(new URLSearchParams(Buffer.from(body).toString('utf8')), ([name]) => name);
  const params = Object.fromEntries(
    [...values].map(([name, pairs]) => {
      const all = pairs.map(([, value]) => value);
      return [name, all.length > 1 ? all : (all[0] ?? '')];
    }),
  );
  return getExpectedTwilioSignature(form.signature === 'right' ? authToken : `${authToken} of another`, url, params);
}

/** All of the fields, or in one form of ten some of them. */
function withFewLeftOut(fields: Record<string, string>): fc.Arbitrary<[name: string, value: string][]> {
  const all = Object.entries(fields);
  return mostly(fc.constant(all), fc.subarray(all));
}

function mostly<Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
}
