/** Keeps machines from answering each other without end, and one texter from costing without end. */

import type { HourOfReplies } from '../understanding/conversation.ts';
import type { Choice } from './choose-reply.ts';

export interface GuardLimits {
  /** Of replies in an hour; the one after them is "slow down", then there is silence until the hour is over. */
  repliesPerHour: number;
  safetyRepliesPerHour: number;
}

const HOUR_SECONDS = 60 * 60;

/**
 * Lets a reply through, or puts "slow down" or nothing in its place, and counts it. A conversation that could not be
 * recalled is not guarded: a person must not go without an answer because the table does.
 *
 * @example guardReply(choice, at, limits).reply // { kind: 'slowDown' }, when the hour's replies were just used up
 */
export function guardReply(choice: Choice, at: Date, limits: GuardLimits): Choice {
  const { reply, conversation } = choice;
  if (reply.kind === 'nothing' || conversation.isUnknown) return choice;
  const hour = currentHour(conversation.hour, at);
  const replies = hour.replies + 1;
  // HELP is the word that a frightened person writes.
  if (reply.kind === 'safety' || (reply.kind === 'help' && replies > limits.repliesPerHour)) {
    const safetyReplies = hour.safetyReplies + 1;
    const isOver = safetyReplies > limits.safetyRepliesPerHour;
    return {
      reply: isOver ? { kind: 'nothing' } : reply,
      conversation: { ...conversation, hour: { ...hour, safetyReplies } },
    };
  }
  const guarded = { ...conversation, hour: { ...hour, replies } };
  if (replies <= limits.repliesPerHour) return { reply, conversation: guarded };
  return { reply: { kind: replies === limits.repliesPerHour + 1 ? 'slowDown' : 'nothing' }, conversation: guarded };
}

function currentHour(hour: HourOfReplies | undefined, at: Date): HourOfReplies {
  const now = Math.floor(at.getTime() / 1000);
  return hour && now - hour.since < HOUR_SECONDS ? hour : { since: now, replies: 0, safetyReplies: 0 };
}
