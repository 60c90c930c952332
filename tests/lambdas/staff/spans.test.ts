import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupIntoSpans, parseSpanKind, SPAN_KINDS, weekday } from '../../../lambdas/staff/spans.ts';
import { noCounts } from '../../../lambdas/usage/day-counts.ts';
import { addDays, daysFrom } from '../../../lambdas/usage/london-day.ts';

const usageOf = (first: string, last: string) =>
  daysFrom(first, last).map((day) => ({ day, counts: { ...noCounts(), texts: 1 } }));

describe('weeks and months of a period', () => {
  it('are weeks from Monday to Sunday, cut off where the period ends', () => {
    expect(groupIntoSpans(usageOf('2026-06-27', '2026-07-08'), 'week')).toMatchObject([
      { first: '2026-06-27', last: '2026-06-28', counts: { texts: 2 } },
      { first: '2026-06-29', last: '2026-07-05', counts: { texts: 7 } },
      { first: '2026-07-06', last: '2026-07-08', counts: { texts: 3 } },
    ]);
  });

  it('are calendar months', () => {
    expect(groupIntoSpans(usageOf('2026-01-31', '2026-03-01'), 'month')).toMatchObject([
      { first: '2026-01-31', last: '2026-01-31' },
      { first: '2026-02-01', last: '2026-02-28', counts: { texts: 28 } },
      { first: '2026-03-01', last: '2026-03-01' },
    ]);
  });

  it('have every text of the period once, whichever they are', () => {
    const first = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(first, fc.nat(400), fc.constantFrom(...SPAN_KINDS), (from, length, kind) => {
        const spans = groupIntoSpans(usageOf(from, addDays(from, length)), kind);
        expect(spans.reduce((sum, { counts }) => sum + counts.texts, 0)).toBe(length + 1);
        for (const [at, span] of spans.entries()) {
          expect(span.first <= span.last).toBe(true);
          if (at > 0) expect(span.first).toBe(addDays(spans[at - 1]?.last ?? '', 1));
          if (kind === 'week' && at > 0) expect(weekday(span.first)).toBe(0);
        }
      }),
    );
  });

  it.each<[string | undefined, string, string, string, string]>([
    ['week', '2026-06-01', '2026-06-30', 'week', 'what is asked for'],
    [undefined, '2026-06-01', '2026-06-30', 'day', 'days of a month'],
    [undefined, '2026-01-01', '2026-06-30', 'week', 'weeks of half a year, whose days are too many for a phone'],
    ['hour', '2026-06-01', '2026-06-30', 'day', 'the usual when it is no such thing'],
  ])('%j from %s to %s are by %s: %s', (asked, first, last, kind) => {
    expect(parseSpanKind(asked, { first, last })).toBe(kind);
  });
});
