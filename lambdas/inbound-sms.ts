/**
 * Answers one message: Twilio posts what a person texted, and gets the TwiML to text back. The code below follows the
 * message from step to step. It loads nothing heavy until it has checked the signature. Once it has the texter
 * reference, it no longer uses the number.
 */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Letter } from '../content/letter.ts';
import { cachedSecret } from './aws/cached-secret.ts';
import { countMetric } from './aws/count-metric.ts';
import { inboundSmsEnvironment, parseEnvironment } from './aws/environment.ts';
import { letterFolder } from './aws/letter-folder.ts';
import { logFault, REQUEST_NOT_RECORDED } from './aws/log-fault.ts';
import { refuse, respond } from './aws/respond.ts';
import { DELIVERY_STATUS_PATH } from './aws/routes.ts';
import { chooseReply } from './replies/choose-reply.ts';
import { type Conversation, conversationAbout } from './replies/conversation.ts';
import { type GuardLimits, guardReply } from './replies/loop-guard.ts';
import { letterAskedFor } from './replies/older-letter.ts';
import { renderReply } from './replies/render-reply.ts';
import { isSafetyReply, type Reply } from './replies/reply.ts';
import { isSignedWithKeptTokens, parseAuthTokens } from './twilio/auth-tokens.ts';
import { deliveryStatusUrl } from './twilio/delivery-status-url.ts';
import { type InboundMessage, parseInboundMessage } from './twilio/parse-inbound-message.ts';
import { readWebhook } from './twilio/read-webhook.ts';
import { renderTwiml } from './twilio/render-twiml.ts';
import type { Dialogue } from './understanding/dialogue.ts';
import type { Sentences } from './understanding/open-sentences.ts';
import type { SentenceEncoder } from './understanding/sentence-encoder.ts';
import type { Message } from './understanding/understand-exactly.ts';
import type { Understanding } from './understanding/understanding.ts';
import type { RecalledConversation, Recorded } from './usage/record-request.ts';
import type { Request } from './usage/request.ts';
import { parseTexterKey, texterReference } from './usage/texter-reference.ts';
import type { UsageTable } from './usage/usage-table.ts';

/** How long we retry a write when other messages from the same person come in between, in milliseconds. */
const RECORD_TIME_MS = 2500;
/** The longest wait before the second try, in milliseconds. It doubles with each try, up to the maximum. */
const PAUSE_MS = 20;
const MAX_PAUSE_MS = 1000;

const FAILED = { kind: 'failed' } as const;

/** How long FORGET may take, in milliseconds. With everything else it must take less time than Twilio waits. */
const ERASE_TIME_MS = 4000;

/** Safety replies and reading have their own limits, so that nothing else can use them up. */
const SAFETY_REPLIES_PER_HOUR = 60;
const READING_PER_HOUR = 200;
/** After this many texts in quick succession, none of them understood, we take the texter for a machine. */
const TEXTS_IN_A_ROW = 20;

const environment = parseEnvironment(inboundSmsEnvironment, process.env);
const LIMITS: GuardLimits = {
  others: Number(environment.REPLIES_PER_HOUR),
  reading: READING_PER_HOUR,
  safetyReplies: SAFETY_REPLIES_PER_HOUR,
  inARow: TEXTS_IN_A_ROW,
};
const DELIVERY_STATUS_URL = environment.PUBLIC_URL + DELIVERY_STATUS_PATH;
const BUNDLE = new URL('.', import.meta.url);
const LETTER_OF_NUMBER = new URLSearchParams(environment.LETTER_OF_NUMBER);

const authTokens = cachedSecret(environment.TWILIO_AUTH_TOKENS_SECRET, 'auth tokens', parseAuthTokens);
const texterKey = cachedSecret(environment.TEXTER_KEY_SECRET, 'texter key', parseTexterKey);
let openedTable: UsageTable | undefined;
let openedEncoder: SentenceEncoder | undefined;
const openedLetters = new Map<string | undefined, ServedLetter>();

/** One of the letters that the build has checked and written beside the bundle (`infra/letter-files.ts`). */
interface ServedLetter {
  /** Undefined for the one that all numbers get which have no other. */
  id: string | undefined;
  letter: Letter;
  /** Set when the first sentence comes. */
  sentences?: Sentences;
}

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const webhook = readWebhook(event, environment.PUBLIC_URL);
  if (!(await isSignedWithKeptTokens(webhook, authTokens))) return refuse(403, 'Not signed by Twilio.');

  const parsed = parseInboundMessage(webhook.params);
  if (!parsed.isComplete) return refuse(400, `Missing or malformed in the form: ${parsed.faultyFields.join(', ')}.`);

  // When the message arrived, not when this function started: that tells us which messages came before a FORGET.
  const at = new Date(event.requestContext.timeEpoch);
  const newest = openLetter(LETTER_OF_NUMBER.get(parsed.message.to) ?? undefined);
  const { reply, letter } = await answer(parsed.message, newest, at).catch((error: unknown): Answer => {
    logFault('message not answered', { error });
    return { reply: { kind: 'cannotAnswer' }, letter: newest.letter };
  });
  const texts = renderReply(reply, letter).map(({ words }) => words);
  return respond(200, 'text/xml', renderTwiml(texts, statusUrl(reply, parsed.message)));
}

/** We read a letter's file when its first text comes, so that a text waits for no other letter. */
function openLetter(letter: string | undefined): ServedLetter {
  const id = letter === environment.USUAL_LETTER ? undefined : letter;
  const opened = openedLetters.get(id);
  if (opened) return opened;
  const file = new URL(`${letterFolder(id)}letter.json`, BUNDLE);
  const served: ServedLetter = { id, letter: JSON.parse(readFileSync(file, 'utf8')) };
  openedLetters.set(id, served);
  return served;
}

/** The letter that somebody reads: the number's own, or the older one that they have turned to. */
function letterRead(id: string | undefined, newest: ServedLetter): ServedLetter {
  if (id === undefined || id === newest.id) return newest;
  for (let { supersedes } = newest.letter; supersedes; ) {
    const older = openLetter(supersedes.id);
    if (supersedes.id === id) return older;
    supersedes = older.letter.supersedes;
  }
  return newest;
}

async function usageTable(): Promise<UsageTable> {
  const { openUsageTable } = await import('./usage/usage-table.ts');
  openedTable ??= openUsageTable(environment.TABLE_NAME);
  return openedTable;
}

// We record no request for a "forgotten" reply, so there is nothing to write a report to.
function statusUrl(reply: Reply, { messageSid }: InboundMessage): string | undefined {
  return reply.kind === 'forgotten' ? undefined : deliveryStatusUrl(DELIVERY_STATUS_URL, messageSid);
}

/** A reply, and the letter whose words it is in. */
interface Answer {
  reply: Reply;
  letter: Letter;
}

async function answer({ from, to: _, ...message }: InboundMessage, newest: ServedLetter, at: Date): Promise<Answer> {
  // Start now, so that we encode a sentence while we wait for the table.
  const understanding = openUnderstanding(message, newest);
  // We await it below. If it fails before then, that must not end the process.
  understanding.catch(() => {});
  const texter = await referenceOf(from);
  // We can still reply. But we don't know what came before, and can't record or erase anything.
  if (texter === undefined) {
    const before: Conversation = { isUnknown: true };
    const understood = (await understanding)(before);
    const { letter } = newest;
    if (understood.kind === 'forget') return { reply: { kind: 'cannotAnswer' }, letter };
    return { reply: chooseReply(understood, before, letter, at).reply, letter };
  }

  let until = Number.POSITIVE_INFINITY;
  for (let tries = 0; ; tries += 1) {
    const recalled = await recall(texter, at);
    const conversation: Conversation = recalled?.conversation ?? { isUnknown: true };
    const read = letterRead(conversation.letter, newest);
    const askedFor = letterAskedFor(message.body, read.letter, newest.letter);
    const served = askedFor === undefined ? read : openLetter(askedFor);
    const { letter } = served;
    const before = conversationAbout(served === newest ? newest.id : letter.id, conversation);
    const understood: Understanding =
      askedFor === undefined
        ? (await (served === newest ? understanding : openUnderstanding(message, served)))(before)
        : { kind: 'menu' };
    until = Math.min(until, Date.now() + RECORD_TIME_MS);
    const next = guardReply(chooseReply(understood, before, letter, at), at, LIMITS);
    const { reply } = next;
    if (understood.kind === 'forget') {
      const isForgotten = await forget(texter, at, next.conversation);
      return { reply: isForgotten ? reply : { kind: 'cannotAnswer' }, letter };
    }
    const request: Request = {
      texter,
      messageSid: message.messageSid,
      at,
      outcome: understood.kind,
      ...(served.id && { letter: served.id }),
      ...(understood.kind === 'notUnderstood' && { wanted: understood.wanted }),
      reply,
      segments: renderReply(reply, letter).reduce((sum, { segments }) => sum + segments, 0),
    };
    const recorded = recalled ? await record(request, { ...recalled, conversation: next.conversation }) : FAILED;
    if (recorded.kind === 'recorded') {
      countSent(request, at);
      return { reply, letter };
    }
    if (recorded.kind === 'alreadyRecorded')
      return { reply: recorded.reply, letter: openLetter(recorded.letter).letter };
    if (recorded.kind === 'erased') return { reply, letter };
    if (recorded.kind === 'conversationMoved' && Date.now() < until) {
      // The wait is random, so that messages that collided do not collide again.
      await sleep(Math.random() * Math.min(PAUSE_MS * 2 ** tries, MAX_PAUSE_MS));
      continue;
    }
    // Other texts from this person came first every time. Only a machine sends so many at once, and we don't send
    // replies that we can't count.
    const unrecorded: Request =
      recorded.kind === 'failed' ? request : { ...request, reply: { kind: 'nothing' }, segments: 0 };
    logFault(REQUEST_NOT_RECORDED, { request: unrecorded });
    return { reply: unrecorded.reply, letter };
  }
}

async function referenceOf(number: string): Promise<string | undefined> {
  try {
    return texterReference(number, await texterKey());
  } catch (error) {
    logFault('texter key not read', { error });
    return undefined;
  }
}

function countSent({ reply, segments }: Request, at: Date): void {
  if (segments > 0) countMetric('Segment', at, segments);
  if (isSafetyReply(reply)) countMetric('SafetyReply', at);
}

/** Gives what a message means after the texts before it. We load the heavy parts only for a sentence. */
async function openUnderstanding(
  message: Message,
  served: ServedLetter,
): Promise<(dialogue: Dialogue) => Understanding> {
  const { letter } = served;
  if (letterAskedFor(message.body, letter, letter)) return () => ({ kind: 'menu' });
  const { understandExactly } = await import('./understanding/understand-exactly.ts');
  const exact = understandExactly(message, {}, letter);
  if (exact) return (dialogue) => understandExactly(message, dialogue, letter) ?? exact;

  const { openEncoder, openSentences } = await import('./understanding/open-sentences.ts');
  openedEncoder ??= openEncoder(BUNDLE);
  served.sentences ??= openSentences(new URL(letterFolder(served.id), BUNDLE), letter, openedEncoder, (error) =>
    logFault('understood without the encoder', { error }),
  );
  const understandSentence = await served.sentences.understand(message);
  // After a question from us, "the first one" is an answer and not a sentence.
  return (dialogue) => understandExactly(message, dialogue, letter) ?? understandSentence(dialogue);
}

// When Twilio retries, nothing is left to erase and the answer is the same. We never limit erasures, only replies.
async function forget(texter: string, at: Date, { hour }: Conversation): Promise<boolean> {
  const { eraseTexter } = await import('./usage/erase-texter.ts');
  try {
    const erasure = { id: randomUUID(), at, by: 'texter' as const };
    await eraseTexter(await usageTable(), texter, erasure, { hour, signal: AbortSignal.timeout(ERASE_TIME_MS) });
    return true;
  } catch (error) {
    logFault('texter not erased', { error });
    return false;
  }
}

// People must get a reply even when the table fails, so we log its faults and go on. The log holds what `replay.ts`
// needs to record the request later.
async function recall(texter: string, at: Date): Promise<RecalledConversation | undefined> {
  const { recallConversation } = await import('./usage/record-request.ts');
  return recallConversation(await usageTable(), texter, at).catch((error: unknown) => {
    logFault('conversation not recalled', { error });
    return undefined;
  });
}

async function record(request: Request, next: RecalledConversation): Promise<Recorded | typeof FAILED> {
  const { recordRequest } = await import('./usage/record-request.ts');
  return recordRequest(await usageTable(), request, Number(environment.RETENTION_DAYS), next).catch(
    (error: unknown) => {
      logFault('table did not record', { error });
      return FAILED;
    },
  );
}
