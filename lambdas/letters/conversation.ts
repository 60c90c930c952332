/** What is remembered of a texter between two texts, so that MORE can go on and no loop does. */

import type { HourOfReplies } from './loop-guard.ts';

export interface Conversation {
  /** The text last sent, if any: a topic's id and which of its texts, from 1. */
  lastText?: { topic: string; text: number };
  /** The replies of the last hour, if any. */
  hour?: HourOfReplies;
  /** Set when it could not be recalled: what was sent last is then not known, which is not the same as nothing. */
  isUnknown?: true;
}
