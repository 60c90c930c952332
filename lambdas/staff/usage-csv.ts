/** Usage as a file for a spreadsheet: the days as the page shows them, so for all staff. */

import { stringify } from 'csv-stringify/sync';
import type { DayOfUsage } from '../usage/usage-of-period.ts';
import { FEWEST_PEOPLE } from '../usage/wanted-subjects.ts';
import { groupOutcomes } from './disclosure.ts';

/**
 * CSV as RFC 4180 has it, a line for each day, the oldest first. Days are London's. One to four people are `fewer than 5`.
 *
 * @example usageCsv([…]) // 'day,texts,people,no_topic_found,replies,segments\r\n2026-06-30,12,fewer than 5,1,12,12\r\n'
 */
export function usageCsv(days: DayOfUsage[]): string {
  const rows = days.map(({ day, counts: { texts, people, outcomes, replies, segments } }) => ({
    day,
    texts,
    people: people.texters > 0 && people.texters < FEWEST_PEOPLE ? `fewer than ${FEWEST_PEOPLE}` : people.texters,
    no_topic_found: groupOutcomes(outcomes).noTopic ?? 0,
    replies,
    segments,
  }));
  const columns = ['day', 'texts', 'people', 'no_topic_found', 'replies', 'segments'];
  return stringify(rows, { header: true, columns, record_delimiter: 'windows' });
}
