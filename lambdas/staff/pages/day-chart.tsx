/** A number for each day, as bars. The same numbers stand in a table beside it, for who cannot see it. */

import { scaleBand, scaleLinear } from 'd3-scale';
import { dayWords } from '../dates.ts';
import { number } from '../figures.ts';

const WIDTH = 1000;
const HEIGHT = 200;

export interface DayChartProps {
  /** What is counted: "Texts a day". */
  title: string;
  days: { day: string; value: number }[];
}

export function DayChart({ title, days }: DayChartProps) {
  const most = Math.max(0, ...days.map(({ value }) => value));
  const x = scaleBand(
    days.map(({ day }) => day),
    [0, WIDTH],
  ).padding(days.length > 100 ? 0 : 0.2);
  const y = scaleLinear([0, Math.max(1, most)], [HEIGHT, 0]).nice(4);
  const [, top = most] = y.domain();
  const busiest = days.find(({ value }) => value === most);
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  const summary =
    most > 0 && busiest
      ? `${title}: most on ${dayWords(busiest.day)}, ${number(most)}`
      : `${title}: none in this period`;
  return (
    <figure class="staff-chart">
      <figcaption class="govuk-body">{summary}</figcaption>
      <div class="govuk-body-s govuk-!-margin-bottom-0" aria-hidden="true">
        {number(top)}
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
        {y.ticks(4).map((tick) => (
          <line class="staff-grid" x1="0" x2={WIDTH} y1={y(tick)} y2={y(tick)} />
        ))}
        {days.map(({ day, value }) => (
          <rect class="staff-bar" x={x(day)} width={x.bandwidth()} y={y(value)} height={HEIGHT - y(value)} />
        ))}
      </svg>
      {first && last && (
        <div class="govuk-body-s staff-axis" aria-hidden="true">
          <span>{dayWords(first)}</span>
          {first !== last && <span>{dayWords(last)}</span>}
        </div>
      )}
    </figure>
  );
}
