import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continueCounts, countRequests, noCounts, sumCounts } from '../../../lambdas/usage/day-counts.ts';
import type { RecordedRequest } from '../../../lambdas/usage/read-requests.ts';
import { anyRequests, requestWith, withoutPeople } from '../../support/usage-table-for-tests.ts';

const STOP: Partial<RecordedRequest> = { outcome: 'optedOut', reply: { kind: 'nothing' }, segments: 0 };

/** A day's requests in as many parts as there are cuts and one. */
const dayInParts = fc
  .tuple(
    anyRequests('2026-06-30T00:00:00Z', '2026-06-30T22:00:00Z', { maxLength: 40 }),
    fc.array(fc.nat(40), { maxLength: 4 }),
  )
  .map(([requests, cuts]) => {
    const places = [0, ...cuts.sort((one, other) => one - other), requests.length];
    return { requests, parts: places.slice(1).map((end, at) => requests.slice(places[at], end)) };
  });

describe('the counts of a day', () => {
  it('are nothing when nobody wrote', () => {
    expect(countRequests([])).toEqual(noCounts());
  });

  it('tell texts by outcome, replies by topic, and what became of them', () => {
    expect(
      countRequests([
        requestWith({ texter: 'ana', delivery: { status: 'delivered' } }),
        requestWith({ texter: 'ana', delivery: { status: 'undelivered', errorCode: '30003' } }),
        requestWith({ texter: 'ben', outcome: 'more', reply: { kind: 'text', topic: 'pets', text: 2 } }),
        requestWith({ texter: 'ben', outcome: 'distress', reply: { kind: 'safety' }, delivery: { status: 'failed' } }),
        requestWith({ texter: 'cam', outcome: 'notUnderstood', wanted: ['money'], reply: { kind: 'notUnderstood' } }),
        requestWith({ texter: 'dee', ...STOP }),
      ]),
    ).toEqual({
      texts: 6,
      replies: 5,
      segments: 5,
      safetyReplies: 1,
      outcomes: { topic: 2, more: 1, distress: 1, notUnderstood: 1, optedOut: 1 },
      topics: { care: 2, pets: 1 },
      deliveries: { delivered: 1, undelivered: 1, failed: 1, unreported: 2 },
      errorCodes: { '30003': 1, none: 1 },
      hours: { '13': 6 },
      sentTexts: { 'care 1': 2, 'pets 2': 1 },
      people: { texters: 4, optedOut: 1, wanted: { money: 1 } },
    });
  });

  it('have both topics of a reply of two texts, and every kind of safety reply', () => {
    const texts = [
      { topic: 'care', text: 1 },
      { topic: 'pets', text: 1 },
    ];
    const { topics, segments, safetyReplies } = countRequests([
      requestWith({ outcome: 'severalTopics', reply: { kind: 'twoTexts', texts }, segments: 2 }),
      requestWith({ outcome: 'distress', reply: { kind: 'safetyAdult' } }),
      requestWith({ outcome: 'thanks', reply: { kind: 'safetySilent' } }),
      requestWith({ outcome: 'distress', reply: { kind: 'inLanguage', language: 'polish', about: 'safety' } }),
      requestWith({ outcome: 'language', reply: { kind: 'inLanguage', language: 'polish', about: 'language' } }),
    ]);
    expect({ topics, segments, safetyReplies }).toEqual({
      topics: { care: 1, pets: 1 },
      segments: 6,
      safetyReplies: 3,
    });
  });

  it('have each person once, however much they texted', () => {
    const wanting = { outcome: 'notUnderstood', reply: { kind: 'notUnderstood' } } as const;
    const { texts, people } = countRequests([
      requestWith({ texter: 'ana', ...wanting, wanted: ['money', 'housing'] }),
      requestWith({ texter: 'ana', ...wanting, wanted: ['money'] }),
      requestWith({ texter: 'ben', ...wanting, wanted: ['money'] }),
      requestWith({ texter: 'ben', ...STOP }),
      requestWith({ texter: 'ben', ...STOP }),
    ]);
    expect(texts).toBe(5);
    expect(people).toEqual({ texters: 2, optedOut: 1, wanted: { money: 2, housing: 1 } });
  });

  it('have no reply where nothing was sent, and nothing that could have arrived', () => {
    const { texts, replies, segments, deliveries } = countRequests([requestWith(STOP)]);
    expect({ texts, replies, segments, deliveries }).toEqual({ texts: 1, replies: 0, segments: 0, deliveries: {} });
  });

  it('have as many segments as the replies together', () => {
    const { replies, segments } = countRequests([requestWith({ segments: 3 }), requestWith({ segments: 1 })]);
    expect({ replies, segments }).toEqual({ replies: 2, segments: 4 });
  });

  it('have a safety reply only where one was sent', () => {
    const heldBack = requestWith({ outcome: 'distress', reply: { kind: 'nothing' }, segments: 0 });
    expect(countRequests([heldBack])).toMatchObject({ safetyReplies: 0, outcomes: { distress: 1 } });
  });

  it('have the codes of what did not arrive, and tell when there was none', () => {
    const { errorCodes } = countRequests([
      requestWith({ delivery: { status: 'undelivered', errorCode: '30003' } }),
      requestWith({ delivery: { status: 'undelivered', errorCode: '30003' } }),
      requestWith({ delivery: { status: 'failed', errorCode: '30006' } }),
      requestWith({ delivery: { status: 'failed' } }),
      requestWith({ delivery: { status: 'delivered' } }),
    ]);
    expect(errorCodes).toEqual({ '30003': 2, '30006': 1, none: 1 });
  });

  it('say nothing of who it was', () => {
    const counts = countRequests([requestWith({ texter: 'ana', messageSid: 'SMana' })]);
    expect(JSON.stringify(counts)).not.toContain('ana');
  });
});

describe('the counts of several days together', () => {
  it('are nothing for no day', () => {
    expect(sumCounts([])).toEqual(noCounts());
  });

  it('have a person once for each day', () => {
    const day = countRequests([requestWith({ texter: 'ana', wanted: ['money'] }), requestWith({ texter: 'ana' })]);
    expect(sumCounts([day, day, noCounts()])).toMatchObject({
      texts: 4,
      people: { texters: 2, optedOut: 0, wanted: { money: 2 } },
    });
  });

  it('are those of all texts at once, wherever the days are cut', () => {
    fc.assert(
      fc.property(dayInParts, ({ requests, parts }) => {
        const sum = withoutPeople(sumCounts(parts.map(countRequests)));
        expect(sum.texts).toEqual(withoutPeople(countRequests(requests)).texts);
      }),
    );
  });

  it('leave those of each day as they were', () => {
    fc.assert(
      fc.property(dayInParts, ({ parts }) => {
        const days = parts.map(countRequests);
        sumCounts(days);
        expect(days).toEqual(parts.map(countRequests));
      }),
    );
  });
});

describe('the counts of a day that goes on', () => {
  const people = (requests: RecordedRequest[]) => countRequests(requests).people;

  it('are those of all its texts, wherever it is cut', () => {
    fc.assert(
      fc.property(dayInParts, ({ requests, parts }) => {
        const continued = withoutPeople(parts.map(countRequests).reduce(continueCounts, noCounts()));
        expect(continued.texts).toEqual(withoutPeople(countRequests(requests)).texts);
      }),
    );
  });

  it('never have more people than there are, nor fewer than in any part', () => {
    fc.assert(
      fc.property(dayInParts, ({ requests, parts }) => {
        const { texters, optedOut, wanted } = parts.map(countRequests).reduce(continueCounts, noCounts()).people;
        const whole = people(requests);
        expect(texters).toBeLessThanOrEqual(whole.texters);
        expect(optedOut).toBeLessThanOrEqual(whole.optedOut);
        expect(Object.keys(wanted).sort()).toEqual(Object.keys(whole.wanted).sort());
        for (const [subject, count] of Object.entries(wanted)) {
          expect(count).toBeLessThanOrEqual(whole.wanted[subject] ?? 0);
        }
        for (const part of parts) expect(texters).toBeGreaterThanOrEqual(people(part).texters);
      }),
    );
  });
});
