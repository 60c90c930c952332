/** The words exactly, whatever their case, accents, punctuation, spaces and emoji, alone or with what people say around them. */

import type { Letter, SharedMeaning } from '../../content/letter.ts';
import { ANSWERS, understandAnswer } from './answers.ts';
import type { Dialogue } from './dialogue.ts';
import { isInLastText } from './glossary.ts';
import { phraseKey } from './read-words.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import type { Understanding } from './understanding.ts';

/** What one phrase of a text means. */
type Meaning = (
  | { kind: 'topic'; topic: string; text: number }
  | { kind: SharedMeaning | 'stop' }
  /** A word of the glossary, and of no topic. */
  | { kind: 'term' }
) & {
  /** The word of the glossary that it is. */
  term?: string;
};

/** Twilio's words that mean one thing beside others too; "the end", "quit it" and "cancel it" may be said of anything. */
const UNMISTAKABLE: ReadonlySet<string> = new Set(['stop', 'stopall', 'unsubscribe', 'optout']);

/**
 * Understands a text made up only of phrases of the letter and what people say around them. Undefined when any other
 * word is left over.
 *
 * @example exactWords(['grades', 'please'], {}, letter) // { kind: 'topic', topic: 'grades', text: 1 }
 */
export function exactWords(words: readonly string[], dialogue: Dialogue, letter: Letter): Understanding | undefined {
  const key = phraseKey(words);
  const sentence = Object.hasOwn(letter.sentences, key) && letter.sentences[key];
  if (sentence) return { kind: 'topic', ...sentence };
  const meanings = meaningsOf(words.filter(isNoOne), letter);
  if (!meanings || meanings.length === 0) return undefined;

  // Twilio doesn't act on STOP beside another word, so we say how to stop.
  if (meanings.some(({ kind }) => kind === 'stop')) return { kind: 'stop' };
  // HELP comes before everything else: frightened people send it.
  if (meanings.some(({ kind }) => kind === 'help')) return { kind: 'help' };
  if (meanings.some(({ kind }) => kind === 'distress')) return { kind: 'distress' };
  if (meanings.every(({ kind }) => kind === 'forget')) return { kind: 'forget' };

  const kinds = new Set<string>(meanings.map(({ kind }) => kind));
  // The letter has no "2024 grades".
  if (kinds.has('current')) return { kind: 'current' };
  const term = termAskedFor(meanings, dialogue, letter);
  if (term) return { kind: 'glossary', term };

  const asked = meanings.filter((meaning) => meaning.kind === 'topic');
  const topics = [...new Set(asked.map(({ topic }) => topic))];
  const [topic, another] = topics;
  if (another) return { kind: 'severalTopics', topics };
  if (kinds.has('more') && (!topic || topic === dialogue.lastText?.topic)) return { kind: 'more' };
  if (topic) return { kind: 'topic', topic, text: asked.find(({ text }) => text > 1)?.text ?? 1 };

  const answer = ANSWERS.find((one) => kinds.has(one));
  if (answer) return understandAnswer(answer, dialogue, letter);
  const said = SAID_ALONE.find((kind) => kinds.has(kind));
  return said && { kind: said };
}

/** What is left to be meant, the most important first: politeness counts only when nothing else is said. */
const SAID_ALONE = [
  'menu',
  'again',
  'confused',
  'free',
  'private',
  'human',
  'complain',
  'source',
  'number',
  'contact',
  'language',
  'greeting',
  'bye',
  'thanks',
] as const satisfies SharedMeaning[];

/** The word whose meaning is asked for. "What is a care leaver" may ask about the topic, unless it has just been read. */
function termAskedFor(meanings: readonly Meaning[], dialogue: Dialogue, letter: Letter): string | undefined {
  const asked = meanings.find(({ term }) => term !== undefined);
  if (!asked?.term) return undefined;
  if (meanings.some(({ kind }) => kind === 'meaningOf')) return asked.term;
  const isWhatItIs = meanings.some(({ kind }) => kind === 'whatIs');
  const isMeant = isWhatItIs && (asked.kind === 'term' || isInLastText(asked.term, dialogue, letter));
  return isMeant ? asked.term : undefined;
}

/**
 * What the phrases of a text mean, in their order, when it is made up only of phrases we know and what people
 * say around them. Undefined when any other word is left over, because then it is about something else.
 */
function meaningsOf(words: readonly string[], letter: Letter): Meaning[] | undefined {
  const whole = meaningOf(words, letter);
  if (whole) return [whole];

  const meanings: Meaning[] = [];
  // "about" is a keyword, but people also say it around others. The 4 of "grade 4 kids in care" is not a number on the
  // menu. So these count only when nothing else does.
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
  // FORGET erases. Anyone who says more, as in "forget number 2", may not mean it.
  if (meanings.every(({ kind }) => kind === 'forget')) return [...meanings, ...aside];
  // "hi 3", "ok 3": politeness asks for nothing.
  const isPolite = meanings.every(({ kind }) => kind === 'greeting' || kind === 'thanks' || kind === 'yes');
  return isPolite && aside.length > 0 ? aside : meanings;
}

function isKnown(phrase: readonly string[], letter: Letter): boolean {
  return isSaidAround(phrase, letter) || meaningOf(phrase, letter) !== undefined;
}

function isSaidAround(phrase: readonly string[], letter: Letter): boolean {
  return tableOf(letter).around.has(phraseKey(phrase));
}

function isMenuNumber(phrase: readonly string[], letter: Letter): boolean {
  const key = phraseKey(phrase);
  return /^\d+$/.test(key) && Number(key) <= letter.topics.length;
}

/** False for the "one" of "the 3rd one", which is no number. */
function isNoOne(word: string, at: number, words: readonly string[]): boolean {
  return word !== 'one' || !/^(?:st|nd|rd|th)$/.test(words[at - 1] ?? '');
}

/** The end of "1st" and "3rd": a number of the menu all the same. */
const ORDINAL = /^(\d+)(?:st|nd|rd|th)$/;

function meaningOf(phrase: readonly string[], letter: Letter): Meaning | undefined {
  const written = phraseKey(phrase);
  const key = /^\d+$/.test(written) ? String(Number(written)) : (ORDINAL.exec(written)?.[1] ?? written);
  return tableOf(letter).meanings.get(key);
}

/** What is looked up, by keys. */
interface Table {
  meanings: ReadonlyMap<string, Meaning>;
  around: ReadonlySet<string>;
}

const tables = new WeakMap<Letter, Table>();

function tableOf(letter: Letter): Table {
  const table = tables.get(letter) ?? makeTable(letter);
  tables.set(letter, table);
  return table;
}

// The first one wins: a topic's phrase, then Twilio's words, then what all letters share.
function makeTable({ topics, phrases, aroundAWord, glossary }: Letter): Table {
  const terms = new Map(glossary.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)));
  const entries: [string, Meaning][] = [
    ...topics.flatMap(({ id, phrases: its, texts }) =>
      [its, ...texts.map((text) => text.phrases)].flatMap((keys, at) =>
        keys.map((key): [string, Meaning] => [key, { kind: 'topic', topic: id, text: Math.max(1, at) }]),
      ),
    ),
    ...[...RESERVED_WORDS].flatMap(([key, reserved]): [string, Meaning][] => {
      // Twilio answers INFO by itself. "covid info" is about covid.
      if (key === 'help') return [[key, { kind: 'help' }]];
      if (reserved === 'optedIn') return [[key, { kind: key === 'yes' ? 'yes' : 'thanks' }]];
      return UNMISTAKABLE.has(key) ? [[key, { kind: 'stop' }]] : [];
    }),
    ...Object.entries(phrases).flatMap(([kind, keys]) =>
      keys.map((key): [string, Meaning] => [key, { kind: kind as SharedMeaning }]),
    ),
  ];
  const meanings = new Map(entries.toReversed());
  for (const [key, term] of terms) meanings.set(key, { ...(meanings.get(key) ?? { kind: 'term' }), term });
  return { meanings, around: new Set(aroundAWord) };
}
