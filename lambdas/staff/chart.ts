/** Works out a chart in numbers, for a page or a file. Pure. */

import { scaleLinear } from 'd3-scale';

/** The counts, one for each bar. */
export interface Series {
  name: string;
  values: number[];
}

export interface ChartScale {
  /** The value at the top of the chart. */
  top: number;
  /** Where lines are drawn across, from 0 to the top. */
  ticks: number[];
  /** The positions of bars that go beyond the top. */
  offScale: number[];
}

/** A bar this many times as high as most others would make them too small to see. */
const MAX_TIMES = 4;
const NEARLY_ALL = 0.9;
const TICKS = 4;

/**
 * The scale of a chart. One very busy day doesn't flatten the rest. It goes beyond the top, and its value is shown.
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
