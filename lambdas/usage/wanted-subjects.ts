/** What people looked for and did not find, as counts in which nobody can be made out. */

import type { Request } from './request.ts';

export interface WantedSubject {
  /** As `wanted` in `content/words.yaml` names it. */
  subject: string;
  /** How many people looked for it. */
  texters: number;
}

/** Fewer people than these are never shown exactly: a few may be known. */
export const FEWEST_PEOPLE = 5;

/** How many people looked for each subject, by subject. One person who asks ten times is one. */
export function peopleBySubject(requests: Iterable<Pick<Request, 'texter' | 'wanted'>>): Record<string, number> {
  const texters = new Map<string, Set<string>>();
  for (const { texter, wanted = [] } of requests) {
    for (const subject of wanted) texters.set(subject, (texters.get(subject) ?? new Set()).add(texter));
  }
  return Object.fromEntries([...texters].map(([subject, people]) => [subject, people.size]));
}

/**
 * Counts the people behind each subject, the most wanted first. One person who asks ten times is one.
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
