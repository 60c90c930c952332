/** What people looked for and did not find, as counts that identify nobody. */

import type { Request } from './request.ts';

export interface WantedSubject {
  /** Its name under `wanted` in `content/words.yaml`. */
  subject: string;
  /** How many people looked for it. */
  texters: number;
}

/** We never show the exact number below this, because a few people might be recognised. */
export const FEWEST_PEOPLE = 5;

/** Counts the people who looked for each subject. A person who asks ten times counts once. */
export function peopleBySubject(requests: Iterable<Pick<Request, 'texter' | 'wanted'>>): Record<string, number> {
  const texters = new Map<string, Set<string>>();
  for (const { texter, wanted = [] } of requests) {
    for (const subject of wanted) texters.set(subject, (texters.get(subject) ?? new Set()).add(texter));
  }
  return Object.fromEntries([...texters].map(([subject, people]) => [subject, people.size]));
}

/**
 * Counts the people who looked for each subject, most wanted first. A person who asks ten times counts once.
 *
 * @example countWanted([{ texter: 'a', wanted: ['money'] }], 1) // [{ subject: 'money', texters: 1 }]
 */
export function countWanted(
  requests: Iterable<Pick<Request, 'texter' | 'wanted'>>,
  fewest: number = FEWEST_PEOPLE,
): WantedSubject[] {
  return Object.entries(peopleBySubject(requests))
    .map(([subject, texters]) => ({ subject, texters }))
    .filter((one) => one.texters >= fewest)
    .sort((one, other) => other.texters - one.texters || one.subject.localeCompare(other.subject));
}
