/** The letters of a deployment's numbers, and what staff call their topics. */

import type { Letter } from '../../content/letter.ts';

export interface Letters {
  /** The usual letter, which numbers without their own have. */
  letter: Letter;
  /** The letters that only some numbers have. */
  otherLetters: readonly Letter[];
}

/** @param id from a request. Undefined means the usual letter. A letter that is no longer served has no topics */
export function letterOf({ letter, otherLetters }: Letters, id: string | undefined): Letter {
  if (id === undefined || id === letter.id) return letter;
  return otherLetters.find((other) => other.id === id) ?? { ...letter, topics: [] };
}

/**
 * A topic's keyword, or its id if the letter no longer has it.
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

/** The topics that staff can filter by, each id once. The filter finds that topic in any letter. */
export function topicsOfAll({ letter, otherLetters }: Letters): { id: string; keyword: string }[] {
  const all = [letter, ...otherLetters].flatMap(({ topics }) => topics);
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
}
