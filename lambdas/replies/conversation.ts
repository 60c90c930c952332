/** What is remembered of a texter between two texts, for a day. Nothing of what they wrote is in it. */

import type { Dialogue } from '../understanding/dialogue.ts';
import { isSafetyReply, type Reply } from './reply.ts';

export interface Conversation extends Dialogue {
  /** The letter it is about, when that is not the usual one, or one that the number's own supersedes. */
  letter?: string;
  /** The reply last sent, for AGAIN. */
  lastReply?: Reply;
  /** Set for a day after a safety reply. */
  safety?: SafetyMemory;
  /** The replies of the last hour, if any. */
  hour?: HourOfReplies;
  /** Set when it could not be recalled: what was sent last is then not known, which is not the same as nothing. */
  isUnknown?: true;
}

/** That somebody may be in danger: they get no cheerful reply for a day. */
export interface SafetyMemory {
  /** When the first safety reply was sent, in seconds since 1970. */
  since: number;
  /** How many were sent. */
  sent: number;
}

/** How many replies a texter got since a moment, which is at most an hour ago. Safety replies have a limit of their own. */
export interface HourOfReplies {
  /** When the first of them was sent, in seconds since 1970. */
  since: number;
  /** Texts of topics, menus and other reading. */
  reading: number;
  /** To texts that were not understood, greetings and all else. */
  others: number;
  /** To distress. */
  safetyReplies: number;
  /** How many of the others came in a row, each soon after the one before, with nothing understood between them. */
  inARow: number;
  /** When the last text came, in seconds since 1970. */
  last: number;
}

/**
 * The conversation as it goes on about a letter. Somebody who has texted another letter's number begins anew there. What
 * keeps them safe stays, and so do the limits.
 *
 * @param letter undefined for the letter of all numbers that have no other
 */
export function conversationAbout(letter: string | undefined, conversation: Conversation): Conversation {
  if (conversation.letter === letter) return conversation;
  const { letter: _, lastText: __, question: ___, lastReply, ...kept } = conversation;
  const isOfNoLetter = lastReply && (isSafetyReply(lastReply) || AFTER_WORRY.has(lastReply.kind));
  return { ...kept, ...(isOfNoLetter && { lastReply }), ...(letter !== undefined && { letter }) };
}

/** What must not be followed by anything cheerful. */
const AFTER_WORRY: ReadonlySet<Reply['kind']> = new Set<Reply['kind']>(['worry', 'worryGoodbye']);
