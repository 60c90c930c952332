/**
 * What a Lambda carries of the content: the letter as it is compiled from the YAML files beside this one
 * (`infra/content/compile-letter.ts`). Types only.
 */

/** A subject people can ask about. Its place in `Letter.topics`, counted from 1, is its number on the menu. */
export interface Topic {
  id: string;
  keyword: string;
  /** Each exactly as it is sent, its cue ("Text MORE for more.") included. */
  texts: string[];
}

/**
 * The wording that belongs to no topic, as `content/replies.yaml` names it. `{keyword}`, `{next}` and
 * `{keywords}` are still to be filled; what depends on the letter or the deployment is filled already.
 */
export type FixedReply =
  | 'menu'
  | 'severalTopics'
  | 'endOfTopic'
  | 'nothingToContinue'
  | 'greeting'
  | 'thanks'
  | 'help'
  | 'notUnderstood'
  | 'slowDown'
  | 'cannotAnswer';

/** What a phrase that people text stands for. */
export type Meaning =
  | { kind: 'topic'; topic: string }
  | { kind: 'menu' }
  | { kind: 'more' }
  | { kind: 'help' }
  | { kind: 'greeting' }
  | { kind: 'thanks' };

export interface Letter {
  /** The letter's folder in content/, for example `dorset-2021`. */
  id: string;
  topics: Topic[];
  replies: Record<FixedReply, string>;
  /** From a phrase in the form that `phraseKey` gives it to what it means. */
  phrases: Record<string, Meaning>;
  /** Phrases, in the same form, that are said around a word without changing it: "please". */
  aroundAWord: string[];
  /** The most words that any phrase of the two lists has. */
  longestPhrase: number;
}
