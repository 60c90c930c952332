/** Shows how the service is used: the counts of a period, as a page and as files. */

import type { Context, Hono } from 'hono';
import { londonDay } from '../usage/london-day.ts';
import { readSignsOfLife } from '../usage/signs-of-life.ts';
import { readUsage, readUsageOfMonths } from '../usage/usage-of-period.ts';
import { USAGE_CHART_PATH, USAGE_CSV_PATH, USAGE_PATH } from './addresses.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { finishedMonths } from './disclosure.ts';
import { describeHealth } from './health.ts';
import { countedTopicName } from './letters.ts';
import { ChartFile } from './pages/chart-file.tsx';
import { UsagePage } from './pages/usage-page.tsx';
import { parsePeriod } from './parse-period.ts';
import { show, showMessage } from './show.tsx';
import { groupIntoSpans, parseSpanKind } from './spans.ts';
import { spansChart } from './usage-charts.ts';
import { usageCsv } from './usage-csv.ts';
import { writtenDate } from './written-date.ts';

const MONTHS_SHOWN = 12;

export function addUsagePages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { table, frame } = world;

  app.get(USAGE_PATH, async (c) => {
    const now = world.now();
    const today = londonDay(now);
    const parsed = parsePeriod(c.req.query(), today);
    const shown = parsed.kind === 'period' ? parsed.period : undefined;
    const [usage, months, signs] = await Promise.all([
      readUsage(table, parsed.period, now),
      readUsageOfMonths(table, finishedMonths(today, MONTHS_SHOWN)),
      readSignsOfLife(table, now),
    ]);
    const page = (
      <UsagePage
        layout={{ ...frame, session: c.get('session') }}
        parsed={parsed}
        written={{
          from: writtenDate(c.req.query(), 'from', shown?.first),
          to: writtenDate(c.req.query(), 'to', shown?.last),
        }}
        today={today}
        usage={usage}
        months={months}
        measured={world.measured}
        health={describeHealth(signs, now)}
        keywordOf={(counted) => countedTopicName(world, counted)}
        price={world.price}
        spanKind={parseSpanKind(c.req.query('by'), parsed.period)}
      />
    );
    return show(c, page, parsed.kind === 'faulty' ? 400 : 200);
  });

  app.get(USAGE_CSV_PATH, async (c) => {
    const asked = await readSpans(c);
    if (asked.kind === 'faulty') return showNotMade(c, asked.faults);
    return c.body(usageCsv(asked.spans, asked.spanKind), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${asked.name}.csv"`,
    });
  });

  app.get(USAGE_CHART_PATH, async (c) => {
    const asked = await readSpans(c);
    if (asked.kind === 'faulty') return showNotMade(c, asked.faults);
    const chart = <ChartFile {...spansChart(asked.spans, asked.spanKind)} />;
    return c.body(chart.toString(), 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${asked.name}.svg"`,
    });
  });

  /** The contents and the name of a file of usage. */
  async function readSpans(c: Context<StaffEnvironment>) {
    const now = world.now();
    const parsed = parsePeriod(c.req.query(), londonDay(now));
    if (parsed.kind === 'faulty') return parsed;
    const { first, last } = parsed.period;
    const spanKind = parseSpanKind(c.req.query('by'), parsed.period);
    const { days } = await readUsage(table, parsed.period, now);
    const spans = groupIntoSpans(days, spanKind);
    return { kind: 'spans' as const, spans, spanKind, name: `usage-by-${spanKind}-${first}-to-${last}` };
  }

  function showNotMade(c: Context<StaffEnvironment>, faults: { message: string }[]) {
    return showMessage(c, {
      layout: { ...frame, session: c.get('session') },
      status: 400,
      title: 'The file was not made',
      message: `${faults.map(({ message }) => message).join('. ')}.`,
    });
  }
}
