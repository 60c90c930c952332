/** Usage as a file for a spreadsheet. It has the days, weeks or months of the page, so all staff may have it. */

import { stringify } from 'csv-stringify/sync';
import { FEWEST_PEOPLE } from '../usage/wanted-subjects.ts';
import { groupOutcomes } from './disclosure.ts';
import type { Span, SpanKind } from './spans.ts';

/**
 * CSV as in RFC 4180, with a line for each span, the oldest first. Days are in London time. People are only counted by
 * day, and one to four are `fewer than 5`.
 *
 * @example usageCsv([…], 'day') // 'first_day,last_day,texts,people,topics,no_topic_found,replies,segments\r\n2026-06-30,…'
 */
export function usageCsv(spans: readonly Span[], kind: SpanKind): string {
  const rows = spans.map(({ first, last, counts: { texts, people, outcomes, replies, segments } }) => {
    const { topic = 0, noTopic = 0 } = groupOutcomes(outcomes);
    const isFew = people.texters > 0 && people.texters < FEWEST_PEOPLE;
    return {
      first_day: first,
      last_day: last,
      texts,
      ...(kind === 'day' && { people: isFew ? `fewer than ${FEWEST_PEOPLE}` : people.texters }),
      topics: topic,
      no_topic_found: noTopic,
      replies,
      segments,
    };
  });
  const people = kind === 'day' ? ['people'] : [];
  const columns = ['first_day', 'last_day', 'texts', ...people, 'topics', 'no_topic_found', 'replies', 'segments'];
  return stringify(rows, { header: true, columns, record_delimiter: 'windows' });
}
