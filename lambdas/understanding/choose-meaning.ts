/** From probabilities to one meaning: the order is by what a mistake would cost. */

import type { Letter } from '../../content/letter.ts';
import { chooseText } from './choose-text.ts';
import { distressOf, type Probabilities } from './classifier.ts';
import {
  CLEAR_TOPIC,
  EACH_OF_TWO_TOPICS,
  MACHINE,
  MAX_DISTRESS_OF_A_NAMED_TOPIC,
  MAX_DISTRESS_OF_A_PLEASANTRY,
  MAX_DISTRESS_OF_A_TOPIC,
  MAX_WORRY_OF_A_TOPIC,
  PLEASANTRY,
  SERVICE,
  TOPIC,
  WORRY,
  WORRY_OR_DISTRESS,
} from './thresholds.ts';
import { SERVICE_QUESTIONS, type Understanding } from './understanding.ts';

/** What is answered cheerfully. */
const PLEASANTRIES = ['menu', 'more', 'greeting', 'thanks', 'bye', 'happy'] as const;
const SERIOUS = ['help', ...SERVICE_QUESTIONS] as const;

/**
 * The meaning of a text that is not distress. Undefined when no meaning is likely enough.
 *
 * @example chooseMeaning(new Map([['care', 0.9], ['everyday', 0.1]]), ['foster'], letter)
 * // { kind: 'topic', topic: 'care', text: 1 }
 */
export function chooseMeaning(
  probabilities: Probabilities,
  words: readonly string[],
  letter: Letter,
): Understanding | undefined {
  const of = (meaning: string) => probabilities.get(meaning) ?? 0;
  if (of('machine') >= MACHINE) return { kind: 'automatic' };
  const distress = distressOf(probabilities);
  if (of('worry') >= WORRY || of('worry') + distress >= WORRY_OR_DISTRESS) return { kind: 'worry' };
  if (isFitForATopic(probabilities)) {
    const topics = chooseTopics(of, words, letter);
    if (topics) return topics;
  }
  const [serious] = SERIOUS.toSorted((one, other) => of(other) - of(one));
  if (serious && SERIOUS.reduce((sum, kind) => sum + of(kind), 0) >= SERVICE) return { kind: serious };
  const pleasantry = PLEASANTRIES.find((kind) => of(kind) >= PLEASANTRY);
  return pleasantry && distress <= MAX_DISTRESS_OF_A_PLEASANTRY ? { kind: pleasantry } : undefined;
}

/**
 * True when a text is unlike a cry for help or a complaint, so that a topic may answer it.
 *
 * @param isNamed when a part of the text names the topic exactly, and nobody needs to guess it
 */
export function isFitForATopic(probabilities: Probabilities, isNamed = false): boolean {
  return (
    distressOf(probabilities) <= (isNamed ? MAX_DISTRESS_OF_A_NAMED_TOPIC : MAX_DISTRESS_OF_A_TOPIC) &&
    (probabilities.get('worry') ?? 0) <= MAX_WORRY_OF_A_TOPIC
  );
}

function chooseTopics(
  of: (meaning: string) => number,
  words: readonly string[],
  letter: Letter,
): Understanding | undefined {
  const ranked = letter.topics.toSorted((one, other) => of(other.id) - of(one.id));
  const all = ranked.reduce((sum, { id }) => sum + of(id), 0);
  const [first, second] = ranked;
  if (!first || all < TOPIC) return undefined;
  const isJoined = words.some((word) => letter.joining.includes(word));
  const areBoth = second !== undefined && isJoined && of(second.id) / all >= EACH_OF_TWO_TOPICS;
  if (!second || (!areBoth && of(first.id) / all >= CLEAR_TOPIC)) {
    return { kind: 'topic', topic: first.id, text: chooseText(words, first) };
  }
  return { kind: areBoth ? 'severalTopics' : 'unsure', topics: [first.id, second.id] };
}
