/**
 * The log of requests as a file for a spreadsheet. We write it as we read it. It leaves out what people looked for, because
 * that is only shown for several people together.
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

/** The last row when reading fails part way, because by then it is too late for an error status. */
const NOT_WHOLE = 'THIS FILE IS NOT WHOLE. Reading the log failed here: please download it again.';

/**
 * CSV as RFC 4180 has it, with a header. Times are in ISO 8601, in UTC; the day is London's. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe.
 *
 * @param key as for `shortReference`
 * @param onFailure gets the reason when reading fails part way. The file says so too
 * @param onEnd gets the number of requests in the file before we end it
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
    // By default only a whole CRLF is quoted, but a reader takes either half for the end of a line.
    quoted_match: /[\r\n]/,
  });
  // We stop reading when the download is cancelled.
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
