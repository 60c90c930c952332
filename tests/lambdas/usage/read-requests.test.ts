import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { newMessageSid } from '../../../infra/local/twilio-phone.ts';
import {
  MAX_READ,
  PAGE_SIZE,
  type RecordedRequest,
  type RequestFilter,
  type RequestsPage,
  readRequestsPage,
  requestsNewestFirst,
  requestsOfDay,
} from '../../../lambdas/usage/read-requests.ts';
import { requestItem } from '../../../lambdas/usage/record-request.ts';
import { readRollUps, rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { anyMessageSid, requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NOW = new Date('2026-06-30T15:00:00Z');
const RETENTION_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

const newTable = usageTablesForThisFile();

interface Log {
  filter?: RequestFilter;
  now?: Date;
  retentionDays?: number;
}

async function readPages(table: UsageTable, { filter = {}, now = NOW, retentionDays = RETENTION_DAYS }: Log = {}) {
  const pages: RecordedRequest[][] = [];
  let page: RequestsPage | undefined;
  do {
    page = await readRequestsPage(table, { filter, before: page?.next, now, retentionDays });
    pages.push(page.requests);
  } while (page.next);
  return pages;
}

async function readIds(table: UsageTable, log?: Log): Promise<string[]> {
  return (await readPages(table, log)).flat().map(({ messageSid }) => messageSid);
}

function idsNewestFirst(requests: RecordedRequest[]): string[] {
  return requests
    .toSorted(
      (one, other) =>
        other.at.getTime() - one.at.getTime() ||
        (one.messageSid < other.messageSid ? 1 : one.messageSid > other.messageSid ? -1 : 0),
    )
    .map(({ messageSid }) => messageSid);
}

function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * DAY_MS);
}

describe('the pages of the log', () => {
  it('have every request once, the newest first, and are full up to the last', async () => {
    // Few moments, so that many fall together: on both sides of London's midnight, and days apart.
    const moments = [
      '2026-06-30T14:00:00Z',
      '2026-06-29T23:00:00.000Z',
      '2026-06-29T22:59:59.999Z',
      '2026-06-20T08:00:00Z',
    ];
    const request = fc
      .record({
        messageSid: anyMessageSid,
        moment: fc.constantFrom(...moments),
        later: fc.nat(3),
        texter: fc.constantFrom('ana', 'ben', 'cam'),
      })
      .map(({ moment, later, ...rest }) => requestWith({ ...rest, at: new Date(Date.parse(moment) + later) }));
    const log = fc.uniqueArray(request, {
      maxLength: 4 * PAGE_SIZE,
      size: 'max',
      selector: ({ messageSid }) => messageSid,
    });
    await fc.assert(
      fc.asyncProperty(log, async (requests) => {
        const table = await newTable();
        await store(table, requests);
        const pages = await readPages(table);
        expect(pages.flat().map(({ messageSid }) => messageSid)).toEqual(idsNewestFirst(requests));
        expect(pages.slice(0, -1).every(({ length }) => length === PAGE_SIZE)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    [0, 1, 'no request is a page without one'],
    [PAGE_SIZE, 1, 'a full page after which nothing comes is the last'],
    [PAGE_SIZE + 1, 2, 'one more begins the next'],
  ])('of %i requests are %i: %s', async (count, expected) => {
    const table = await newTable();
    await store(
      table,
      Array.from({ length: count }, () => requestWith()),
    );
    expect(await readPages(table)).toHaveLength(expected);
  });

  it.each([
    ['of all parts of the index', () => newMessageSid()],
    ['of one part of the index', () => newMessageSid().replace(/.$/, '0')],
  ])('leave none out when very many come in one millisecond, %s', async (_, newSid) => {
    const table = await newTable();
    const requests = Array.from({ length: 5 * PAGE_SIZE }, (_, at) =>
      requestWith({ texter: `texter${at}`, messageSid: newSid() }),
    );
    await store(table, requests);
    expect(await readIds(table)).toEqual(idsNewestFirst(requests));
  });

  it('show each request as it was recorded, with what Twilio reported', async () => {
    const table = await newTable();
    const delivery = { status: 'undelivered', errorCode: '30003' } as const;
    const requests = [
      requestWith({ delivery }),
      requestWith({ at: daysAgo(1), outcome: 'notUnderstood', wanted: ['money'], reply: { kind: 'notUnderstood' } }),
    ];
    await store(table, requests);
    expect(await readPages(table)).toEqual([requests]);
  });
});

describe('a filter', () => {
  const ofCare = requestWith({ messageSid: 'SMcare' });
  const requests = [
    ofCare,
    requestWith({ messageSid: 'SMgrades', reply: { kind: 'text', topic: 'grades', text: 2 }, at: daysAgo(1) }),
    requestWith({ messageSid: 'SMend', outcome: 'more', reply: { kind: 'endOfTopic', topic: 'care' }, at: daysAgo(2) }),
    requestWith({
      messageSid: 'SMboth',
      outcome: 'severalTopics',
      reply: { kind: 'severalTopics', topics: ['grades', 'care'] },
      delivery: { status: 'delivered' },
      at: daysAgo(3),
    }),
    requestWith({
      messageSid: 'SMleavers',
      reply: { kind: 'text', topic: 'careleavers', text: 1 },
      delivery: { status: 'undelivered', errorCode: '30003' },
      at: daysAgo(4),
    }),
    requestWith({
      messageSid: 'SMdistress',
      outcome: 'distress',
      reply: { kind: 'safety' },
      delivery: { status: 'failed' },
      at: daysAgo(5),
    }),
    requestWith({ messageSid: 'SMstop', outcome: 'optedOut', reply: { kind: 'nothing' }, segments: 0, at: daysAgo(6) }),
  ];
  let table: UsageTable;
  beforeAll(async () => {
    table = await newTable();
    await store(table, requests);
  });

  it.each<[RequestFilter, string[], string]>([
    [{}, requests.map(({ messageSid }) => messageSid), 'none shows all'],
    [{ topic: 'care' }, ['SMcare', 'SMend', 'SMboth'], 'a text of the topic, its end, and the topic among others'],
    [{ topic: 'pets' }, [], 'a topic that nobody asked for'],
    [{ outcome: 'distress' }, ['SMdistress'], 'what was understood'],
    [{ outcome: 'topic' }, ['SMcare', 'SMgrades', 'SMleavers'], 'the same'],
    [{ delivery: 'delivered' }, ['SMboth'], 'what arrived'],
    [{ delivery: 'undelivered' }, ['SMleavers'], 'what did not arrive'],
    [{ delivery: 'failed' }, ['SMdistress'], 'what could not be sent'],
    [{ delivery: 'unreported' }, ['SMcare', 'SMgrades', 'SMend'], 'no report, unless nothing was sent'],
    [{ from: '2026-06-29', to: '2026-06-29' }, ['SMgrades'], 'a day in London'],
    [{ from: '2026-06-22', to: '2026-06-22' }, [], 'a day on which nobody wrote'],
    [{ from: '2026-07-01', to: '2026-07-01' }, [], 'a day that has not come'],
    [{ from: '2026-06-30', to: '9999-12-31' }, ['SMcare'], 'since a day'],
    [{ to: '2026-06-29' }, requests.slice(1).map(({ messageSid }) => messageSid), 'up to a day'],
    [{ topic: 'care', outcome: 'severalTopics', delivery: 'delivered' }, ['SMboth'], 'all of it must hold'],
    [{ from: '2026-06-30', topic: 'grades' }, [], 'and on that day'],
  ])('of %j shows %j: %s', async (filter, expected) => {
    expect(await readIds(table, { filter })).toEqual(expected);
  });

  it('of a day shows that day’s alone, also after a place in the log that is before it', async () => {
    const before = { at: new Date('2026-06-27T20:00:00Z'), messageSid: 'SMany' };
    const filter = { from: '2026-06-29', to: '2026-06-29' };
    expect(await readRequestsPage(table, { filter, before, now: NOW, retentionDays: RETENTION_DAYS })).toEqual({
      requests: [],
    });
  });

  it('has pages too, that leave none out', async () => {
    const many = await newTable();
    const mixed = Array.from({ length: 5 * PAGE_SIZE }, (_, at) =>
      requestWith({
        at: new Date(NOW.getTime() - at * 60 * 60 * 1000),
        reply: { kind: 'text', topic: at % 2 ? 'care' : 'grades', text: 1 },
      }),
    );
    await store(many, mixed);
    const ofCare = mixed.filter(({ reply }) => reply.kind === 'text' && reply.topic === 'care');
    expect(await readIds(many, { filter: { topic: 'care' } })).toEqual(idsNewestFirst(ofCare));
  });
});

describe('a page of what is rare', () => {
  /** How many items the table has read since the page before. */
  function countRead(table: UsageTable): () => number {
    let items = 0;
    table.client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        if ('ScannedCount' in result.output) items += result.output.ScannedCount ?? 0;
        return result;
      },
      { step: 'initialize' },
    );
    return () => {
      const read = items;
      items = 0;
      return read;
    };
  }

  /** A text every so often for days, the first and the last of which were understood as HELP. */
  function rareAmong(count: number, everyMs: number): RecordedRequest[] {
    return Array.from({ length: count }, (_, at) =>
      requestWith({
        texter: `texter${at % 50}`,
        at: new Date(NOW.getTime() - at * everyMs),
        ...((at === 0 || at === count - 1) && { outcome: 'help', reply: { kind: 'help' } }),
      }),
    );
  }

  const MINUTE_MS = 60_000;

  it.each<[string, number, number, RequestFilter]>([
    ['on busy days', 2000, MINUTE_MS, { outcome: 'help' }],
    ['on one very busy day', 2000, 10 * 1000, { outcome: 'help', from: '2026-06-30', to: '2026-06-30' }],
    ['on quiet days', 600, 60 * MINUTE_MS, { outcome: 'help' }],
    ['that there is not', 1000, MINUTE_MS, { topic: 'pets' }],
    ['that is not rare', 2000, MINUTE_MS, { outcome: 'topic' }],
    ['with no filter', 2000, MINUTE_MS, {}],
    ['with no filter, on quiet days', 600, 60 * MINUTE_MS, {}],
  ])('%s reads no more than a page may, and all pages together leave none out', async (_, count, everyMs, filter) => {
    const table = await newTable();
    const requests = rareAmong(count, everyMs);
    await store(table, requests);
    const readSince = countRead(table);
    const found: string[] = [];
    let lookedBackTo: Date | undefined;
    let page: RequestsPage | undefined;
    do {
      page = await readRequestsPage(table, { filter, before: page?.next, now: NOW, retentionDays: RETENTION_DAYS });
      expect(readSince()).toBeLessThanOrEqual(MAX_READ);
      found.push(...page.requests.map(({ messageSid }) => messageSid));
      if (page.lookedBackTo) {
        // Each goes further back than the one before, past all that it shows.
        if (lookedBackTo) expect(page.lookedBackTo.getTime()).toBeLessThan(lookedBackTo.getTime());
        lookedBackTo = page.lookedBackTo;
        for (const { at } of page.requests) expect(at.getTime()).toBeGreaterThanOrEqual(lookedBackTo.getTime());
        expect(page.next).toBeDefined();
      }
    } while (page.next);
    const asked = requests.filter(
      ({ outcome, reply }) =>
        (filter.outcome === undefined || outcome === filter.outcome) &&
        (filter.topic === undefined || ('topic' in reply && reply.topic === filter.topic)),
    );
    expect(found).toEqual(idsNewestFirst(asked));
  });

  it('says how far back it has looked when it has found none yet, and not when it has seen all', async () => {
    const table = await newTable();
    await store(table, rareAmong(1000, MINUTE_MS));
    const read = (before?: RequestsPage['next']) =>
      readRequestsPage(table, { filter: { topic: 'pets' }, before, now: NOW, retentionDays: RETENTION_DAYS });
    const first = await read();
    expect(first.requests).toEqual([]);
    expect(first.lookedBackTo).toEqual(expect.any(Date));
    let last = first;
    while (last.next) last = await read(last.next);
    expect(last).toEqual({ requests: [] });
  });

  it('goes on where very many came in one millisecond', async () => {
    const table = await newTable();
    const atOnce = Array.from({ length: 2 * MAX_READ }, (_, at) =>
      requestWith({ texter: `texter${at}`, ...(at % 100 === 0 && { outcome: 'help' }) }),
    );
    await store(table, atOnce);
    const ofHelp = atOnce.filter(({ outcome }) => outcome === 'help');
    expect(await readIds(table, { filter: { outcome: 'help' } })).toEqual(idsNewestFirst(ofHelp));
  });

  it('of a log kept for years, in which hardly anybody wrote, makes no more queries than a page may', async () => {
    const table = await newTable();
    await store(table, [requestWith({ messageSid: 'SMold', at: daysAgo(300) })], 400);
    let queries = 0;
    table.client.middlewareStack.add(
      (next) => (args) => {
        queries += 1;
        return next(args);
      },
      { step: 'initialize' },
    );
    const { next, lookedBackTo } = await readRequestsPage(table, { filter: {}, now: NOW, retentionDays: 400 });
    expect(queries).toBeLessThanOrEqual(200);
    expect(next).toBeDefined();
    expect(lookedBackTo?.getTime()).toBeLessThan(daysAgo(40).getTime());
    expect(await readIds(table, { retentionDays: 400 })).toEqual(['SMold']);
  });
});

describe('a request that has expired', () => {
  it('is passed over, though DynamoDB has not deleted it yet', async () => {
    const table = await newTable();
    const request = requestWith({ at: new Date('2026-06-30T12:00:00Z') });
    await store(table, [request], 1);
    const readAt = (now: string) => readIds(table, { now: new Date(now) });
    expect(await readAt('2026-07-01T11:59:59Z')).toEqual([request.messageSid]);
    expect(await readAt('2026-07-01T12:00:00Z')).toEqual([]);
    const ofDay = await requestsOfDay(table, { day: '2026-06-30', now: new Date('2026-07-01T12:00:00Z') });
    expect(ofDay).toEqual([]);
  });

  it('does not end a page or hide those before it that are kept longer', async () => {
    const table = await newTable();
    await store(
      table,
      Array.from({ length: 2 * PAGE_SIZE }, () => requestWith({ at: daysAgo(2) })),
      1,
    );
    const kept = Array.from({ length: PAGE_SIZE }, () => requestWith({ at: daysAgo(3) }));
    await store(table, kept);
    expect(await readPages(table)).toEqual([expect.toSatisfy((page: RecordedRequest[]) => page.length === PAGE_SIZE)]);
  });
});

describe('the log', () => {
  async function tableWithDays(days: number[]) {
    const table = await newTable();
    await store(
      table,
      days.map((day) => requestWith({ messageSid: `SM${day}`, at: daysAgo(day) })),
      90,
    );
    return table;
  }

  it('goes back as far as requests are kept, over any number of days on which nobody wrote', async () => {
    const table = await tableWithDays([0, 20]);
    expect(await readIds(table, { retentionDays: 20 })).toEqual(['SM0', 'SM20']);
  });

  it('goes back further to those that were kept longer, up to a fortnight in which nobody wrote', async () => {
    const table = await tableWithDays([0, 7, 8, 22, 36, 51]);
    expect(await readIds(table, { retentionDays: 7 })).toEqual(['SM0', 'SM7', 'SM8', 'SM22', 'SM36']);
  });

  it.each([
    [14, ['SM0', 'SM14'], 'thirteen days are empty'],
    [15, ['SM0'], 'fourteen are'],
  ])('with nothing since %i days before today is %j: %s', async (day, expected) => {
    const table = await tableWithDays([0, day]);
    expect(await readIds(table, { retentionDays: 7 })).toEqual(expected);
  });

  it('goes back as far with a filter as without', async () => {
    const table = await tableWithDays([0, 7, 14, 21]);
    await store(table, [requestWith({ messageSid: 'SM28', at: daysAgo(28), outcome: 'more' })], 90);
    expect(await readIds(table, { retentionDays: 7, filter: { outcome: 'more' } })).toEqual(['SM28']);
  });

  it('can be read as a whole, as it stands on its pages', async () => {
    const table = await tableWithDays([0, 1, 2, 3, 4]);
    const whole = await Array.fromAsync(
      requestsNewestFirst(table, { filter: {}, now: NOW, retentionDays: RETENTION_DAYS }),
    );
    expect([whole]).toEqual(await readPages(table));
  });
});

describe('the requests of a part of a day', () => {
  it('are those after one moment and up to another', async () => {
    const table = await newTable();
    const seconds = ['00', '01', '02', '03'];
    await store(
      table,
      seconds.map((second) => requestWith({ messageSid: `SM${second}`, at: new Date(`2026-06-30T12:00:${second}Z`) })),
    );
    const [after, until] = [new Date('2026-06-30T12:00:00Z'), new Date('2026-06-30T12:00:02Z')];
    const found = await requestsOfDay(table, { day: '2026-06-30', after, until, now: NOW });
    expect(found.map(({ messageSid }) => messageSid).sort()).toEqual(['SM01', 'SM02']);
  });
});

describe('what another version of the code has written', () => {
  it.each([
    ['an outcome', { outcome: 'of-tomorrow' }],
    ['a reply', { reply: { kind: 'of-tomorrow' } }],
    ['a delivery', { delivery: { status: 'of-tomorrow' } }],
  ])('is counted, and read as unknown where it is: %s', async (_, parts) => {
    const table = await newTable();
    const item = { ...requestItem(requestWith(), 30), ...parts };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
    const [page] = await readPages(table);
    expect(page).toHaveLength(1);
    expect(page?.[0]?.outcome).toBe('delivery' in parts ? requestWith().outcome : 'unknown');
    await rollUpDays(table, new Date('2026-07-01T12:00:00Z'), 30);
    const [day] = await readRollUps(table, '2026-06-30', '2026-06-30');
    expect(day?.counts.texts).toBe(1);
  });
});
