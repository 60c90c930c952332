/** Keeps machines from answering each other without end, and one texter from costing without end. */

import type { Choice } from './choose-reply.ts';
import type { HourOfReplies } from './conversation.ts';
import { isSafetyReply, type Reply } from './reply.ts';

/** How many replies of each kind one texter gets in an hour. */
export interface GuardLimits {
  /** Texts of topics, menus and other reading. */
  reading: number;
  /** To texts that were not understood, greetings and all else; "slow down" comes after the last. */
  others: number;
  safetyReplies: number;
  /** How many of the others may come in a row before a machine must be at the other end. */
  inARow: number;
}

const HOUR_SECONDS = 60 * 60;
/** A machine answers at once. A person pauses longer than this, in seconds, before a new attempt. */
const AT_ONCE_SECONDS = 30;

/** What people ask for to read. */
const READING: ReadonlySet<Reply['kind']> = new Set<Reply['kind']>([
  'text',
  'twoTexts',
  'plainer',
  'glossary',
  'endOfTopic',
  'didYouMean',
  'severalTopics',
  'menu',
  'menuMore',
]);

/**
 * Counts a reply, and lets it through or replaces it with "slow down" or with nothing. When the conversation can't be
 * read, nothing is limited: people must get an answer even when the table fails.
 *
 * A machine is at the other end when text after text comes at once and we understand none. One silence ends such a
 * loop, because the machine then has nothing to answer. A person who comes back after half a minute gets answers again.
 *
 * @example guardReply(choice, at, limits).reply // { kind: 'slowDown' }, when the hour's replies were just used up
 */
export function guardReply(choice: Choice, at: Date, limits: GuardLimits): Choice {
  const { reply, conversation } = choice;
  if (reply.kind === 'nothing' || conversation.isUnknown) return choice;
  const now = Math.floor(at.getTime() / 1000);
  const before = currentHour(conversation.hour, now);
  const kind = kindOf(reply);
  const hour = count(kind, before, now);
  const over = {
    safety: hour.safetyReplies - limits.safetyReplies,
    reading: hour.reading - limits.reading,
    others: Math.max(hour.others - limits.others, hour.inARow - limits.inARow),
  }[kind];
  // Frightened people write HELP, so beyond its own limit it uses the limit for safety replies.
  if (over > 0 && reply.kind === 'help') {
    const asSafety = count('safety', before, now);
    const isOver = asSafety.safetyReplies > limits.safetyReplies;
    return { reply: isOver ? { kind: 'nothing' } : reply, conversation: { ...conversation, hour: asSafety } };
  }
  return { reply: beyond(over) ?? reply, conversation: { ...conversation, hour } };
}

type LimitedKind = 'safety' | 'reading' | 'others';

function kindOf(reply: Reply): LimitedKind {
  if (isSafetyReply(reply)) return 'safety';
  return READING.has(reply.kind) ? 'reading' : 'others';
}

/** The first reply over a limit is "slow down", which has the numbers to call; after it there is silence. */
function beyond(over: number): Reply | undefined {
  if (over <= 0) return undefined;
  return { kind: over === 1 ? 'slowDown' : 'nothing' };
}

function count(kind: LimitedKind, hour: HourOfReplies, now: number): HourOfReplies {
  const counted = { ...hour, last: now };
  if (kind === 'safety') return { ...counted, safetyReplies: hour.safetyReplies + 1, inARow: 0 };
  if (kind === 'reading') return { ...counted, reading: hour.reading + 1, inARow: 0 };
  const isAtOnce = now - hour.last < AT_ONCE_SECONDS;
  return { ...counted, others: hour.others + 1, inARow: isAtOnce ? hour.inARow + 1 : 1 };
}

function currentHour(hour: HourOfReplies | undefined, now: number): HourOfReplies {
  if (hour && now - hour.since < HOUR_SECONDS) return hour;
  // A row of texts goes on over the hour.
  return { since: now, reading: 0, others: 0, safetyReplies: 0, inARow: hour?.inARow ?? 0, last: hour?.last ?? 0 };
}
