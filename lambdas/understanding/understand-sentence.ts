/**
 * What sentences and misspelt words mean. Pure functions of the text, the conversation so far, the letter and what was
 * learned. They never throw, whatever people send.
 */

import type { Letter } from '../../content/letter.ts';
import { chooseMeaning, isFitForATopic } from './choose-meaning.ts';
import { classify, distressOf, type Probabilities, type Vector } from './classifier.ts';
import type { Dialogue } from './dialogue.ts';
import { exactWords } from './exact-words.ts';
import { quotedByReaction } from './from-machines.ts';
import { findTerm } from './glossary.ts';
import { misspeltWords } from './misspelt-words.ts';
import { readWords } from './read-words.ts';
import type { Reader } from './reader.ts';
import { hasNoKeyword, isCode, withoutSurroundings } from './surroundings.ts';
import {
  DISTRESS,
  DISTRESS_IN_ANOTHER_LANGUAGE,
  DISTRESS_OF_A_MISSPELT_WORD,
  DISTRESS_OF_A_QUOTATION,
  DISTRESS_OR_WORRY,
  DISTRESS_RATHER_THAN_WORRY,
  FROM_ADULT,
  NEAR_WORRY,
} from './thresholds.ts';
import type { Message } from './understand-exactly.ts';
import { topicsOf, type Understanding } from './understanding.ts';
import { findWanted } from './wanted-words.ts';

/**
 * Understands a text that is not understood exactly.
 *
 * 1. misspelt words of the letter, unless they may well be a cry for help: "graeds"
 * 2. another language, which gets a reply in that language
 * 3. distress
 * 4. the likeliest meaning, when it is likely enough
 * 5. "not understood", which always has Childline in its reply
 *
 * @param reader the letter's language and what was learned from its examples
 * @param vector the encoder's, for what `sentenceOf` gives; without it fewer texts are understood
 */
export function understandSentence(
  { body }: Message,
  dialogue: Dialogue,
  letter: Letter,
  reader: Reader,
  vector: Vector | undefined,
): Understanding {
  const quoted = quotedByReaction(body);
  const text = withoutSurroundings(quoted ?? body);
  const words = reader.read(text);
  const probabilities = classify(words, vector, reader.weights);
  const distress = distressOf(probabilities);
  const distressOrWorry = distress + (probabilities.get('worry') ?? 0);
  const isDistress =
    distress >= (vector ? DISTRESS.withVector : DISTRESS.withoutVector) ||
    (distress >= DISTRESS_RATHER_THAN_WORRY && distressOrWorry >= DISTRESS_OR_WORRY);
  // Otherwise it gets silence, so half is enough.
  if (quoted !== undefined) return { kind: distress >= DISTRESS_OF_A_QUOTATION ? 'distress' : 'reaction' };

  const misspelt = hasNoKeyword(text) ? undefined : misspeltWords(readWords(text), dialogue, letter, reader.speller);
  if (misspelt) {
    const { keyword, other } = DISTRESS_OF_A_MISSPELT_WORD;
    if (distress < (topicsOf(misspelt).length > 0 ? keyword : other)) return misspelt;
  }
  const language = reader.otherLanguageOf(text);
  // Both replies give the numbers, and other languages have few examples.
  if (language) return { kind: distress >= DISTRESS_IN_ANOTHER_LANGUAGE ? 'distress' : 'language', language };
  if (isDistress) {
    const isFromAdult = (probabilities.get('worriedAdult') ?? 0) > distress * FROM_ADULT;
    return { kind: 'distress', ...(isFromAdult && { isFromAdult }) };
  }
  const likeliest = isCode(text)
    ? undefined
    : addNamedTopics(text, chooseMeaning(probabilities, words, letter), probabilities, letter);
  if (!likeliest) {
    const isNearWorry = distressOrWorry >= NEAR_WORRY;
    return { kind: 'notUnderstood', wanted: findWanted(words, letter), isNearWorry };
  }
  if (topicsOf(likeliest).length > 0 && namesLaterYear(words, letter)) return { kind: 'current' };
  const term = likeliest.kind === 'confused' ? findTerm(words, letter) : undefined;
  return term ? { kind: 'glossary', term } : likeliest;
}

/** A letter says nothing about a later year, and its findings must not seem to be about it. */
function namesLaterYear(words: readonly string[], { year }: Letter): boolean {
  return words.some((word) => /^20\d\d$/.test(word) && word > year);
}

/**
 * Adds the topics that part of the text names exactly: GRADES in "grades, my last text got lost" and in "grades and
 * also can i take my dog".
 */
function addNamedTopics(
  text: string,
  likeliest: Understanding | undefined,
  probabilities: Probabilities,
  letter: Letter,
): Understanding | undefined {
  // "again" may be about the topic itself: "grades, my last text got lost".
  const isOpen = !likeliest || likeliest.kind === 'topic' || likeliest.kind === 'again';
  if (!isOpen || !isFitForATopic(probabilities, true)) return likeliest;
  const joining = new RegExp(`[.,;:!?\\n]+|\\b(?:${letter.joining.join('|')})\\b`, 'i');
  const named = text.split(joining).flatMap((part) => {
    // "between 8 and 1" is not a choice from the menu.
    const exact = /\d/.test(part) ? undefined : exactWords(readWords(part), {}, letter);
    return exact?.kind === 'topic' ? [exact] : [];
  });
  const [first] = named;
  const topics = [
    ...new Set([...named, ...(likeliest?.kind === 'topic' ? [likeliest] : [])].map(({ topic }) => topic)),
  ];
  if (topics.length > 1) return { kind: 'severalTopics', topics };
  return likeliest?.kind === 'topic' ? likeliest : (first ?? likeliest);
}

/** How many meanings are worth showing. */
const SHOWN_MEANINGS = 5;

/** The likeliest meanings of a text and their probabilities, the likeliest first: what the decision rests on. */
export function likeliestMeanings(
  { body }: Message,
  reader: Reader,
  vector: Vector | undefined,
): [meaning: string, probability: number][] {
  const words = reader.read(withoutSurroundings(quotedByReaction(body) ?? body));
  const probabilities = classify(words, vector, reader.weights);
  return [...probabilities].sort(([, one], [, other]) => other - one).slice(0, SHOWN_MEANINGS);
}

/** The sentence that the encoder must be asked about before `understandSentence`. */
export function sentenceOf({ body }: Message, reader: Reader): string {
  return reader.toSentence(withoutSurroundings(quotedByReaction(body) ?? body));
}
