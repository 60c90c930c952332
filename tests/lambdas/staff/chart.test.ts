import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartScale } from '../../../lambdas/staff/chart.ts';

describe('the scale of a chart', () => {
  it('begins at nothing and ends at a round number that has room for all', () => {
    expect(chartScale([3, 17, 12])).toEqual({ top: 20, ticks: [0, 5, 10, 15, 20], offScale: [] });
  });

  it('lets one very busy day go beyond the top, so that the rest can still be seen, and says which', () => {
    const days = Array.from({ length: 30 }, (_, at) => 10 + (at % 5));
    days[12] = 4000;
    const { top, offScale } = chartScale(days);
    expect(offScale).toEqual([12]);
    expect(top).toBeLessThan(100);
    expect(chartScale([10, 12, 900, 8]).offScale).toEqual([2]);
  });

  it('does not cut off a day when most days have nothing', () => {
    const days = Array.from({ length: 30 }, () => 0);
    days[3] = 12;
    expect(chartScale(days)).toMatchObject({ top: 12, offScale: [] });
  });

  it('shows whole texts only, and something where there is nothing', () => {
    expect(chartScale([])).toEqual({ top: 4, ticks: [0, 1, 2, 3, 4], offScale: [] });
    expect(chartScale([1]).ticks.every(Number.isInteger)).toBe(true);
  });

  it('has every bar on the scale or named', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000)), (values) => {
        const { top, ticks, offScale } = chartScale(values);
        expect(ticks.at(-1)).toBeLessThanOrEqual(top);
        for (const [at, value] of values.entries()) expect(offScale.includes(at)).toBe(value > top);
      }),
    );
  });
});
