/** Draws numbers as bars with a scale, and lines over them. A table beside the chart has the same numbers. */

import { scaleBand, scaleLinear } from 'd3-scale';
import { chartScale, type Series } from '../chart.ts';
import { number } from '../figures.ts';

const WIDTH = 1000;
const HEIGHT = 200;
/** With more bars than this, there is no room between them. */
const CROWDED = 100;
/** How people can tell the lines apart without colour. */
const DASHES = ['none', '8 6', '2 5'];

export interface BarChartProps {
  /** What the chart counts: "Texts a day". */
  title: string;
  /** The name of each bar, in order: a day or an hour. */
  names: string[];
  bars: Series;
  /** Parts of what the bars count. */
  lines?: Series[];
}

export function BarChart({ title, names, bars, lines = [] }: BarChartProps) {
  const { top, ticks, offScale } = chartScale(bars.values);
  const x = scaleBand(
    names.map((_, at) => at),
    [0, WIDTH],
  ).padding(names.length > CROWDED ? 0 : 0.2);
  const y = scaleLinear([0, top], [HEIGHT, 0]).clamp(true);
  const most = Math.max(0, ...bars.values);
  const summary =
    most > 0
      ? `${title}: most on ${names[bars.values.indexOf(most)]}, ${number(most)}`
      : `${title}: none in this period`;
  const [first, last] = [names[0], names.at(-1)];
  return (
    <figure class="staff-chart">
      <figcaption class="govuk-body">{summary}</figcaption>
      {offScale.length > 0 && (
        <p class="govuk-body-s">
          Beyond the scale:{' '}
          {new Intl.ListFormat('en-GB').format(offScale.map((at) => `${names[at]} (${number(bars.values[at] ?? 0)})`))}.
        </p>
      )}
      <div class="staff-chart-area">
        <div class="govuk-body-s staff-chart-scale" aria-hidden="true">
          {ticks.toReversed().map((tick) => (
            <span>{number(tick)}</span>
          ))}
        </div>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
          {ticks.map((tick) => (
            <line class="staff-grid" x1="0" x2={WIDTH} y1={y(tick)} y2={y(tick)} />
          ))}
          {bars.values.map((value, at) => (
            <rect class="staff-bar" x={x(at)} width={x.bandwidth()} y={y(value)} height={HEIGHT - y(value)} />
          ))}
          {lines.map(({ values }, line) => (
            <polyline
              class={`staff-line staff-line-${line + 1}`}
              stroke-dasharray={DASHES[line % DASHES.length]}
              points={values.map((value, at) => `${(x(at) ?? 0) + x.bandwidth() / 2},${y(value)}`).join(' ')}
            />
          ))}
        </svg>
      </div>
      {first !== undefined && last !== undefined && (
        <div class="govuk-body-s staff-axis" aria-hidden="true">
          <span>{first}</span>
          {first !== last && <span>{last}</span>}
        </div>
      )}
      {lines.length > 0 && (
        <ul class="govuk-list govuk-body-s staff-legend">
          <li>
            <svg viewBox="0 0 40 10" aria-hidden="true">
              <rect class="staff-bar" width="40" height="10" />
            </svg>
            {bars.name}
          </li>
          {lines.map(({ name }, line) => (
            <li>
              <svg viewBox="0 0 40 10" aria-hidden="true">
                <line
                  class={`staff-line staff-line-${line + 1}`}
                  stroke-dasharray={DASHES[line % DASHES.length]}
                  x1="0"
                  x2="40"
                  y1="5"
                  y2="5"
                />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
