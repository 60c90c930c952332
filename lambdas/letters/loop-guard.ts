/** Keeps machines from answering each other without end, and one texter from costing without end. */

import type { Choice, Reply } from './choose-reply.ts';

/** How many replies a texter got since a moment, which is at most an hour ago. */
export interface HourOfReplies {
  /** When the first of them was sent, in seconds since 1970. */
  since: number;
  /** All but the safety replies. */
  replies: number;
  /** What tells of 999 and Childline and was asked for in need: these have a limit of their own. */
  safetyReplies: number;
}

export interface GuardLimits {
  /** Of replies in an hour; the one after them is "slow down", then there is silence until the hour is over. */
  repliesPerHour: number;
  safetyRepliesPerHour: number;
}

const HOUR_SECONDS = 60 * 60;

/** Sent whatever else the texter was sent: distress, and HELP, which a frightened person writes. */
const SAFETY: readonly Reply['kind'][] = ['safety', 'help'];

/**
 * Lets a reply through, or puts "slow down" or nothing in its place, and counts it. A conversation that could not be
 * recalled is not guarded: a person must not go without an answer because the table does.
 *
 * @example guardReply(choice, at, { repliesPerHour: 20, safetyRepliesPerHour: 20 }).reply // { kind: 'slowDown' }
 */
export function guardReply(choice: Choice, at: Date, limits: GuardLimits): Choice {
  const { reply, conversation } = choice;
  if (reply.kind === 'nothing' || conversation.isUnknown) return choice;
  const hour = currentHour(conversation.hour, at);
  if (SAFETY.includes(reply.kind)) {
    const safetyReplies = hour.safetyReplies + 1;
    const isOver = safetyReplies > limits.safetyRepliesPerHour;
    return {
      reply: isOver ? { kind: 'nothing' } : reply,
      conversation: { ...conversation, hour: { ...hour, safetyReplies } },
    };
  }
  const replies = hour.replies + 1;
  const guarded = { ...conversation, hour: { ...hour, replies } };
  if (replies <= limits.repliesPerHour) return { reply, conversation: guarded };
  return { reply: { kind: replies === limits.repliesPerHour + 1 ? 'slowDown' : 'nothing' }, conversation: guarded };
}

function currentHour(hour: HourOfReplies | undefined, at: Date): HourOfReplies {
  const now = Math.floor(at.getTime() / 1000);
  return hour && now - hour.since < HOUR_SECONDS ? hour : { since: now, replies: 0, safetyReplies: 0 };
}
