/**
 * The log of requests as a file for a spreadsheet, written as it is read. What was looked for is not in it: that is shown
 * from a number of people on, and never beside one.
 */

import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { countedTopic } from '../usage/day-counts.ts';
import { londonDay } from '../usage/london-day.ts';
import type { RecordedRequest } from '../usage/read-requests.ts';
import { shortReference } from './short-reference.ts';

const COLUMNS = [
  'time',
  'day',
  'texter',
  'outcome',
  'reply',
  'topic',
  'text',
  'segments',
  'delivery',
  'error_code',
] as const;

/** The last row of a file that could not be written to its end: by then it is too late for a status that says so. */
const NOT_WHOLE = 'THIS FILE IS NOT WHOLE. Reading the log failed here: please download it again.';

/**
 * CSV as RFC 4180 has it, with a header. Times are in ISO 8601, in UTC; the day is London's. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe.
 *
 * @param key as for `shortReference`
 * @param onFailure told why the log could not be read to its end; the file says so too
 * @param onEnd told how many requests the file has, before its last row is written
 */
export function requestsCsv(
  requests: AsyncIterable<RecordedRequest>,
  key: string,
  told: Told,
): ReadableStream<Uint8Array> {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: 'windows',
    // It would quote only a whole CRLF, and a reader takes either half for the end of a line.
    quoted_match: /[\r\n]/,
  });
  // Who breaks it off ends the reading.
  pipeline(toRows(requests, key, told), csv, () => {});
  return Readable.toWeb(csv) as ReadableStream<Uint8Array>;
}

interface Told {
  onFailure: (error: unknown) => void;
  onEnd: (rows: number) => Promise<void>;
}

async function* toRows(requests: AsyncIterable<RecordedRequest>, key: string, { onFailure, onEnd }: Told) {
  let rows = 0;
  try {
    for await (const request of requests) {
      yield toRow(request, key);
      rows += 1;
    }
    await onEnd(rows);
  } catch (error) {
    onFailure(error);
    yield { time: NOT_WHOLE };
  }
}

function toRow(request: RecordedRequest, key: string): Record<(typeof COLUMNS)[number], string | number> {
  const { at, letter, outcome, reply, segments, delivery } = request;
  return {
    time: at.toISOString(),
    day: londonDay(at),
    texter: shortReference(request, key),
    outcome,
    reply: reply.kind,
    topic: ('topic' in reply ? [reply.topic] : 'topics' in reply ? reply.topics : [])
      .map((topic) => countedTopic(topic, letter))
      .join(' '),
    text: reply.kind === 'text' ? reply.text : '',
    segments,
    delivery: delivery?.status ?? (segments > 0 ? 'unreported' : ''),
    error_code: delivery?.errorCode ?? '',
  };
}
