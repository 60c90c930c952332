import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogQuery, parseLogQuery, renderLogQuery } from '../../../lambdas/staff/parse-log-query.ts';
import { OUTCOME_WORDS } from '../../../lambdas/staff/words.ts';
import type { RequestFilter } from '../../../lambdas/usage/read-requests.ts';

describe('the requests that an address asks for', () => {
  it.each<[Record<string, string>, LogQuery, string]>([
    [{}, { filter: {} }, 'all'],
    [{ day: '', topic: '', outcome: '', delivery: '' }, { filter: {} }, 'all, as a form asks when nothing is chosen'],
    [{ day: '2026-06-30' }, { filter: { from: '2026-06-30', to: '2026-06-30' } }, 'of a day'],
    [
      {
        'from-day': '1',
        'from-month': '6',
        'from-year': '2026',
        'to-day': '30',
        'to-month': 'June',
        'to-year': '2026',
      },
      { filter: { from: '2026-06-01', to: '2026-06-30' } },
      'of a month, by the form',
    ],
    [{ 'from-day': '', 'from-month': '', 'from-year': '' }, { filter: {} }, 'all, when its fields are empty'],
    [{ from: '2026-06-30' }, { filter: { from: '2026-06-30' } }, 'since a day'],
    [{ to: '2026-06-30' }, { filter: { to: '2026-06-30' } }, 'up to a day'],
    [{ topic: 'care-leavers' }, { filter: { topic: 'care-leavers' } }, 'of a topic'],
    [{ topic: 'gone' }, { filter: { topic: 'gone' } }, 'of a topic of another letter, which may still be in the log'],
    [{ outcome: 'distress' }, { filter: { outcome: 'distress' } }, 'of an outcome'],
    [{ delivery: 'failed' }, { filter: { delivery: 'failed' } }, 'of a delivery'],
    [{ delivery: 'unreported' }, { filter: { delivery: 'unreported' } }, 'of none'],
    [{ before: 'a sealed place' }, { filter: {}, before: 'a sealed place' }, 'older than a place in the log'],
    [{ until: '2026-06-30', retentionDays: '9999' }, { filter: {} }, 'all, where there are no such parameters'],
  ])('%j are %j: %s', (query, expected) => {
    expect(parseLogQuery(query)).toEqual({ ...expected, faults: [] });
  });

  it.each<[Record<string, string>, string, string]>([
    [{ day: 'yesterday' }, 'from-day', 'no date'],
    [{ day: '31/10/2026' }, 'from-day', 'written otherwise'],
    [{ day: '2026-02-29' }, 'from-day', 'no day of that year'],
    [{ day: '2026-06-30"; filename="evil.html' }, 'from-day', 'more than a date, which goes into a file’s name'],
    [{ 'from-day': '30', 'from-month': '', 'from-year': '2026' }, 'from-month', 'no month'],
    [{ from: '2026-06-30', to: '2026-06-29' }, 'to-day', 'the wrong way round'],
    [{ topic: 'Care' }, 'topic', 'no id has capitals'],
    [{ topic: 'care topics' }, 'topic', 'or spaces'],
    [{ topic: '-care' }, 'topic', 'or begins so'],
    [{ outcome: 'angry' }, 'outcome', 'no outcome'],
    [{ outcome: 'toString' }, 'outcome', 'what every object has'],
    [{ delivery: 'constructor' }, 'delivery', 'the same'],
    [{ delivery: 'queued' }, 'delivery', 'a status that is not kept'],
    [{ delivery: 'sent' }, 'delivery', 'nor is this'],
  ])('%j are a fault of the field %s, and not all requests: %s', (query, field) => {
    expect(parseLogQuery(query)).toEqual({
      filter: {},
      faults: [
        {
          field,
          message: expect.stringMatching(
            /^(The (first )?day must (be a real date|include a month)|The last day must not be before the first|Choose )/,
          ),
        },
      ],
    });
  });
});

describe('the address of requests', () => {
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const filter: fc.Arbitrary<RequestFilter> = fc.record(
    {
      from: day,
      to: day,
      topic: fc.stringMatching(/^[a-z][a-z-]*$/),
      outcome: fc.constantFrom(...(Object.keys(OUTCOME_WORDS) as (keyof typeof OUTCOME_WORDS)[])),
      delivery: fc.constantFrom('failed', 'undelivered', 'delivered', 'unreported'),
    },
    { requiredKeys: [] },
  );
  const inOrder = filter.filter(({ from, to }) => !from || !to || from <= to);
  const before = fc.string({ minLength: 1 });
  const logQuery: fc.Arbitrary<LogQuery> = fc.record({ filter: inOrder, before }, { requiredKeys: ['filter'] });

  it('leads back to those very requests', () => {
    fc.assert(
      fc.property(logQuery, (query) => {
        // As it is written into a link, and read out of the address again.
        const address = new URLSearchParams(renderLogQuery(query).toString());
        expect(parseLogQuery(Object.fromEntries(address))).toEqual({ ...query, faults: [] });
      }),
    );
  });

  it('never raises an exception, whatever it says, and what was read of it leads back', () => {
    const written = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'toString'));
    const named = fc.record(
      {
        day: written,
        from: written,
        to: written,
        topic: written,
        outcome: written,
        delivery: written,
        before: written,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(named, fc.dictionary(fc.string(), written)), (query) => {
        const { faults: _, ...parsed } = parseLogQuery(query);
        expect(parseLogQuery(Object.fromEntries(renderLogQuery(parsed)))).toEqual({ ...parsed, faults: [] });
      }),
    );
  });

  it('says nothing of what is not asked for', () => {
    expect(renderLogQuery({ filter: {} }).toString()).toBe('');
    expect(renderLogQuery({ filter: { from: undefined, topic: 'care' } }).toString()).toBe('topic=care');
  });
});
