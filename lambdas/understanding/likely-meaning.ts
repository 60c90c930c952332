/** What forgives spelling and reads questions, and keeps quiet when it is not sure. */

import type { Letter, SharedMeaning } from '../../content/letter.ts';
import { SHARED_MEANINGS } from './exact-words.ts';
import { openLetter } from './open-letter.ts';
import { isTelling, type Likely, type Ranking, sum } from './rank-meanings.ts';
import type { Understanding } from './understanding.ts';

/**
 * How much of a text must be explained before it gets a topic, the less the more it looks like a question to us. Found
 * with labelled messages (`tests/lambdas/understanding/labelled-messages.test.ts`): lower answers texts that are about
 * something else, higher leaves questions unanswered.
 */
const ENOUGH = {
  /** Its telling words name the topic, or two of them stand in one example. */
  told: { inContext: 0.4, asked: 0.5, otherwise: 0.6 },
  /** They do not: "did they pass". */
  untold: { inContext: 0.55, asked: 0.65, otherwise: 0.8 },
  /** Hardly a word of it tells anything: "who are you". */
  light: 0.76,
} as const;

/** How much of a text that tells of oneself must be the topic's name. */
const ENOUGH_OF_ONESELF = 0.7;
const NEARLY_AN_EXAMPLE = 0.92;

/** Below this sum of weights a text hardly tells anything. */
const LIGHT = 0.5;
/** Greetings and the like must be nearly all of a text. */
const ENOUGH_SHARED = 0.8;
/** How well the second of two topics must do by itself, and the two together. */
const ENOUGH_OF_SECOND = 0.4;
const ENOUGH_TOGETHER = { inContext: 0.6, otherwise: 0.75 } as const;

/**
 * The likeliest meaning of plain words, undefined when none is likely enough.
 *
 * @param ranking as `rankWords` gives it for these words
 */
export function likelyMeaning(words: readonly string[], ranking: Ranking, letter: Letter): Understanding | undefined {
  const likely = ranking.likely.filter(
    ({ meaning, score, isNamed }) => !isShared(meaning) || (isNamed && score >= ENOUGH_SHARED),
  );
  const [first] = likely;
  if (!first) return undefined;
  if (isShared(first.meaning)) return { kind: first.meaning };

  // "my carer is weird with me" has words of a topic and asks nothing.
  if (tellsOfOneself(words, letter) && !isNearlyNamed(first, ranking)) return undefined;
  const second = likely.find((one) => !isShared(one.meaning) && areBothMeant(first, one, ranking));
  if (second)
    return { kind: isJoined(words, letter) ? 'severalTopics' : 'unsure', topics: [first.meaning, second.meaning] };
  // "what time do you get out" asks somebody, and not us.
  const isAsked = isQuestion(words, letter) && !words.includes('you') && !words.includes('your');
  if (!isEnough(first, isAsked, ranking)) return undefined;
  return { kind: 'topic', topic: first.meaning, text: first.text };
}

/** True when a topic is named in plain words and explains a good part of them, whether or not that is enough. */
export function isNearTopic({ likely }: Ranking): boolean {
  return likely.some(({ meaning, isNamed, score }) => !isShared(meaning) && isNamed && score >= ENOUGH.told.inContext);
}

/** What plain words may be about, with what is said otherwise ("take care") struck out. */
export function rankWords(words: readonly string[], letter: Letter): Ranking {
  return openLetter(letter).rankMeanings(strikeOut(words, letter));
}

/** True when a text begins as a question does, after what may stand before one. */
export function isQuestion(words: readonly string[], letter: Letter): boolean {
  const start = words.findIndex((word) => !letter.saidBefore.includes(word));
  // "do not feel safe", "i can not leave"
  return letter.questionStarts.includes(words[start] ?? '') && words[start + 1] !== 'not';
}

/** True when a text tells of the one who writes and asks for nothing. */
function tellsOfOneself(words: readonly string[], letter: Letter): boolean {
  const isOfOneself = words.some((word) => letter.oneself.includes(word));
  return isOfOneself && !isQuestion(words, letter) && !words.some((word) => letter.requests.includes(word));
}

/** True when hardly anything is said but the name of the topic, or what an example says. */
function isNearlyNamed(first: Likely, { weights }: Ranking): boolean {
  return (
    first.fit >= NEARLY_AN_EXAMPLE || sum(first.named.map((at) => weights[at] ?? 0)) / sum(weights) >= ENOUGH_OF_ONESELF
  );
}

function isEnough(first: Likely, isAsked: boolean, { weights, isInContext }: Ranking): boolean {
  const enough = first.named.length > 0 || first.shared > 1 ? ENOUGH.told : ENOUGH.untold;
  const least = isInContext ? enough.inContext : isAsked ? enough.asked : enough.otherwise;
  const isLight = !isInContext && sum(weights) < LIGHT;
  // What is badly misspelt, and fits, is likely enough.
  return (
    first.score >= Math.min(ENOUGH.told.otherwise, least) && first.fit >= Math.max(least, isLight ? ENOUGH.light : 0)
  );
}

/** True when the words of each name it and the other does not explain them, and both together explain the text. */
function areBothMeant(first: Likely, second: Likely, { weights, isInContext }: Ranking): boolean {
  if (second.score < ENOUGH_OF_SECOND) return false;
  const weigh = (places: Iterable<number>) => sum([...places].map((at) => weights[at] ?? 0));
  const without = (places: readonly number[], others: readonly number[]) => places.filter((at) => !others.includes(at));
  const ofFirst = weigh(without(first.named, second.explained));
  const ofSecond = weigh(without(second.named, first.explained));
  if (!isTelling(ofFirst) || !isTelling(ofSecond)) return false;
  const rest = weights.filter((weight) => !isTelling(weight));
  const together = weigh(new Set([...first.explained, ...second.explained])) + sum(rest);
  return together / sum(weights) >= (isInContext ? ENOUGH_TOGETHER.inContext : ENOUGH_TOGETHER.otherwise);
}

function isJoined(words: readonly string[], { joining }: Letter): boolean {
  return words.some((word) => joining.includes(word));
}

function isShared(meaning: string): meaning is SharedMeaning {
  return SHARED_MEANINGS.some((shared) => shared === meaning);
}

/** A word that no vocabulary has. */
const STRUCK_OUT = '-';

function strikeOut(words: readonly string[], letter: Letter): string[] {
  let text = ` ${words.join(' ')} `;
  for (const phrase of letter.saidOtherwise) {
    text = text.replaceAll(` ${phrase} `, ` ${phrase.replace(/\S+/g, STRUCK_OUT)} `);
  }
  return text.trim().split(' ');
}
