/** Seeing how the service is used: the counts of a period, the log of requests, and the log as a file. */

import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { londonDay } from '../usage/london-day.ts';
import { readRequestsPage, requestsNewestFirst } from '../usage/read-requests.ts';
import { readSignsOfLife } from '../usage/signs-of-life.ts';
import { readUsage, readUsageOfMonths } from '../usage/usage-of-period.ts';
import { CSV_PATH, REQUESTS_PATH, USAGE_CHART_PATH, USAGE_CSV_PATH, USAGE_PATH } from './addresses.ts';
import { type AuditEvent, recordEvent } from './audit-trail.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { finishedMonths, mayFilterBy } from './disclosure.ts';
import { describeHealth } from './health.ts';
import { ChartFile } from './pages/chart-file.tsx';
import { RequestsPage } from './pages/requests-page.tsx';
import { UsagePage } from './pages/usage-page.tsx';
import { type LogQuery, parseLogQuery, renderLogQuery } from './parse-log-query.ts';
import { parsePeriod } from './parse-period.ts';
import { requestsCsv } from './requests-csv.ts';
import { type Session, seal, unseal } from './session.ts';
import { managersOnly } from './session-cookie.ts';
import { shortReference } from './short-reference.ts';
import { show, showMessage } from './show.tsx';
import { groupIntoSpans, parseSpanKind } from './spans.ts';
import { spansChart } from './usage-charts.ts';
import { usageCsv } from './usage-csv.ts';
import { writtenDate } from './written-date.ts';

const MONTHS_SHOWN = 12;

export function addUsagePages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { table, letter, retentionDays, frame } = world;
  const keywordOf = (id: string) => letter.topics.find((topic) => topic.id === id)?.keyword ?? id.toUpperCase();

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
        keywordOf={keywordOf}
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

  /** What a file of the usage has in it, and what it is called. */
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

  app.get(REQUESTS_PATH, async (c) => {
    const now = world.now();
    const session = c.get('session');
    const query = parseLogQuery(c.req.query());
    if (!mayFilterBy(query.filter, session.role)) {
      return showMessage(c, {
        layout: { ...frame, session },
        status: 403,
        title: 'Only managers may ask for these requests',
        message: 'A list that short could tell you who got a safety reply, or opted out.',
        action: { href: REQUESTS_PATH, words: 'Show all requests' },
      });
    }
    const place = query.before ? await unseal('place', query.before, await world.sealingKey(), now) : undefined;
    const faults = [...query.faults];
    if (query.before && !place)
      faults.push({ field: 'day-day', message: 'This link is too old. Ask for the requests anew' });
    // The first page of a list, and not each older one.
    if (session.role === 'manager' && !query.before) {
      await record(session, { kind: 'sawRequests', filter: filterWords(query) });
    }
    const texterKey = await world.texterKey();
    const read =
      faults.length > 0
        ? { requests: [] }
        : await readRequestsPage(table, {
            filter: query.filter,
            before: place && { at: new Date(place.at), messageSid: place.messageSid },
            now,
            retentionDays,
          });
    const next = read.next && { at: read.next.at.toISOString(), messageSid: read.next.messageSid };
    const page = (
      <RequestsPage
        layout={{ ...frame, session }}
        query={query}
        faults={faults}
        writtenDay={writtenDate(c.req.query(), 'day', query.filter.day)}
        requests={read.requests}
        next={next && (await seal('place', next, await world.sealingKey(), now))}
        topics={letter.topics}
        keywordOf={keywordOf}
        referenceOf={(request) => shortReference(request, texterKey)}
        isForManager={session.role === 'manager'}
      />
    );
    return show(c, page, faults.length > 0 ? 400 : 200);
  });

  app.get(CSV_PATH, managersOnly(world), async (c) => {
    const now = world.now();
    const session = c.get('session');
    const { filter, faults } = parseLogQuery(c.req.query());
    if (faults.length > 0) {
      return showMessage(c, {
        layout: { ...frame, session },
        status: 400,
        title: 'The file was not made',
        message: `${faults.map(({ message }) => message).join('. ')}.`,
        action: { href: REQUESTS_PATH, words: 'Choose the requests' },
      });
    }
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="requests-${filter.day ?? londonDay(now)}.csv"`,
    };
    // Nothing is read where nothing is sent.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    await record(session, { kind: 'beganExport', filter: filterWords({ filter }) });
    const requests = await withFirstRead(requestsNewestFirst(table, { filter, now, retentionDays }));
    const csv = requestsCsv(requests, await world.texterKey(), {
      onFailure: (error) => world.logFault('export broken off', { error }),
      onEnd: (rows) => record(session, { kind: 'endedExport', filter: filterWords({ filter }), rows }),
    });
    return c.body(csv, 200, headers);
  });

  function record(session: Session, event: AuditEvent): Promise<void> {
    return recordEvent(table, session, event, { at: world.now(), id: randomUUID() });
  }
}

/** The same, with the first read already: where even that fails, there can still be an answer that says so. */
async function withFirstRead<Item>(items: AsyncGenerator<Item>): Promise<AsyncGenerator<Item>> {
  const first = await items.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* items;
  })();
}

/** @example filterWords({ filter: { outcome: 'help' } }) // 'outcome=help' */
function filterWords({ filter }: LogQuery): string {
  return renderLogQuery({ filter }).toString();
}
