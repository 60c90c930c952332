/** What we record of an inbound message: which reply it got, but not who wrote it or what they wrote. */

import * as z from 'zod/mini';
import type { PlainReply, Reply } from '../replies/reply.ts';
import type { Understanding } from '../understanding/understanding.ts';

export interface Request {
  /** The texter reference. */
  texter: string;
  messageSid: string;
  at: Date;
  /** The letter it was answered from, if that is not the usual one. */
  letter?: string;
  /** What the text meant. `unknown` when another version of this code wrote something that this one doesn't know. */
  outcome: Understanding['kind'] | 'unknown';
  /** Which subjects from the list in content/ a text named that was not understood. */
  wanted?: string[];
  reply: Reply;
  /** How many segments the reply has. 0 when nothing was sent. */
  segments: number;
}

/** Every outcome. The compiler checks that none is left out. */
const OUTCOMES: Record<Request['outcome'], true> = {
  optedOut: true,
  optedIn: true,
  helpedByTwilio: true,
  distress: true,
  glossary: true,
  automatic: true,
  topic: true,
  severalTopics: true,
  unsure: true,
  more: true,
  menu: true,
  help: true,
  greeting: true,
  thanks: true,
  forget: true,
  worry: true,
  reaction: true,
  bye: true,
  happy: true,
  free: true,
  private: true,
  human: true,
  complain: true,
  stop: true,
  source: true,
  number: true,
  current: true,
  confused: true,
  again: true,
  erase: true,
  contact: true,
  language: true,
  notUnderstood: true,
  unknown: true,
};
// Marked as pure, so that the webhook, which only writes outcomes, doesn't bundle the list.
export const outcome = /* @__PURE__ */ z.enum(/* @__PURE__ */ Object.keys(OUTCOMES) as Request['outcome'][]);

/** Every reply that needs no more than its kind. The compiler checks this too. */
const PLAIN_REPLIES: Record<PlainReply | 'nothing', true> = {
  nothing: true,
  menu: true,
  menuMore: true,
  nothingToContinue: true,
  greeting: true,
  thanks: true,
  bye: true,
  happy: true,
  forgotten: true,
  howToStop: true,
  free: true,
  private: true,
  human: true,
  complain: true,
  source: true,
  number: true,
  current: true,
  confused: true,
  contact: true,
  language: true,
  help: true,
  safety: true,
  safetySilent: true,
  safetyStay: true,
  safetyAdult: true,
  worry: true,
  worryGoodbye: true,
  notUnderstood: true,
  notUnderstoodAgain: true,
  slowDown: true,
  cannotAnswer: true,
};

const textOfTopic = z.object({ topic: z.string(), text: z.number() });

/** A reply as the table and the log store it. */
export const recordedReply: z.ZodMiniType<Reply> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(Object.keys(PLAIN_REPLIES) as (keyof typeof PLAIN_REPLIES)[]) }),
  z.object({ kind: z.enum(['text', 'plainer']), topic: z.string(), text: z.number() }),
  z.object({ kind: z.literal('twoTexts'), texts: z.array(textOfTopic) }),
  z.object({ kind: z.literal('glossary'), term: z.string() }),
  z.object({ kind: z.literal('endOfTopic'), topic: z.string() }),
  z.object({ kind: z.enum(['severalTopics', 'didYouMean']), topics: z.array(z.string()) }),
  z.object({ kind: z.literal('inLanguage'), language: z.string(), about: z.enum(['safety', 'language']) }),
]);
