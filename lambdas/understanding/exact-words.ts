/** The words exactly, whatever their case, accents, punctuation, spaces and emoji, alone or with what people say around them. */

import type { Letter, SharedMeaning } from '../../content/letter.ts';
import type { Conversation } from './conversation.ts';
import { phraseKey } from './read-words.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import type { Understanding } from './understanding.ts';

/** What one phrase of a text means. */
type Meaning = { kind: 'topic'; topic: string; text: number } | { kind: SharedMeaning };

/** What phrases mean that are about no topic. */
export const SHARED_MEANINGS: readonly SharedMeaning[] = ['menu', 'more', 'help', 'greeting', 'thanks', 'forget'];

/**
 * Understands a text that consists of nothing but phrases of the letter and what people say around them; undefined
 * when any word is left over.
 *
 * @example exactWords(['grades', 'please'], {}, letter) // { kind: 'topic', topic: 'grades', text: 1 }
 */
export function exactWords(
  words: readonly string[],
  conversation: Conversation,
  letter: Letter,
): Understanding | undefined {
  const meanings = meaningsOf(words, letter);
  if (!meanings || meanings.length === 0) return undefined;

  // HELP wins over all: it is the word that a frightened person sends.
  if (meanings.some(({ kind }) => kind === 'help')) return { kind: 'help' };
  if (meanings.every(({ kind }) => kind === 'forget')) return { kind: 'forget' };

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
  // "about" is a keyword and is also said around others, and the 4 of "grade 4 kids in care" is no number of the menu:
  // they count only when nothing else does.
  const aside: Meaning[] = [];
  for (let start = 0; start < words.length; ) {
    let length = Math.min(letter.longestPhrase, words.length - start);
    while (length > 0 && !isKnown(words.slice(start, start + length), letter)) length -= 1;
    if (length === 0) return undefined;
    const phrase = words.slice(start, start + length);
    const meaning = meaningOf(phrase, letter);
    if (meaning) (isSaidAround(phrase, letter) || isMenuNumber(phrase, letter) ? aside : meanings).push(meaning);
    start += length;
  }
  // FORGET erases: who says anything else beside it, as in "forget number 2", may not mean it.
  if (meanings.every(({ kind }) => kind === 'forget')) return [...meanings, ...aside];
  return meanings.length > 0 ? meanings : aside;
}

function isKnown(phrase: readonly string[], letter: Letter): boolean {
  return isSaidAround(phrase, letter) || meaningOf(phrase, letter) !== undefined;
}

function isSaidAround(phrase: readonly string[], letter: Letter): boolean {
  return letter.aroundAWord.includes(phraseKey(phrase));
}

function isMenuNumber(phrase: readonly string[], letter: Letter): boolean {
  const key = phraseKey(phrase);
  return /^\d+$/.test(key) && Number(key) <= letter.topics.length;
}

function meaningOf(phrase: readonly string[], letter: Letter): Meaning | undefined {
  const key = phraseKey(phrase);
  for (const { id, phrases, texts } of letter.topics) {
    const text = phrases.includes(key) ? 1 : texts.findIndex((one) => one.phrases.includes(key)) + 1;
    if (text > 0) return { kind: 'topic', topic: id, text };
  }
  const reserved = RESERVED_WORDS.get(key);
  // INFO is Twilio's alone; "covid info" is about covid.
  if (reserved === 'help' && key === 'help') return { kind: 'help' };
  if (reserved === 'optedIn') return { kind: 'thanks' };
  const kind = SHARED_MEANINGS.find((meaning) => letter.phrases[meaning].includes(key));
  return kind && { kind };
}
