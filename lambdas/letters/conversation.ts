/** What is remembered of a texter between two texts, so that MORE can go on. */

export interface Conversation {
  /** The text last sent, if any: a topic's id and which of its texts, from 1. */
  lastText?: { topic: string; text: number };
  /** Set when it could not be recalled: what was sent last is then not known, which is not the same as nothing. */
  isUnknown?: true;
}
