/** Seeing how the service is used: the counts of a period, the log of requests, and the log as a file. */

import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { londonDay } from '../usage/london-day.ts';
import { readRequestsPage, requestsNewestFirst } from '../usage/read-requests.ts';
import { readUsage, readUsageOfMonths } from '../usage/usage-of-period.ts';
import { CSV_PATH, REQUESTS_PATH, USAGE_PATH } from './addresses.ts';
import { type AuditEvent, recordEvent } from './audit-trail.ts';
import { finishedMonths, mayFilterBy } from './disclosure.ts';
import { RequestsPage } from './pages/requests-page.tsx';
import { UsagePage } from './pages/usage-page.tsx';
import { type LogQuery, parseLogQuery, renderLogQuery } from './parse-log-query.ts';
import { parsePeriod } from './parse-period.ts';
import { requestsCsv } from './requests-csv.ts';
import type { Session } from './session.ts';
import { managersOnly } from './session-cookie.ts';
import { shortReference } from './short-reference.ts';
import { show, showMessage } from './show.tsx';
import type { StaffEnvironment, StaffWorld } from './world.ts';

const MONTHS_SHOWN = 12;

export function addUsagePages(app: Hono<StaffEnvironment>, world: StaffWorld): void {
  const { table, topics, retentionDays, stylesheet } = world;
  const keywordOf = (id: string) => topics.find((topic) => topic.id === id)?.keyword ?? id.toUpperCase();

  app.get(USAGE_PATH, async (c) => {
    const now = world.now();
    const today = londonDay(now);
    const parsed = parsePeriod(c.req.query(), today);
    const [usage, months] = await Promise.all([
      readUsage(table, parsed.period, now),
      readUsageOfMonths(table, finishedMonths(today, MONTHS_SHOWN)),
    ]);
    const page = (
      <UsagePage
        layout={{ stylesheet, session: c.get('session') }}
        parsed={parsed}
        written={{ from: c.req.query('from') ?? '', to: c.req.query('to') ?? '' }}
        today={today}
        usage={usage}
        months={months}
        keywordOf={keywordOf}
        price={world.price}
      />
    );
    return show(c, page, parsed.kind === 'faulty' ? 400 : 200);
  });

  app.get(REQUESTS_PATH, async (c) => {
    const now = world.now();
    const session = c.get('session');
    const query = parseLogQuery(c.req.query());
    if (!mayFilterBy(query.filter, session.role)) {
      return showMessage(c, {
        layout: { stylesheet, session },
        status: 403,
        title: 'Only managers may ask for these requests',
        message: 'A list that short could tell you that somebody was in danger, or opted out.',
        action: { href: REQUESTS_PATH, words: 'Show all requests' },
      });
    }
    // The first page of a list, and not each older one.
    if (session.role === 'manager' && !query.before) {
      await record(session, { kind: 'sawRequests', filter: filterWords(query) });
    }
    const texterKey = await world.texterKey();
    const page = (
      <RequestsPage
        layout={{ stylesheet, session }}
        query={query}
        page={await readRequestsPage(table, { ...query, now, retentionDays })}
        topics={topics}
        keywordOf={keywordOf}
        referenceOf={(request) => shortReference(request, texterKey)}
        today={londonDay(now)}
        isForManager={session.role === 'manager'}
      />
    );
    return show(c, page);
  });

  app.get(CSV_PATH, managersOnly(world), async (c) => {
    const now = world.now();
    const { filter } = parseLogQuery(c.req.query());
    const session = c.get('session');
    await record(session, { kind: 'beganExport', filter: filterWords({ filter }) });
    const requests = requestsNewestFirst(table, { filter, now, retentionDays });
    const csv = requestsCsv(requests, await world.texterKey(), {
      onFailure: (error) => world.logFault('export broken off', { error }),
      onEnd: (rows) => record(session, { kind: 'endedExport', filter: filterWords({ filter }), rows }),
    });
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="requests-${filter.day ?? londonDay(now)}.csv"`,
    });
  });

  function record(session: Session, event: AuditEvent): Promise<void> {
    return recordEvent(table, session, event, { at: world.now(), id: randomUUID() });
  }
}

/** @example filterWords({ filter: { outcome: 'help' } }) // 'outcome=help' */
function filterWords({ filter }: LogQuery): string {
  return renderLogQuery({ filter }).toString();
}
