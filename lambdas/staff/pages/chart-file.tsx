/** A chart as an SVG file for a report. The file contains all its words and styles, so it works on its own. */

import { scaleBand, scaleLinear } from 'd3-scale';
import { chartScale } from '../chart.ts';
import { number } from '../figures.ts';
import type { BarChartProps } from './bar-chart.tsx';

const WIDTH = 960;
const HEIGHT = 420;
const MARGIN = { top: 70, right: 20, bottom: 70, left: 70 };
const FONT = 'system-ui, Arial, sans-serif';
// GOV.UK's colours for charts: https://analysisfunction.civilservice.gov.uk/policy-store/data-visualisation-colours-in-charts/
const BAR = '#12436D';
const LINES = [
  { colour: '#F46A25', dash: 'none' },
  { colour: '#28A197', dash: '8 6' },
];

export function ChartFile({ title, names, bars, lines = [] }: BarChartProps) {
  const { top, ticks, offScale } = chartScale(bars.values);
  const x = scaleBand(
    names.map((_, at) => at),
    [MARGIN.left, WIDTH - MARGIN.right],
  ).padding(0.15);
  const y = scaleLinear([0, top], [HEIGHT - MARGIN.bottom, MARGIN.top]).clamp(true);
  const bottom = HEIGHT - MARGIN.bottom;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} font-family={FONT} font-size="14">
      <title>{title}</title>
      <rect width={WIDTH} height={HEIGHT} fill="#fff" />
      <text x={MARGIN.left} y="28" font-size="20" font-weight="bold">
        {title}
      </text>
      {ticks.map((tick) => (
        <>
          <line x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(tick)} y2={y(tick)} stroke="#b1b4b6" />
          <text x={MARGIN.left - 8} y={y(tick) + 5} text-anchor="end">
            {number(tick)}
          </text>
        </>
      ))}
      {bars.values.map((value, at) => (
        <rect x={x(at)} width={x.bandwidth()} y={y(value)} height={bottom - y(value)} fill={BAR} />
      ))}
      {offScale.map((at) => (
        <text x={(x(at) ?? 0) + x.bandwidth() / 2} y={MARGIN.top - 6} text-anchor="middle">
          {number(bars.values[at] ?? 0)}
        </text>
      ))}
      {lines.map(({ values }, line) => (
        <polyline
          fill="none"
          stroke={LINES[line]?.colour}
          stroke-width="3"
          stroke-dasharray={LINES[line]?.dash}
          points={values.map((value, at) => `${(x(at) ?? 0) + x.bandwidth() / 2},${y(value)}`).join(' ')}
        />
      ))}
      <text x={MARGIN.left} y={bottom + 24}>
        {names[0]}
      </text>
      {names.length > 1 && (
        <text x={WIDTH - MARGIN.right} y={bottom + 24} text-anchor="end">
          {names.at(-1)}
        </text>
      )}
      {[bars, ...lines].map(({ name }, at) => (
        <>
          {at === 0 ? (
            <rect x={MARGIN.left} y={HEIGHT - 28} width="28" height="12" fill={BAR} />
          ) : (
            <line
              x1={MARGIN.left + at * 280}
              x2={MARGIN.left + at * 280 + 28}
              y1={HEIGHT - 22}
              y2={HEIGHT - 22}
              stroke={LINES[at - 1]?.colour}
              stroke-width="3"
              stroke-dasharray={LINES[at - 1]?.dash}
            />
          )}
          <text x={MARGIN.left + at * 280 + 36} y={HEIGHT - 17}>
            {name}
          </text>
        </>
      ))}
    </svg>
  );
}
