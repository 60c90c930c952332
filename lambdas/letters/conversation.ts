/** What is remembered of a texter between two texts, so that MORE can go on. */

export interface Conversation {
  /** The text last sent, if any: a topic's id and which of its texts, from 1. */
  lastText?: { topic: string; text: number };
}
