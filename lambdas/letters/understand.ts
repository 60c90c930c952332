/**
 * What a person's text means. One function from the text, the conversation so far and the letter's own words,
 * with nothing else read and nothing thrown, whatever is sent.
 */

import type { Letter, SharedMeaning } from '../../content/letter.ts';
import type { Conversation } from './conversation.ts';
import { phraseKey, readWords } from './read-words.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

export type Understanding =
  | { kind: 'optedOut' }
  | { kind: 'optedIn' }
  /** Twilio has sent its own HELP text already. */
  | { kind: 'helpedByTwilio' }
  /** A topic, and which of its texts is asked for: the first, unless the words fit another. */
  | { kind: 'topic'; topic: string; text: number }
  | { kind: 'severalTopics'; topics: string[] }
  | { kind: 'more' }
  | { kind: 'menu' }
  | { kind: 'help' }
  | { kind: 'greeting' }
  | { kind: 'thanks' }
  | { kind: 'notUnderstood' };

/** What is understood of an inbound message: its words, and what Twilio has done with them already. */
interface Message {
  body: string;
  doneByTwilio?: 'optedOut' | 'optedIn' | 'helpedByTwilio';
}

/** What one phrase of a text means. */
type Meaning = { kind: 'topic'; topic: string; text: number } | { kind: SharedMeaning };

/** What phrases mean that are about no topic. */
export const SHARED_MEANINGS: readonly SharedMeaning[] = ['menu', 'more', 'help', 'greeting', 'thanks'];

/**
 * Understands one text. The order of the rules is the design:
 *
 * 1. what Twilio has done or will do itself (STOP, START, HELP)
 * 2. before any keyword: distress, then the loop guard
 * 3. the words exactly, whatever their case, accents, punctuation, spaces and emoji, alone or with what people say
 *    around them: topics ("GRADES please"), numbers of the menu ("number 3"), MORE, and the rest
 * 4. whatever forgives spelling or reads questions
 * 5. "not understood"
 *
 * There are no rules yet for 2 and 4: a text that only they would understand is not understood, and the reply to that
 * always has Childline and 999 in it.
 *
 * @example understand({ body: 'covid!!' }, {}, letter) // { kind: 'topic', topic: 'covid', text: 1 }
 */
export function understand(message: Message, conversation: Conversation, letter: Letter): Understanding {
  const words = readWords(message.body);
  return reservedByTwilio(message, words) ?? exactWords(words, conversation, letter) ?? { kind: 'notUnderstood' };
}

function reservedByTwilio({ body, doneByTwilio }: Message, words: readonly string[]): Understanding | undefined {
  if (doneByTwilio) return { kind: doneByTwilio };
  const key = phraseKey(words);
  const reserved = RESERVED_WORDS.get(key);
  // Twilio takes "yes" alone for a START; "yes!" it leaves to us, and somebody must answer.
  if (reserved === 'optedIn' && body.trim().toLowerCase() !== key) return undefined;
  return reserved && { kind: reserved };
}

function exactWords(words: readonly string[], conversation: Conversation, letter: Letter): Understanding | undefined {
  const meanings = meaningsOf(words, letter);
  if (!meanings || meanings.length === 0) return undefined;

  // HELP wins over all: it is the word that a frightened person sends.
  if (meanings.some(({ kind }) => kind === 'help')) return { kind: 'help' };

  const asked = meanings.filter((meaning) => meaning.kind === 'topic');
  const topics = [...new Set(asked.map(({ topic }) => topic))];
  const [topic, another] = topics;
  const isMoreAsked = meanings.some(({ kind }) => kind === 'more');
  if (another) return { kind: 'severalTopics', topics };
  if (isMoreAsked && (!topic || topic === conversation.lastText?.topic)) return { kind: 'more' };
  if (topic) return { kind: 'topic', topic, text: asked.find(({ text }) => text > 1)?.text ?? 1 };

  if (meanings.some(({ kind }) => kind === 'menu')) return { kind: 'menu' };
  if (meanings.some(({ kind }) => kind === 'greeting')) return { kind: 'greeting' };
  return { kind: 'thanks' };
}

/**
 * What the phrases of a text mean, in their order, when it consists of nothing but phrases we know and what people
 * say around them; undefined when any word is left over, for then it is about something else.
 */
function meaningsOf(words: readonly string[], letter: Letter): Meaning[] | undefined {
  const whole = meaningOf(words, letter);
  if (whole) return [whole];

  const meanings: Meaning[] = [];
  // "about" is a keyword and is also said around others: there it counts only when nothing else does.
  const aside: Meaning[] = [];
  for (let start = 0; start < words.length; ) {
    let length = Math.min(letter.longestPhrase, words.length - start);
    while (length > 0 && !isKnown(words.slice(start, start + length), letter)) length -= 1;
    if (length === 0) return undefined;
    const phrase = words.slice(start, start + length);
    const meaning = meaningOf(phrase, letter);
    if (meaning) (isSaidAround(phrase, letter) ? aside : meanings).push(meaning);
    start += length;
  }
  return meanings.length > 0 ? meanings : aside;
}

function isKnown(phrase: readonly string[], letter: Letter): boolean {
  return isSaidAround(phrase, letter) || meaningOf(phrase, letter) !== undefined;
}

function isSaidAround(phrase: readonly string[], letter: Letter): boolean {
  return letter.aroundAWord.includes(phraseKey(phrase));
}

function meaningOf(phrase: readonly string[], letter: Letter): Meaning | undefined {
  const key = phraseKey(phrase);
  for (const { id, phrases, texts } of letter.topics) {
    const text = phrases.includes(key) ? 1 : texts.findIndex((one) => one.phrases.includes(key)) + 1;
    if (text > 0) return { kind: 'topic', topic: id, text };
  }
  const reserved = RESERVED_WORDS.get(key);
  if (reserved === 'help') return { kind: 'help' };
  if (reserved === 'optedIn') return { kind: 'thanks' };
  const kind = SHARED_MEANINGS.find((meaning) => letter.phrases[meaning].includes(key));
  return kind && { kind };
}
