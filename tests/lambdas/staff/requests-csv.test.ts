import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestsCsv } from '../../../lambdas/staff/requests-csv.ts';
import { shortReference } from '../../../lambdas/staff/short-reference.ts';
import type { RecordedRequest } from '../../../lambdas/usage/read-requests.ts';
import { requestWith } from '../../support/usage-table-for-tests.ts';

const KEY = 'a key';
const HEADER = 'time,day,texter,outcome,reply,topic,text,segments,delivery,error_code';

function failTheTest(error: unknown): void {
  throw error;
}

/** Nothing may fail, and the end is of no interest. */
const TOLD = { onFailure: failTheTest, onEnd: async () => {} };

async function* read(requests: Iterable<RecordedRequest>): AsyncGenerator<RecordedRequest> {
  yield* requests;
}

async function csvOf(...requests: RecordedRequest[]): Promise<string> {
  return await new Response(requestsCsv(read(requests), KEY, TOLD)).text();
}

/** CSV as RFC 4180 has it, read by its grammar. */
function parseCsv(csv: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let at = 0; at < csv.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const [, quoted, plain = '', end] = cell.exec(csv) ?? [];
    if (end === undefined) throw new Error(`No CSV from ${at} on: ${csv.slice(at, at + 40)}`);
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') records.push([]);
  }
  // Every record ends with a line break, so that after the last one an empty one was begun.
  expect(records.pop()).toEqual([]);
  return records;
}

describe('the file of requests', () => {
  it('has a header when there are none', async () => {
    expect(await csvOf()).toBe(`${HEADER}\r\n`);
  });

  it.each<[RecordedRequest, string, string]>([
    [
      requestWith({ at: new Date('2026-06-30T23:30:00.123Z'), delivery: { status: 'delivered' } }),
      '2026-06-30T23:30:00.123Z,2026-07-01,*,topic,text,care,1,1,delivered,',
      'the time is UTC’s and the day London’s',
    ],
    [
      requestWith({ delivery: { status: 'undelivered', errorCode: '30003' } }),
      '2026-06-30T12:00:00.000Z,2026-06-30,*,topic,text,care,1,1,undelivered,30003',
      'a reply that did not arrive, and why',
    ],
    [
      requestWith({ outcome: 'severalTopics', reply: { kind: 'severalTopics', topics: ['grades', 'care'] } }),
      '2026-06-30T12:00:00.000Z,2026-06-30,*,severalTopics,severalTopics,grades care,,1,unreported,',
      'several topics in one cell',
    ],
    [
      requestWith({ outcome: 'more', reply: { kind: 'endOfTopic', topic: 'care' } }),
      '2026-06-30T12:00:00.000Z,2026-06-30,*,more,endOfTopic,care,,1,unreported,',
      'a reply that is no text of its topic',
    ],
    [
      requestWith({ outcome: 'notUnderstood', reply: { kind: 'notUnderstood' }, wanted: ['housing', 'money'] }),
      '2026-06-30T12:00:00.000Z,2026-06-30,*,notUnderstood,notUnderstood,,,1,unreported,',
      'what was looked for is left out, for it stands beside one person',
    ],
    [
      requestWith({ outcome: 'optedOut', reply: { kind: 'nothing' }, segments: 0 }),
      '2026-06-30T12:00:00.000Z,2026-06-30,*,optedOut,nothing,,,0,,',
      'no reply, of which nothing can be reported',
    ],
  ])('has a line for %j: %s', async (request, line) => {
    expect(await csvOf(request)).toBe(`${HEADER}\r\n${line.replace('*', shortReference(request, KEY))}\r\n`);
  });

  it('has neither a texter reference nor a MessageSid', async () => {
    const request = requestWith({ texter: 'dGhlIHJlZmVyZW5jZSBvZiBhIHRleHRlcg' });
    const csv = await csvOf(request);
    expect(csv).not.toContain(request.texter);
    expect(csv).not.toContain(request.messageSid);
  });
});

describe('a cell', () => {
  // Each as a spreadsheet may take it for a formula: https://owasp.org/www-community/attacks/CSV_Injection
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠A1', "=cmd|' /C calc'!A0"])(
    'is no formula: %j',
    async (formula) => {
      const csv = await csvOf(
        requestWith({ reply: { kind: 'text', topic: formula, text: 1 } }),
        requestWith({ delivery: { status: 'failed', errorCode: formula } }),
      );
      const [, first, second] = parseCsv(csv);
      expect(first?.[5]).toBe(`'${formula}`);
      expect(second?.at(-1)).toBe(`'${formula}`);
    },
  );

  it('is what was recorded, and begins as no formula, whatever a topic or a subject is called', async () => {
    const special = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",;\'＝ ab🙏') });
    const name = fc.oneof(
      fc.string({ unit: 'binary' }).map((one) => one.toWellFormed()),
      special,
    );
    const request = fc
      .record({
        topics: fc.array(name),
        wanted: fc.array(name),
        errorCode: name,
        texter: name,
        at: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      })
      .map(({ topics, errorCode, ...rest }) =>
        requestWith({ ...rest, reply: { kind: 'didYouMean', topics }, delivery: { status: 'failed', errorCode } }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(request), async (requests) => {
        const [header, ...lines] = parseCsv(await csvOf(...requests));
        expect(header?.join()).toBe(HEADER);
        expect(lines).toHaveLength(requests.length);
        for (const [at, line] of lines.entries()) {
          const { at: moment, reply, delivery } = requests[at] ?? requestWith();
          for (const cell of line) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          expect(line).toHaveLength(HEADER.split(',').length);
          expect(line[0]).toBe(moment.toISOString());
          const named = [
            [line[5], 'topics' in reply && reply.topics.join(' ')],
            [line[9], delivery?.errorCode],
          ];
          for (const [cell, recorded] of named) expect([recorded, `'${recorded}`]).toContain(cell);
        }
      }),
    );
  });
});

describe('a file that cannot be read to its end', () => {
  async function* failsAfter(count: number): AsyncGenerator<RecordedRequest> {
    for (let at = 0; at < count; at += 1) yield requestWith();
    throw new Error('The table does not answer');
  }

  it.each([0, 1, 5000])('says so in its last row, after %i requests, and to us', async (count) => {
    const faults: unknown[] = [];
    const csv = await new Response(
      requestsCsv(failsAfter(count), KEY, { ...TOLD, onFailure: (error) => faults.push(error) }),
    ).text();
    const rows = parseCsv(csv);
    expect(rows).toHaveLength(1 + count + 1);
    expect(rows.at(-1)?.[0]).toMatch(/NOT WHOLE/);
    expect(csv).not.toContain('The table does not answer');
    expect(faults).toEqual([new Error('The table does not answer')]);
  });

  it('is written as it is read, and not before the last is there', async () => {
    let isAllRead = false;
    async function* slow() {
      for (let at = 0; at < 20_000; at += 1) yield requestWith();
      isAllRead = true;
    }
    const reader = requestsCsv(slow(), KEY, TOLD).getReader();
    expect((await reader.read()).done).toBe(false);
    expect(isAllRead).toBe(false);
    await reader.cancel();
  });

  it('is read no further when the browser has gone', async () => {
    let read = 0;
    let isEnded = false;
    async function* counted() {
      try {
        for (; read < 1_000_000; read += 1) yield requestWith();
      } finally {
        isEnded = true;
      }
    }
    const reader = requestsCsv(counted(), KEY, TOLD).getReader();
    await reader.read();
    await reader.cancel();
    await new Promise((later) => setTimeout(later, 50));
    const readThen = read;
    await new Promise((later) => setTimeout(later, 50));
    expect(read).toBe(readThen);
    expect(isEnded).toBe(true);
  });
});
