import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogQuery, parseLogQuery, renderLogQuery } from '../../../lambdas/staff/parse-log-query.ts';
import { OUTCOME_WORDS } from '../../../lambdas/staff/words.ts';
import type { RequestFilter } from '../../../lambdas/usage/read-requests.ts';

const SID = 'SM0123456789abcdef0123456789abcdef';
const PLACE = { at: new Date('2026-06-30T12:00:00.123Z'), messageSid: SID };

describe('the requests that an address asks for', () => {
  it.each<[Record<string, string>, LogQuery, string]>([
    [{}, { filter: {} }, 'all'],
    [{ day: '2026-06-30' }, { filter: { day: '2026-06-30' } }, 'of a day'],
    [{ topic: 'care-leavers' }, { filter: { topic: 'care-leavers' } }, 'of a topic'],
    [{ topic: 'gone' }, { filter: { topic: 'gone' } }, 'of a topic of another letter, which may still be in the log'],
    [{ outcome: 'distress' }, { filter: { outcome: 'distress' } }, 'of an outcome'],
    [{ delivery: 'failed' }, { filter: { delivery: 'failed' } }, 'of a delivery'],
    [{ delivery: 'unreported' }, { filter: { delivery: 'unreported' } }, 'of none'],
    [{ before: `2026-06-30T12:00:00.123Z_${SID}` }, { filter: {}, before: PLACE }, 'older than a place in the log'],
    [
      {
        day: '2026-06-30',
        topic: 'care',
        outcome: 'topic',
        delivery: 'sent',
        before: `2026-06-30T12:00:00.123Z_${SID}`,
      },
      { filter: { day: '2026-06-30', topic: 'care', outcome: 'topic', delivery: 'sent' }, before: PLACE },
      'all of it at once',
    ],
    [
      { before: '2026-06-30T12:00:00.123Z_SM_1' },
      { filter: {}, before: { at: PLACE.at, messageSid: 'SM_1' } },
      'any id',
    ],
  ])('%j are %j: %s', (query, expected) => {
    expect(parseLogQuery(query)).toEqual(expected);
  });

  it.each<[Record<string, string>, string]>([
    [{ day: '', topic: '', outcome: '', delivery: '' }, 'what a form sends when nothing is chosen'],
    [{ day: 'yesterday' }, 'no date'],
    [{ day: '2026-02-29' }, 'no day of that year'],
    [{ day: '2026-06-30"; filename="evil.html' }, 'more than a date, which goes into a file’s name'],
    [{ topic: 'Care' }, 'no id has capitals'],
    [{ topic: 'care topics' }, 'or spaces'],
    [{ topic: '-care' }, 'or begins so'],
    [{ outcome: 'angry' }, 'no outcome'],
    [{ outcome: 'toString' }, 'what every object has'],
    [{ outcome: '__proto__', delivery: 'constructor' }, 'the same'],
    [{ delivery: 'queued' }, 'a status that is not kept'],
    [{ before: SID }, 'no moment'],
    [{ before: `2026-06-30_${SID}` }, 'no whole moment'],
    [{ before: `2026-13-30T12:00:00.000Z_${SID}` }, 'no moment that there is'],
    [{ before: '2026-06-30T12:00:00.000Z_' }, 'no id'],
    [{ before: `2026-06-30T12:00:00.000Z_${SID} OR 1=1` }, 'more than an id'],
    [{ before: `2026-06-30T12:00:00.000Z_${'x'.repeat(65)}` }, 'far more'],
    [{ from: '2026-06-30', retentionDays: '9999' }, 'parameters that there are not'],
  ])('%j are all: %s', (query) => {
    expect(parseLogQuery(query)).toEqual({ filter: {} });
  });

  it('leaves out what cannot be read, and keeps the rest', () => {
    expect(parseLogQuery({ outcome: 'distress', day: 'yesterday' })).toEqual({ filter: { outcome: 'distress' } });
  });
});

describe('the address of requests', () => {
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const filter: fc.Arbitrary<RequestFilter> = fc.record(
    {
      day,
      topic: fc.stringMatching(/^[a-z][a-z-]*$/),
      outcome: fc.constantFrom(...(Object.keys(OUTCOME_WORDS) as (keyof typeof OUTCOME_WORDS)[])),
      delivery: fc.constantFrom('sent', 'failed', 'undelivered', 'delivered', 'unreported'),
    },
    { requiredKeys: [] },
  );
  const before = fc.record({
    at: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    messageSid: fc.stringMatching(/^\w{1,64}$/),
  });
  const logQuery: fc.Arbitrary<LogQuery> = fc.record({ filter, before }, { requiredKeys: ['filter'] });

  it('leads back to those very requests', () => {
    fc.assert(
      fc.property(logQuery, (query) => {
        // As it is written into a link, and read out of the address again.
        const address = new URLSearchParams(renderLogQuery(query).toString());
        expect(parseLogQuery(Object.fromEntries(address))).toEqual(query);
      }),
    );
  });

  it('is never a fault, whatever it says, and then it is one that leads back', () => {
    const written = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'toString'));
    const named = fc.record(
      { day: written, topic: written, outcome: written, delivery: written, before: written },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(named, fc.dictionary(fc.string(), written)), (query) => {
        const parsed = parseLogQuery(query);
        expect(parseLogQuery(Object.fromEntries(renderLogQuery(parsed)))).toEqual(parsed);
      }),
    );
  });

  it('says nothing of what is not asked for', () => {
    expect(renderLogQuery({ filter: {} }).toString()).toBe('');
    expect(renderLogQuery({ filter: { day: undefined, topic: 'care' } }).toString()).toBe('topic=care');
  });
});
