/** What a text can mean: every reply and every count begins here. */

/** Questions and remarks to the service itself. */
export const SERVICE_QUESTIONS = [
  /** What it costs. */
  'free',
  /** Who sees it, and what is kept. */
  'private',
  /** Whether a person answers. */
  'human',
  /** Where to complain, and what one's rights are. */
  'complain',
  /** How to get no more texts. */
  'stop',
  /** Where the full report is, and whether all this is official. */
  'source',
  /** Whose number this is. */
  'number',
  /** Whether it is still true, and whether there is anything newer. */
  'current',
  /** What it means. */
  'confused',
  /** To hear the last text again. */
  'again',
  /** To be forgotten, other than by the word FORGET. */
  'erase',
  /** How to reach the council, a team or a worker. */
  'contact',
  /** Another language, large print, or somebody to read it out. */
  'language',
] as const;
export type ServiceQuestion = (typeof SERVICE_QUESTIONS)[number];

export type Understanding =
  | { kind: 'optedOut' }
  | { kind: 'optedIn' }
  /** Twilio has sent its own HELP text already. */
  | { kind: 'helpedByTwilio' }
  /** Somebody is, or may be, in danger. An adult may write about a child, and a text may be in another language. */
  | { kind: 'distress'; isFromAdult?: true; language?: string }
  /** Unhappy, bereaved, let down: no danger, and nothing cheerful to be answered. */
  | { kind: 'worry' }
  /** A phone says that a text was liked, or sends our own words back. */
  | { kind: 'reaction' }
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
  | { kind: 'bye' }
  /** Good news, or praise. */
  | { kind: 'happy' }
  | { kind: Exclude<ServiceQuestion, 'language'> }
  /** Asks for another language, or is written in one. */
  | { kind: 'language'; language?: string }
  /** Asks what a word means: one of the glossary, by its id. */
  | { kind: 'glossary'; term: string }
  /** Erase all that is stored about me. */
  | { kind: 'forget' }
  /** What was looked for, of the few words that the content lists, and whether the text comes near a worry. */
  | { kind: 'notUnderstood'; wanted: string[]; isNearWorry: boolean };

/** The topics that an understanding names: one, the two or more of a choice, or none. */
export function topicsOf(understanding: Understanding): readonly string[] {
  if (understanding.kind === 'topic') return [understanding.topic];
  return 'topics' in understanding ? understanding.topics : [];
}
