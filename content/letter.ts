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
  | 'help'
  | 'safety'
  | 'notUnderstood'
  | 'slowDown'
  | 'cannotAnswer';

/** What a phrase that is about no topic stands for. */
export type SharedMeaning = 'menu' | 'more' | 'help' | 'greeting' | 'thanks' | 'forget';

/** A phrase or a question of the content, in plain words, and what it is about. */
export interface Example {
  /** A topic's id, or a shared meaning. */
  meaning: string;
  /** Which of the topic's texts it asks for, from 1. */
  text: number;
  words: string[];
  /** A keyword or another word for it, not a question. */
  isName: boolean;
}

/** Words by how much they tell of what a text is about: those in none of the lists tell the most. */
export interface WordWeights {
  /** Said around a word without changing it. */
  around: string[];
  /** Of questions about anything here. */
  asking: string[];
  /** Of any talk. */
  small: string[];
  /** Of the content, and of everybody's every day. */
  everyday: string[];
  /** That show that a text is about the letter or its subject, whatever else they tell. */
  context: string[];
}

/** The rules of `content/distress.yaml`, as they are written there, in plain words. */
export interface Distress {
  groups: Record<string, string[]>;
  together: string[];
  phrases: string[];
  harmless: string[];
  inDoubt: string[];
  neverATopic: string[];
  inGeneral: { begins: string[]; about: string[]; unless: string[] };
}

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
  /** Plain words for text-speak, by its words with a space between. */
  textSpeak: Record<string, string>;
  examples: Example[];
  weights: WordWeights;
  /** In plain words, as are all lists below. */
  saidOtherwise: string[];
  questionStarts: string[];
  /** What may stand before a question: "hi". */
  saidBefore: string[];
  /** What joins two topics: "and". */
  joining: string[];
  distress: Distress;
  /** What other machines answer. */
  automatic: string[];
  /** Words of one who tells of oneself: "i". */
  oneself: string[];
  /** What shows that one who tells of oneself asks for something in the letter: "i want to hear what they said". */
  requests: string[];
  /** What people look for that the letter may not say, by subject: single words. */
  wanted: Record<string, string[]>;
  /** The words of the language, with a space between. */
  dictionary: string;
}
