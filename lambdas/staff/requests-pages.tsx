/**
 * The log of requests, as pages and as a file. Staff see each request's hour and topic. Managers see whole requests once they
 * have said why, and we record each look with its reason.
 */

import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { addDays, countDays, londonDay } from '../usage/london-day.ts';
import { type RequestFilter, readRequestsPage, requestsNewestFirst } from '../usage/read-requests.ts';
import { readTotal } from '../usage/usage-of-period.ts';
import { CSV_PATH, REQUESTS_PATH } from './addresses.ts';
import { type AuditEvent, recordEvent } from './audit-trail.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { mayFilterBy } from './disclosure.ts';
import { topicName, topicsOfAll } from './letters.ts';
import { RequestsPage } from './pages/requests-page.tsx';
import { type LogQuery, type ParsedLogQuery, parseLogQuery, renderLogQuery } from './parse-log-query.ts';
import { MAX_DAYS } from './parse-period.ts';
import { findReason, keepReason } from './reason-cookie.ts';
import { requestsCsv } from './requests-csv.ts';
import { type Session, seal, unseal } from './session.ts';
import { managersOnly, ownFormsOnly } from './session-cookie.ts';
import { shortReference } from './short-reference.ts';
import { show, showMessage } from './show.tsx';
import { writtenDate } from './written-date.ts';
import { writtenIn } from './written-field.ts';
import { faultOfReason } from './written-reason.ts';

export function addRequestsPages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { table, retentionDays, frame } = world;

  app.get(REQUESTS_PATH, async (c) => {
    const query = parseLogQuery(c.req.query());
    const session = c.get('session');
    if (!mayFilterBy(query.filter, session.role)) {
      return showMessage(c, {
        layout: { ...frame, session },
        status: 403,
        title: 'Only managers may ask for these requests',
        message: 'A list that short could tell you who got a safety reply, or opted out.',
        action: { href: REQUESTS_PATH, words: 'Show all requests' },
      });
    }
    return await showRequests(c, query);
  });

  // The reason must not be in an address, so it comes in a form, and we redirect to the list.
  app.post(REQUESTS_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const form = await c.req.parseBody();
    const written = writtenIn(form['reason']);
    const fields = Object.entries(form).map(([name, value]) => [name, writtenIn(value)] as const);
    const query = parseLogQuery(Object.fromEntries(fields));
    const message = faultOfReason(written, 'The reason', 'Enter a reason or a reference');
    if (message) return await showRequests(c, { ...query, faults: [{ field: 'reason', message }] }, written);
    await keepReason(c, written, world);
    return c.redirect(`${world.origin}${addressOf(query)}`, 303);
  });

  /** @param written the reason, if it had faults */
  async function showRequests(c: Context<StaffEnvironment>, query: ParsedLogQuery, written?: string) {
    const now = world.now();
    const session = c.get('session');
    const reason = await findReason(c, world);
    const isWhole = reason !== undefined;
    const place = query.before ? await unseal('place', query.before, await world.sealingKey(), now) : undefined;
    const faults = [...query.faults];
    if (query.before && !place)
      faults.push({ field: 'from-day', message: 'This link is too old. Ask for the requests anew' });
    const isReadable = faults.length === 0 && mayFilterBy(query.filter, isWhole ? 'manager' : 'staff');
    if (isWhole && isReadable) await record(session, { kind: 'sawRequests', filter: filterWords(query), reason });
    const texterKey = await world.texterKey();
    const asked = c.req.query();
    const read = isReadable
      ? await readRequestsPage(table, {
          filter: query.filter,
          before: place && { at: new Date(place.at), messageSid: place.messageSid },
          now,
          retentionDays,
        })
      : undefined;
    const next = read?.next && { at: read.next.at.toISOString(), messageSid: read.next.messageSid };
    const page = (
      <RequestsPage
        layout={{ ...frame, session }}
        session={session}
        query={query}
        faults={faults}
        writtenDays={{
          from: writtenDate(asked, 'from', asked['day']),
          to: writtenDate(asked, 'to', asked['day']),
        }}
        total={isReadable ? await countAsked(query.filter, now) : undefined}
        requests={read?.requests}
        lookedBackTo={read?.lookedBackTo}
        next={next && (await seal('place', next, await world.sealingKey(), now))}
        topics={topicsOfAll(world)}
        keywordOf={(topic, letter) => topicName(world, topic, letter)}
        referenceOf={(request) => shortReference(request, texterKey)}
        reason={reason}
        writtenReason={written}
      />
    );
    return show(c, page, faults.length > 0 ? 400 : 200);
  }

  app.get(CSV_PATH, managersOnly(world), async (c) => {
    const now = world.now();
    const session = c.get('session');
    const query = parseLogQuery(c.req.query());
    const { filter, faults } = query;
    if (faults.length > 0) {
      return showMessage(c, {
        layout: { ...frame, session },
        status: 400,
        title: 'The file was not made',
        message: `${faults.map(({ message }) => message).join('. ')}.`,
        action: { href: REQUESTS_PATH, words: 'Choose the requests' },
      });
    }
    const reason = await findReason(c, world);
    if (reason === undefined) {
      return showMessage(c, {
        layout: { ...frame, session },
        status: 403,
        title: 'The file was not made',
        message: 'First say why you need it. You are asked for a reason beside the list of requests.',
        action: { href: addressOf({ filter }), words: 'Give a reason' },
      });
    }
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="requests-${daysInFileName(filter, londonDay(now))}.csv"`,
    };
    // We send no body, so we read nothing.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const exported = { filter: filterWords({ filter }), reason };
    await record(session, { kind: 'beganExport', ...exported });
    const requests = await withFirstRead(requestsNewestFirst(table, { filter, now, retentionDays }));
    const csv = requestsCsv(requests, await world.texterKey(), {
      onFailure: (error) => world.logFault('export broken off', { error }),
      onEnd: (rows) => record(session, { kind: 'endedExport', ...exported, rows }),
    });
    return c.body(csv, 200, headers);
  });

  /** How many texts Usage counts for a filter. Undefined where Usage has no figure for it. */
  async function countAsked(filter: RequestFilter, now: Date): Promise<number | undefined> {
    if (filter.outcome !== undefined || filter.delivery !== undefined) return undefined;
    const today = londonDay(now);
    const [last = today] = [today, filter.to ?? today].sort();
    const first = filter.from ?? addDays(today, -retentionDays);
    if (first > last || countDays(first, last) > MAX_DAYS) return undefined;
    const { texts, topics } = await readTotal(table, { first, last }, now);
    return filter.topic === undefined ? texts : (topics[filter.topic] ?? 0);
  }

  function record(session: Session, event: AuditEvent): Promise<void> {
    return recordEvent(table, session, event, { at: world.now(), id: randomUUID() });
  }
}

/** Reads the first item at once. If that fails, we can still answer with an error. */
async function withFirstRead<Item>(items: AsyncGenerator<Item>): Promise<AsyncGenerator<Item>> {
  const first = await items.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* items;
  })();
}

/** @example daysInFileName({ from: '2026-06-01', to: '2026-06-30' }, '2026-07-10') // '2026-06-01-to-2026-06-30' */
function daysInFileName({ from, to }: RequestFilter, today: string): string {
  if (from === to) return from ?? today;
  return `${from ? `${from}-` : ''}to-${to ?? today}`;
}

/** @example filterWords({ filter: { outcome: 'help' } }) // 'outcome=help' */
function filterWords({ filter }: LogQuery): string {
  return renderLogQuery({ filter }).toString();
}

/** @example addressOf({ filter: { outcome: 'help' } }) // '/staff/requests?outcome=help' */
function addressOf({ filter }: LogQuery): string {
  const query = filterWords({ filter });
  return query === '' ? REQUESTS_PATH : `${REQUESTS_PATH}?${query}`;
}
