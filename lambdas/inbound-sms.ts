/**
 * One message, in and out: Twilio posts what a person texted, and gets the TwiML to text back. The steps stand below
 * in their order. Up to the signature nothing heavy is loaded; from the texter reference on there is no number.
 */

import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Letter } from '../content/letter.ts';
import { parseEnvironment } from './environment.ts';
import { keepFresh } from './keep-fresh.ts';
import { chooseReply, type Reply } from './letters/choose-reply.ts';
import type { Conversation } from './letters/conversation.ts';
import { type GuardLimits, guardReply } from './letters/loop-guard.ts';
import { renderReply } from './letters/render-reply.ts';
import { logFault } from './log-fault.ts';
import { readSecret } from './read-secret.ts';
import { isSignedWithKeptTokens, parseAuthTokens } from './twilio/auth-tokens.ts';
import { type InboundMessage, parseInboundMessage } from './twilio/parse-inbound-message.ts';
import { readWebhook } from './twilio/read-webhook.ts';
import { renderTwiml } from './twilio/render-twiml.ts';
import type { Request } from './usage/request.ts';
import { texterReference } from './usage/texter-reference.ts';
import type { RecalledConversation, Recorded, UsageTable } from './usage/usage-table.ts';

/** How often a message is understood anew because another one of the same person came in between. */
const MOST_TRIES = 5;

const FAILED = { kind: 'failed' } as const;

/** A texter in distress is answered beyond all other limits, up to this one. */
const SAFETY_REPLIES_PER_HOUR = 60;

const environment = parseEnvironment(process.env);
const LIMITS: GuardLimits = {
  repliesPerHour: Number(environment.REPLIES_PER_HOUR),
  safetyRepliesPerHour: SAFETY_REPLIES_PER_HOUR,
};
/** Written beside the bundle by the build, which has checked it (`infra/content/`). */
const letter: Letter = JSON.parse(readFileSync(new URL('letter.json', import.meta.url), 'utf8'));

const authTokens = keepFresh(
  async () => parseAuthTokens(await readSecret(environment.TWILIO_AUTH_TOKENS_SECRET, process.env)),
  Date.now,
  (error) => logFault('auth tokens not read again', { error }),
);
const texterKey = keepFresh(
  () => readSecret(environment.TEXTER_KEY_SECRET, process.env),
  Date.now,
  (error) => logFault('texter key not read again', { error }),
);
let openedTable: UsageTable | undefined;

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const webhook = readWebhook(event, environment.PUBLIC_URL);
  if (!(await isSignedWithKeptTokens(webhook, authTokens))) return refuse(403, 'Not signed by Twilio.');

  const parsed = parseInboundMessage(webhook.params);
  if (!parsed.isComplete) return refuse(400, `Missing or malformed in the form: ${parsed.faultyFields.join(', ')}.`);

  const reply = await answer(parsed.message, new Date()).catch((error: unknown): Reply => {
    logFault('message not answered', { error });
    return { kind: 'cannotAnswer' };
  });
  return respond(200, 'text/xml', renderTwiml(renderReply(reply, letter)));
}

async function usageTable(): Promise<UsageTable> {
  const { openUsageTable } = await import('./usage/usage-table.ts');
  openedTable ??= openUsageTable(environment.TABLE_NAME, Number(environment.RETENTION_DAYS));
  return openedTable;
}

async function answer({ from, ...message }: InboundMessage, at: Date): Promise<Reply> {
  const { understand } = await import('./letters/understand.ts');
  const texter = texterReference(from, await texterKey());

  for (let tries = 1; ; tries += 1) {
    const recalled = await recall(texter, at);
    const before: Conversation = recalled?.conversation ?? { isUnknown: true };
    const understanding = understand(message, before, letter);
    const { reply, conversation } = guardReply(chooseReply(understanding, before, letter), at, LIMITS);
    const request: Request = {
      texter,
      messageSid: message.messageSid,
      at,
      outcome: understanding.kind,
      ...(understanding.kind === 'notUnderstood' && { wanted: understanding.wanted }),
      reply,
      segments: reply.kind === 'nothing' ? 0 : 1,
    };
    const recorded = recalled ? await record(request, { ...recalled, conversation }) : FAILED;
    if (recorded.kind === 'recorded') return reply;
    if (recorded.kind === 'alreadyRecorded') return recorded.reply;
    if (recorded.kind === 'conversationMoved' && tries < MOST_TRIES) continue;
    logFault('request not recorded', { request });
    return reply;
  }
}

// A table that fails must not keep the reply from the person, so its faults end in the log: there stands what
// `npm run put-back` takes to record the request afterwards.
async function recall(texter: string, at: Date): Promise<RecalledConversation | undefined> {
  const table = await usageTable();
  return table.recallConversation(texter, at).catch((error: unknown) => {
    logFault('conversation not recalled', { error });
    return undefined;
  });
}

async function record(request: Request, next: RecalledConversation): Promise<Recorded | typeof FAILED> {
  const table = await usageTable();
  return table.recordRequest(request, next).catch((error: unknown) => {
    logFault('table did not record', { error });
    return FAILED;
  });
}

function refuse(statusCode: number, reason: string): APIGatewayProxyStructuredResultV2 {
  return respond(statusCode, 'text/plain', reason);
}

function respond(statusCode: number, contentType: string, body: string): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'Content-Type': `${contentType}; charset=utf-8` }, body };
}
