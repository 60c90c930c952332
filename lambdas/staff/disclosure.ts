/**
 * What staff may be told, so that nobody who knows when a person texted can find out that the person was in danger
 * (statistics offices call it disclosure control). Pure.
 *
 * For a day or any other period, texts are counted in broad groups: a cry for help, a worry and a text that was simply
 * not understood are one group. Only finished calendar months tell them apart, in ranges. Months never overlap, so no
 * two figures can be subtracted to get at a day.
 */

import type { Reply } from '../replies/reply.ts';
import type { Counts } from '../usage/day-counts.ts';
import { addDays, monthOf } from '../usage/london-day.ts';
import type { RequestFilter } from '../usage/read-requests.ts';
import type { Request } from '../usage/request.ts';
import { FEWEST_PEOPLE } from '../usage/wanted-subjects.ts';
import type { Role } from './session.ts';

/** The groups of outcomes that can be told apart by day. */
export type OutcomeGroup = 'topic' | 'readingOn' | 'aboutTheService' | 'smallTalk' | 'noTopic';

const GROUP_OF: Record<Request['outcome'], OutcomeGroup> = {
  topic: 'topic',
  severalTopics: 'topic',
  unsure: 'topic',
  more: 'readingOn',
  menu: 'readingOn',
  again: 'readingOn',
  glossary: 'readingOn',
  confused: 'readingOn',
  help: 'aboutTheService',
  free: 'aboutTheService',
  private: 'aboutTheService',
  human: 'aboutTheService',
  complain: 'aboutTheService',
  stop: 'aboutTheService',
  source: 'aboutTheService',
  number: 'aboutTheService',
  current: 'aboutTheService',
  contact: 'aboutTheService',
  erase: 'aboutTheService',
  greeting: 'smallTalk',
  thanks: 'smallTalk',
  bye: 'smallTalk',
  happy: 'smallTalk',
  optedOut: 'smallTalk',
  optedIn: 'smallTalk',
  helpedByTwilio: 'smallTalk',
  automatic: 'smallTalk',
  reaction: 'smallTalk',
  notUnderstood: 'noTopic',
  distress: 'noTopic',
  worry: 'noTopic',
  language: 'noTopic',
  forget: 'noTopic',
  unknown: 'noTopic',
};

/**
 * Counts outcomes in the groups that staff may see.
 *
 * @example groupOutcomes({ distress: 1, notUnderstood: 2 }) // { noTopic: 3 }
 */
export function groupOutcomes(outcomes: Counts<Request['outcome']>): Counts<OutcomeGroup> {
  const groups: Counts<OutcomeGroup> = {};
  for (const [outcome, count] of Object.entries(outcomes) as [Request['outcome'], number][]) {
    const group = GROUP_OF[outcome];
    groups[group] = (groups[group] ?? 0) + count;
  }
  return groups;
}

/**
 * A part of a count as a range of five. We don't show a part that is nearly the whole, because "all of them" would tell it
 * about each person.
 *
 * @example rangeOf(17, 40) // '15 to 19'
 * @example rangeOf(3, 40) // 'fewer than 5'
 * @example rangeOf(17, 18) // 'not shown'
 */
export function rangeOf(part: number, whole: number): string {
  if (part < FEWEST_PEOPLE) return `fewer than ${FEWEST_PEOPLE}`;
  if (whole - part < FEWEST_PEOPLE) return 'not shown';
  const from = part - (part % FEWEST_PEOPLE);
  return `${from} to ${from + FEWEST_PEOPLE - 1}`;
}

/**
 * The calendar months that are over and will not be counted again, the newest first.
 *
 * @param today the day in London
 * @param count how many
 *
 * @example finishedMonths('2026-03-15', 2) // ['2026-02', '2026-01']
 */
export function finishedMonths(today: string, count: number): string[] {
  const months: string[] = [];
  // We go on counting the last day of a month for half a day after it ends.
  let day = `${monthOf(addDays(today, -1))}-01`;
  while (months.length < count) {
    day = addDays(day, -1);
    months.push(monthOf(day));
    day = `${monthOf(day)}-01`;
  }
  return months;
}

/** Staff may only see which reply it was if it had a topic in it. */
export function isOpenReply(reply: Reply): boolean {
  return 'topic' in reply || 'topics' in reply || 'texts' in reply;
}

/** Whether somebody may use a filter. Only managers may filter by what would single out a cry for help. */
export function mayFilterBy({ outcome, delivery }: RequestFilter, role: Role): boolean {
  // This filter leaves out texts that got no reply, so it would show who opted out.
  return role === 'manager' || (outcome === undefined && delivery !== 'unreported');
}
