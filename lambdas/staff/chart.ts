/** A chart worked out in numbers, the same for a page and for a file. Pure. */

import { scaleLinear } from 'd3-scale';

/** What is counted, for one bar after the other. */
export interface Series {
  name: string;
  values: number[];
}

export interface ChartScale {
  /** What the top of the chart stands for. */
  top: number;
  /** Where lines are drawn across, from 0 to the top. */
  ticks: number[];
  /** The bars that go beyond the top, by their place. */
  offScale: number[];
}

/** A bar so many times as high as nearly all others would leave nothing of them to be seen. */
const MAX_TIMES = 4;
const NEARLY_ALL = 0.9;
const TICKS = 4;

/**
 * The scale of a chart. One very busy day does not flatten the rest: it goes beyond the top, and is named.
 *
 * @example chartScale([10, 12, 900, 8]).offScale // [2]
 */
export function chartScale(values: readonly number[]): ChartScale {
  const sorted = values.toSorted((one, other) => one - other);
  const most = sorted.at(-1) ?? 0;
  const usual = sorted[Math.floor((sorted.length - 1) * NEARLY_ALL)] ?? 0;
  const isFlattened = usual > 0 && most > MAX_TIMES * usual;
  const scale = scaleLinear([0, Math.max(TICKS, isFlattened ? 2 * usual : most)], [0, 1]).nice(TICKS);
  const [, top = most] = scale.domain();
  return {
    top,
    ticks: scale.ticks(TICKS),
    offScale: values.flatMap((value, at) => (value > top ? [at] : [])),
  };
}
