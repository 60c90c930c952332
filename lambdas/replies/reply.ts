/** What goes back, as data: small enough to be recorded, so that a retry gets the same words. */

import type { FixedReply } from '../../content/letter.ts';

/** Replies that need nothing filled in. */
export type PlainReply = Exclude<FixedReply, 'severalTopics' | 'didYouMean' | 'endOfTopic'>;

/** One text of a topic, counted from 1. */
export interface TextOfTopic {
  topic: string;
  text: number;
}

export type Reply =
  | ({ kind: 'text' } & TextOfTopic)
  /** One text each of the two topics that were asked for. */
  | { kind: 'twoTexts'; texts: TextOfTopic[] }
  /** The same as a text says, in easier words. */
  | ({ kind: 'plainer' } & TextOfTopic)
  /** What a word means. */
  | { kind: 'glossary'; term: string }
  | { kind: 'endOfTopic'; topic: string }
  | { kind: 'severalTopics' | 'didYouMean'; topics: string[] }
  /** The safety reply, or that we only know English, in another language. */
  | { kind: 'inLanguage'; language: string; about: 'safety' | 'language' }
  /** With `nothing`, nothing is sent: Twilio has answered, a machine has written, or the hour's texts are used up. */
  | { kind: PlainReply | 'nothing' };

/** The safety replies of a day, in their order: after the last comes the second again. */
export const SAFETY_REPLIES = ['safety', 'safetySilent', 'safetyStay'] as const;

/** True for a reply to somebody who may be in danger, in whatever words. */
export function isSafetyReply(reply: Reply): boolean {
  if (reply.kind === 'inLanguage') return reply.about === 'safety';
  return reply.kind === 'safetyAdult' || SAFETY_REPLIES.some((kind) => kind === reply.kind);
}

/** The texts of topics that a reply consists of. */
export function textsOf(reply: Reply): TextOfTopic[] {
  if (reply.kind === 'twoTexts') return reply.texts;
  return reply.kind === 'text' ? [{ topic: reply.topic, text: reply.text }] : [];
}
