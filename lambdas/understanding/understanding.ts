/** What a text can mean: every reply and every count begins here. */

export type Understanding =
  | { kind: 'optedOut' }
  | { kind: 'optedIn' }
  /** Twilio has sent its own HELP text already. */
  | { kind: 'helpedByTwilio' }
  /** Somebody is, or may be, in danger. */
  | { kind: 'distress' }
  /** Another machine has answered ours. */
  | { kind: 'automatic' }
  /** A topic, and which of its texts is asked for: the first, unless the words fit another. */
  | { kind: 'topic'; topic: string; text: number }
  | { kind: 'severalTopics'; topics: string[] }
  /** One of two topics, and it is not clear which. */
  | { kind: 'unsure'; topics: string[] }
  | { kind: 'more' }
  | { kind: 'menu' }
  | { kind: 'help' }
  | { kind: 'greeting' }
  | { kind: 'thanks' }
  /** Erase all that is stored about me. */
  | { kind: 'forget' }
  /** What was looked for, of the few words that the content lists. */
  | { kind: 'notUnderstood'; wanted: string[] };
