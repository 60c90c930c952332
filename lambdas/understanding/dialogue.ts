/** What understanding needs to know of the texts before: what was sent last, and what it asked. */

export interface Dialogue {
  /** The text last sent, if any: a topic's id and which of its texts, from 1. */
  lastText?: { topic: string; text: number };
  /** What the last reply asked, if anything. */
  question?: Question;
}

/** What "yes" and "no" answer. */
export type Question =
  /** Whether to read on: "Text MORE". After two texts, also in which of their topics. */
  | { kind: 'more'; topics?: string[] }
  /** Whether to see the topics: "Text MENU". */
  | { kind: 'menu' }
  /** Which of these topics: "Did you mean GRADES or CARE?" */
  | { kind: 'topics'; topics: string[] };
