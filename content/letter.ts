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
  /** The same in easier words, with the same cue. */
  plainer: string;
  /** Keys of what people text for this one in particular. */
  phrases: string[];
  /** The roots of the words that tell of it: its own, its sentences', its questions'. */
  roots: string[];
}

/** What is sent as one message. */
export interface Message {
  words: string;
  segments: number;
}

/** A word that people ask about, and what it means. */
export interface Term {
  id: string;
  /** Keys of the word and its other forms. */
  keys: string[];
  words: string;
}

/** Questions to the service that have a word and a reply of their own. */
type AnsweredQuestion =
  | 'confused'
  | 'free'
  | 'private'
  | 'human'
  | 'complain'
  | 'source'
  | 'number'
  | 'current'
  | 'contact'
  | 'language';

/**
 * The wording that belongs to no topic, as `content/replies.yaml` names it. `{keyword}`, `{next}` and
 * `{keywords}` are still to be filled; what depends on the letter or the deployment is filled already.
 */
export type FixedReply =
  | 'menu'
  | 'menuMore'
  | 'severalTopics'
  | 'didYouMean'
  | 'endOfTopic'
  | 'nothingToContinue'
  | 'greeting'
  | 'thanks'
  | 'bye'
  | 'happy'
  | 'forgotten'
  | 'howToStop'
  | AnsweredQuestion
  | 'help'
  | 'safety'
  | 'safetySilent'
  | 'safetyStay'
  | 'safetyAdult'
  | 'worry'
  | 'worryGoodbye'
  | 'notUnderstood'
  | 'notUnderstoodAgain'
  | 'slowDown'
  | 'cannotAnswer';

/** What a phrase that is about no topic stands for. */
export type SharedMeaning =
  | 'distress'
  | 'menu'
  | 'more'
  | 'help'
  | 'again'
  | AnsweredQuestion
  | 'greeting'
  | 'thanks'
  | 'bye'
  | 'forget'
  // What may answer a question of ours.
  | 'yes'
  | 'no'
  | 'both'
  | 'first'
  | 'second'
  // What stands beside a word of the glossary.
  | 'meaningOf'
  | 'whatIs';

/** An older letter that people can still read. */
export interface SupersededLetter {
  /** Its folder in content/. */
  id: string;
  /** Sent after the menu: that there is one, and how to get there and back. */
  note: string;
  /** Keys of what people text to get there. */
  older: string[];
  /** Keys of what they text to come back. */
  newer: string[];
}

export interface Letter {
  /** The letter's folder in content/, for example `dorset-2021`. */
  id: string;
  /** The letter that this one has taken the place of. */
  supersedes?: SupersededLetter;
  /** Of the inspection, in four digits. */
  year: string;
  topics: Topic[];
  replies: Record<FixedReply, string>;
  glossary: Term[];
  /** What is sent to texts in other languages, by the language's name in English. */
  languages: Record<string, Record<'safety' | 'language', Message>>;
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

/** A text as staff are shown it. */
export interface DescribedText {
  /** GRADES 2, or the reply's name. */
  name: string;
  /** The topic's id and the text's place in it, under which it is counted: `grades 2`. A reply of no topic has none. */
  sent?: string;
  /** As they are sent. */
  words: string;
  /** What it takes up of the 160 that a segment has. */
  septets: number;
  /** Flesch-Kincaid. */
  grade: number;
  /** The letter's sentences. */
  restsOn: string[];
}

/** How well texts are understood that nothing was learned from: how many there were, and how many of a hundred got the safety reply. */
export interface Measured {
  /** Plain cries for help. */
  plainCries: MeasuredShare;
  /** Texts that only hint at danger. */
  hints: MeasuredShare;
  /** Texts about everyday things, which should not get it. */
  everyday: MeasuredShare;
}

export interface MeasuredShare {
  of: number;
  /** A whole number. */
  percent: number;
}
