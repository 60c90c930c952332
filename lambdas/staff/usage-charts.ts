/** What the charts of Usage count. Pure. */

import type { DayOfUsage } from '../usage/usage-of-period.ts';
import { spanWords } from './dates.ts';
import { groupOutcomes } from './disclosure.ts';
import type { BarChartProps } from './pages/bar-chart.tsx';
import { type Span, type SpanKind, weekday } from './spans.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** Texts in each span, with lines for those that got a topic and those that did not. */
export function spansChart(spans: readonly Span[], kind: SpanKind): BarChartProps {
  const groups = spans.map(({ counts }) => groupOutcomes(counts.outcomes));
  return {
    title: `Texts a ${kind}`,
    names: spans.map((span) => spanWords(span, kind)),
    bars: { name: 'All texts', values: spans.map(({ counts }) => counts.texts) },
    lines: [
      { name: 'Asked for a topic', values: groups.map(({ topic = 0 }) => topic) },
      { name: 'No topic found', values: groups.map(({ noTopic = 0 }) => noTopic) },
    ],
  };
}

/** At which hour people write, in London time. It leaves out days that an older version counted. */
export function hoursChart(days: readonly DayOfUsage[]): BarChartProps {
  return {
    title: 'Texts by hour of the day',
    names: HOURS.map((hour) => `${hour}:00 to ${hour}:59`),
    bars: {
      name: 'Texts',
      values: HOURS.map((hour) => days.reduce((sum, { counts }) => sum + (counts.hours[hour] ?? 0), 0)),
    },
  };
}

/** On which days of the week people write. */
export function weekdaysChart(days: readonly DayOfUsage[]): BarChartProps {
  return {
    title: 'Texts by day of the week',
    names: WEEKDAYS,
    bars: {
      name: 'Texts',
      values: WEEKDAYS.map((_, at) =>
        days.reduce((sum, { day, counts }) => sum + (weekday(day) === at ? counts.texts : 0), 0),
      ),
    },
  };
}
