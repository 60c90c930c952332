/** What is remembered of a texter between two texts, so that MORE can go on and no loop does. */

export interface Conversation {
  /** The text last sent, if any: a topic's id and which of its texts, from 1. */
  lastText?: { topic: string; text: number };
  /** The replies of the last hour, if any. */
  hour?: HourOfReplies;
  /** Set when it could not be recalled: what was sent last is then not known, which is not the same as nothing. */
  isUnknown?: true;
}

/** How many replies a texter got since a moment, which is at most an hour ago. */
export interface HourOfReplies {
  /** When the first of them was sent, in seconds since 1970. */
  since: number;
  /** All but the safety replies, and those that the loop guard held back. */
  replies: number;
  /** To distress, and to HELP beyond the limit of the others: these have a limit of their own. */
  safetyReplies: number;
}
