/** Which reply an understanding gets, and what is remembered for the next text. */

import type { Letter } from '../../content/letter.ts';
import type { Conversation } from '../understanding/conversation.ts';
import type { ServiceQuestion, Understanding } from '../understanding/understanding.ts';

/** What goes back, as data: small enough to be recorded, so that a retry gets the same words. */
export type Reply =
  /** Nothing is sent: Twilio has answered, a machine has written, or the hour's texts are used up. */
  | { kind: 'nothing' }
  /** One text of a topic, counted from 1. */
  | { kind: 'text'; topic: string; text: number }
  | { kind: 'endOfTopic'; topic: string }
  | { kind: 'severalTopics' | 'didYouMean'; topics: string[] }
  /** Call 999, Childline 0800 1111. */
  | { kind: 'safety' }
  /** Too many texts in an hour. */
  | { kind: 'slowDown' }
  /** All that was stored about the texter has been erased. */
  | { kind: 'forgotten' }
  /** That STOP ends these texts, and FORGET erases. */
  | { kind: 'howToStop' }
  | { kind: 'menu' | 'nothingToContinue' | 'greeting' | 'thanks' | 'help' | 'notUnderstood' | 'cannotAnswer' };

export interface Choice {
  reply: Reply;
  conversation: Conversation;
}

/**
 * Chooses the reply and the conversation that follows it. Only a topic's text moves the conversation on: a person
 * who says thanks or asks for the menu can still text MORE.
 *
 * @example chooseReply({ kind: 'topic', topic: 'care', text: 1 }, {}, letter).reply // { kind: 'text', topic: 'care', text: 1 }
 */
export function chooseReply(understanding: Understanding, conversation: Conversation, letter: Letter): Choice {
  switch (understanding.kind) {
    case 'optedOut':
    case 'optedIn':
    case 'helpedByTwilio':
    case 'automatic':
    case 'reaction':
      return { reply: { kind: 'nothing' }, conversation };
    case 'distress':
      return { reply: { kind: 'safety' }, conversation };
    case 'topic':
      return sendText(understanding.topic, understanding.text, conversation);
    case 'severalTopics':
      return { reply: { kind: 'severalTopics', topics: understanding.topics }, conversation };
    case 'unsure':
      return { reply: { kind: 'didYouMean', topics: understanding.topics }, conversation };
    case 'forget':
      return { reply: { kind: 'forgotten' }, conversation: {} };
    case 'more':
      return chooseNextText(conversation, letter);
    default:
      return { reply: fixedReply(understanding.kind), conversation };
  }
}

/** Kinds whose reply has another name. A question to the service gets HELP until it has words of its own. */
const OTHER_NAMES = {
  bye: 'thanks',
  happy: 'thanks',
  stop: 'howToStop',
  erase: 'howToStop',
  // It has the numbers to call, and praises nobody.
  worry: 'notUnderstood',
} as const;
const OWN_NAMES = ['menu', 'help', 'greeting', 'thanks', 'notUnderstood'] as const;

type FixedKind = keyof typeof OTHER_NAMES | (typeof OWN_NAMES)[number] | ServiceQuestion;

/** The reply that a kind gets whatever was sent before. */
export function fixedReply(kind: FixedKind): Reply {
  if (kind in OTHER_NAMES) return { kind: OTHER_NAMES[kind as keyof typeof OTHER_NAMES] };
  return { kind: OWN_NAMES.find((own) => own === kind) ?? 'help' };
}

function chooseNextText(conversation: Conversation, letter: Letter): Choice {
  if (conversation.isUnknown) return { reply: { kind: 'cannotAnswer' }, conversation };
  const last = conversation.lastText;
  const topic = last && letter.topics.find(({ id }) => id === last.topic);
  if (!last || !topic) return { reply: { kind: 'nothingToContinue' }, conversation };
  if (last.text >= topic.texts.length) return { reply: { kind: 'endOfTopic', topic: topic.id }, conversation };
  return sendText(topic.id, last.text + 1, conversation);
}

function sendText(topic: string, text: number, conversation: Conversation): Choice {
  return { reply: { kind: 'text', topic, text }, conversation: { ...conversation, lastText: { topic, text } } };
}
