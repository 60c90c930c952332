import { describe, expect, it } from 'vitest';
import { londonDay } from '../../../lambdas/usage/london-day.ts';

describe('a day in London', () => {
  it.each([
    ['2026-01-15T23:59:59Z', '2026-01-15', 'winter is UTC'],
    ['2026-06-30T22:59:59Z', '2026-06-30', 'just before midnight in summer'],
    ['2026-06-30T23:00:00Z', '2026-07-01', 'midnight in summer is an hour earlier'],
    ['2026-03-29T00:30:00Z', '2026-03-29', 'the night the clocks go forward'],
    ['2026-10-24T23:30:00Z', '2026-10-25', 'the evening before they go back, still summer'],
    ['2026-10-25T23:30:00Z', '2026-10-25', 'the day that has 25 hours'],
  ])('of %s is %s: %s', (at, day) => {
    expect(londonDay(new Date(at))).toBe(day);
  });
});
