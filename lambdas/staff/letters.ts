/** The letters of the numbers of a deployment, and what staff call their topics. */

import type { Letter } from '../../content/letter.ts';

export interface Letters {
  /** The one that all numbers get which have no other. */
  letter: Letter;
  /** Those that only some numbers have. */
  otherLetters: readonly Letter[];
}

/** @param id as a request has it: undefined for the usual letter. One that is no longer served has no topics any more. */
export function letterOf({ letter, otherLetters }: Letters, id: string | undefined): Letter {
  if (id === undefined || id === letter.id) return letter;
  return otherLetters.find((other) => other.id === id) ?? { ...letter, topics: [] };
}

/**
 * A topic by its keyword, or by its id when the letter has lost it.
 *
 * @example topicName(letters, 'care', 'somerset-2022') // 'CARE (somerset-2022)'
 */
export function topicName(letters: Letters, topic: string, id?: string): string {
  const keyword = letterOf(letters, id).topics.find((one) => one.id === topic)?.keyword ?? topic.toUpperCase();
  return id === undefined ? keyword : `${keyword} (${id})`;
}

/** @example countedTopicName(letters, 'somerset-2022/care') // 'CARE (somerset-2022)' */
export function countedTopicName(letters: Letters, counted: string): string {
  const [topic = counted, id] = counted.split('/').toReversed();
  return topicName(letters, topic, id);
}

/** The topics that staff can ask for, each id once: a topic of that id in any letter is found. */
export function topicsOfAll({ letter, otherLetters }: Letters): { id: string; keyword: string }[] {
  const all = [letter, ...otherLetters].flatMap(({ topics }) => topics);
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
}
