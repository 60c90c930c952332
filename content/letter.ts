/**
 * What a Lambda carries of the content: the letter as it is compiled from the YAML files beside this one
 * (`infra/content/compile-letter.ts`). Types only.
 */

/** A subject people can ask about. Its place in `Letter.topics`, counted from 1, is its number on the menu. */
export interface Topic {
  id: string;
  keyword: string;
  /** What people text for it, in the form that `phraseKey` gives it: the keyword, other words, its number. */
  phrases: string[];
  /** In the order in which MORE goes through them. */
  texts: Text[];
}

/** One SMS of a topic. */
export interface Text {
  /** Exactly as they are sent, the cue ("Text MORE for more.") included. */
  words: string;
  /** Keys of what people text for this one in particular. */
  phrases: string[];
  /** The roots of the words that tell of it: its own, its sentences', its questions'. */
  roots: string[];
}

/**
 * The wording that belongs to no topic, as `content/replies.yaml` names it. `{keyword}`, `{next}` and
 * `{keywords}` are still to be filled; what depends on the letter or the deployment is filled already.
 */
export type FixedReply =
  | 'menu'
  | 'severalTopics'
  | 'didYouMean'
  | 'endOfTopic'
  | 'nothingToContinue'
  | 'greeting'
  | 'thanks'
  | 'forgotten'
  | 'howToStop'
  | 'help'
  | 'safety'
  | 'notUnderstood'
  | 'slowDown'
  | 'cannotAnswer';

/** What a phrase that is about no topic stands for. */
export type SharedMeaning = 'menu' | 'more' | 'help' | 'greeting' | 'thanks' | 'forget';

export interface Letter {
  /** The letter's folder in content/, for example `dorset-2021`. */
  id: string;
  topics: Topic[];
  replies: Record<FixedReply, string>;
  /** Keys of the phrases that are about no topic. */
  phrases: Record<SharedMeaning, string[]>;
  /** Keys of what is said around a word without changing it: "please". */
  aroundAWord: string[];
  /** The most words that any phrase has. */
  longestPhrase: number;
  /** The letter's own sentences, by their keys, and which text of which topic rests on each. */
  sentences: Record<string, { topic: string; text: number }>;
  /** What joins two topics: "and". */
  joining: string[];
  /** What people look for that the letter may not say, by subject: single words. */
  wanted: Record<string, string[]>;
}
