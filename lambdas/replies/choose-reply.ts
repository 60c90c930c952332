/** Which reply an understanding gets, and what is remembered for the next text. */

import type { Question } from '../understanding/dialogue.ts';
import type { Understanding } from '../understanding/understanding.ts';
import type { Conversation } from './conversation.ts';
import { isSafetyReply, type PlainReply, type Reply, SAFETY_REPLIES, type TextOfTopic, textsOf } from './reply.ts';

/** What choosing needs of a letter. */
export interface Outline {
  topics: readonly { id: string; texts: readonly unknown[] }[];
}

export interface Choice {
  reply: Reply;
  conversation: Conversation;
}

/** How long a safety reply is remembered, in seconds: a day. */
const SAFETY_SECONDS = 24 * 60 * 60;

/** What must not be answered cheerfully when a worry came just before. */
const CLOSINGS: ReadonlySet<Understanding['kind']> = new Set(['thanks', 'bye', 'greeting']);

/** More topics are not sent at once. */
const MAX_TOPICS = 2;

/**
 * Chooses the reply and the conversation that follows it. Somebody who got a safety reply today gets the next one,
 * where others would get a pleasantry or "not understood".
 *
 * @example chooseReply({ kind: 'topic', topic: 'care', text: 1 }, {}, letter, at).reply // { kind: 'text', topic: 'care', text: 1 }
 */
export function chooseReply(
  understanding: Understanding,
  conversation: Conversation,
  letter: Outline,
  at: Date,
): Choice {
  const now = Math.floor(at.getTime() / 1000);
  const { safety, ...rest } = conversation;
  const isRemembered = safety && now - safety.since < SAFETY_SECONDS;
  const before: Conversation = isRemembered ? conversation : rest;
  if (understanding.kind === 'forget') {
    // The count of replies stays, or FORGET would reset the limits.
    return { reply: { kind: 'forgotten' }, conversation: conversation.hour ? { hour: conversation.hour } : {} };
  }
  const isSafetyDue = isRemembered && needsSafety(understanding);
  const reply = isSafetyDue ? nextSafetyReply(understanding, before) : replyTo(understanding, before, letter);
  if (reply.kind === 'nothing') return { reply, conversation: before };
  return { reply, conversation: conversationAfter(reply, before, letter, now) };
}

/** What a person who may be in danger writes as well, and what must not be answered as if nothing had been. */
const UNSUITABLE_AFTER_DISTRESS: ReadonlySet<Understanding['kind']> = new Set([
  'distress',
  'worry',
  'notUnderstood',
  'greeting',
  'thanks',
  'bye',
  'happy',
  'human',
  'contact',
  'confused',
  'source',
  'number',
  // Twilio answers YES itself, and its answer says nothing.
  'optedIn',
]);

function needsSafety(understanding: Understanding): boolean {
  return UNSUITABLE_AFTER_DISTRESS.has(understanding.kind) && !('language' in understanding);
}

function nextSafetyReply(understanding: Understanding, { safety, lastReply }: Conversation): Reply {
  // Somebody we answered in their language may not understand another.
  if (lastReply?.kind === 'inLanguage') return { ...lastReply, about: 'safety' };
  const isFromAdult = understanding.kind === 'distress' && understanding.isFromAdult;
  if (isFromAdult || lastReply?.kind === 'safetyAdult') return { kind: 'safetyAdult' };
  const [first, ...others] = SAFETY_REPLIES;
  const sent = safety?.sent ?? 0;
  return { kind: sent === 0 ? first : (others[(sent - 1) % others.length] ?? first) };
}

function replyTo(understanding: Understanding, conversation: Conversation, letter: Outline): Reply {
  const { lastReply, lastText } = conversation;
  const isAfterWorry = lastReply?.kind === 'worry' || lastReply?.kind === 'worryGoodbye';
  if (isAfterWorry && CLOSINGS.has(understanding.kind)) return { kind: 'worryGoodbye' };
  switch (understanding.kind) {
    case 'optedOut':
    case 'optedIn':
    case 'helpedByTwilio':
    case 'automatic':
    case 'reaction':
      return { kind: 'nothing' };
    case 'distress':
      if (understanding.language) return { kind: 'inLanguage', language: understanding.language, about: 'safety' };
      return { kind: understanding.isFromAdult ? 'safetyAdult' : 'safety' };
    case 'topic':
      return { kind: 'text', topic: understanding.topic, text: understanding.text };
    case 'severalTopics':
      return replyToTopics(understanding.topics);
    case 'unsure':
      return { kind: 'didYouMean', topics: understanding.topics };
    case 'more':
      return nextText(conversation, letter);
    case 'again':
      return lastReply ?? { kind: conversation.isUnknown ? 'cannotAnswer' : 'nothingToContinue' };
    case 'confused':
      if (lastText && lastReply?.kind === 'text') return { kind: 'plainer', ...lastText };
      // The same words again would help nobody.
      return { kind: lastReply?.kind === 'confused' ? 'help' : 'confused' };
    case 'glossary':
      return { kind: 'glossary', term: understanding.term };
    case 'language':
      if (!understanding.language) return { kind: 'language' };
      return { kind: 'inLanguage', language: understanding.language, about: 'language' };
    case 'notUnderstood': {
      const isSecond = lastReply?.kind === 'notUnderstood' || lastReply?.kind === 'notUnderstoodAgain';
      return { kind: isSecond || isAfterWorry || understanding.isNearWorry ? 'notUnderstoodAgain' : 'notUnderstood' };
    }
    case 'stop':
    case 'erase':
      return { kind: 'howToStop' };
    case 'forget':
      return { kind: 'forgotten' };
    default:
      return { kind: understanding.kind };
  }
}

function replyToTopics(topics: readonly string[]): Reply {
  if (topics.length > MAX_TOPICS) return { kind: 'severalTopics', topics: [...topics] };
  return { kind: 'twoTexts', texts: topics.map((topic): TextOfTopic => ({ topic, text: 1 })) };
}

function nextText({ isUnknown, lastText, lastReply }: Conversation, letter: Outline): Reply {
  if (isUnknown) return { kind: 'cannotAnswer' };
  if (lastReply?.kind === 'menu') return { kind: 'menuMore' };
  const topic = lastText && letter.topics.find(({ id }) => id === lastText.topic);
  if (!lastText || !topic) return { kind: 'nothingToContinue' };
  if (lastText.text >= topic.texts.length) return { kind: 'endOfTopic', topic: topic.id };
  return { kind: 'text', topic: topic.id, text: lastText.text + 1 };
}

/** Only a topic's text moves MORE on: a person who says thanks can still read on. */
function conversationAfter(reply: Reply, before: Conversation, letter: Outline, now: number): Conversation {
  const { question: _, lastReply: __, lastText, safety, ...kept } = before;
  const question = questionOf(reply, letter);
  const sent = textsOf(reply).at(-1);
  const remembered = isSafetyReply(reply) ? { since: now, sent: (safety?.sent ?? 0) + 1 } : safety;
  const last = sent ?? lastText;
  return {
    ...kept,
    ...(last && { lastText: last }),
    ...(remembered && { safety: remembered }),
    ...(question && { question }),
    lastReply: reply,
  };
}

/** What ends with "Text MENU". */
const OFFER_THE_MENU: ReadonlySet<Reply['kind']> = new Set<PlainReply>([
  'greeting',
  'thanks',
  'bye',
  'happy',
  'notUnderstood',
  'number',
  'confused',
  'help',
  'nothingToContinue',
]);

function questionOf(reply: Reply, { topics }: Outline): Question | undefined {
  switch (reply.kind) {
    case 'text':
    case 'plainer': {
      const isLast = reply.text >= (topics.find(({ id }) => id === reply.topic)?.texts.length ?? 0);
      return { kind: isLast ? 'menu' : 'more' };
    }
    case 'twoTexts':
      return { kind: 'more', topics: reply.texts.map(({ topic }) => topic) };
    case 'menu':
      return { kind: 'more' };
    case 'severalTopics':
    case 'didYouMean':
      return { kind: 'topics', topics: reply.topics };
    case 'endOfTopic': {
      const next = nextTopic(reply.topic, topics);
      return next ? { kind: 'topics', topics: [next] } : undefined;
    }
    default:
      return OFFER_THE_MENU.has(reply.kind) ? { kind: 'menu' } : undefined;
  }
}

function nextTopic(id: string, topics: Outline['topics']): string | undefined {
  return topics[(topics.findIndex((topic) => topic.id === id) + 1) % topics.length]?.id;
}
