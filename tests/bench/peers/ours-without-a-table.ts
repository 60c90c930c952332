/** The webhook's own steps over HTTP without the table: signature, form, understanding, reply, loop guard, TwiML. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildLetter } from '../../../infra/content/build-letter.ts';
import { chooseReply } from '../../../lambdas/replies/choose-reply.ts';
import { guardReply } from '../../../lambdas/replies/loop-guard.ts';
import { renderReply } from '../../../lambdas/replies/render-reply.ts';
import { isSignedByTwilio } from '../../../lambdas/twilio/is-signed-by-twilio.ts';
import { parseInboundMessage } from '../../../lambdas/twilio/parse-inbound-message.ts';
import { readWebhook } from '../../../lambdas/twilio/read-webhook.ts';
import { renderTwiml } from '../../../lambdas/twilio/render-twiml.ts';
import { understandExactly } from '../../../lambdas/understanding/understand-exactly.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';
import { webhookEvent } from '../../support/webhook-event.ts';

const { TWILIO_AUTH_TOKEN = '' } = process.env;
const { letter } = buildLetter('content', {});
const LIMITS = { reading: 200, others: 60, safetyReplies: 60, inARow: 20 };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { status, body } = answer(Buffer.concat(chunks).toString(), String(request.headers['x-twilio-signature']));
    response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) }).end(body);
  });
}).listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

function answer(body: string, signature: string): { status: number; body: string } {
  const event = webhookEvent({ body, headers: { 'x-twilio-signature': signature } });
  const webhook = readWebhook(event, 'https://texts.example.org');
  const parsed = parseInboundMessage(webhook.params);
  if (!isSignedByTwilio(webhook, [TWILIO_AUTH_TOKEN]) || !parsed.isComplete) return { status: 403, body: '' };
  const at = new Date();
  texterReference(parsed.message.from, 'the key of the bench');
  const understood = understandExactly(parsed.message, {}, letter) ?? { kind: 'thanks' };
  const { reply } = guardReply(chooseReply(understood, {}, letter, at), at, LIMITS);
  const texts = renderReply(reply, letter).map(({ words }) => words);
  return { status: 200, body: renderTwiml(texts, 'https://texts.example.org/sms/status') };
}
