import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENTS_ON_A_PAGE, readAuditTrail, recordEvent } from '../../../lambdas/staff/audit-trail.ts';
import type { Session } from '../../../lambdas/staff/session.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import {
  type StaffBrowser,
  type StaffPages,
  sessionOf,
  staffPagesOn,
  TEXTER_KEY,
  wordsOf,
} from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NUMBER = '07700 900456';
const newTable = usageTablesForThisFile();
let table: UsageTable;
let pages: StaffPages;
let manager: Session;
let browser: StaffBrowser;

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  table = await newTable();
  pages = staffPagesOn(table);
  manager = sessionOf('manager', pages.clock, { name: 'Ana Amber' });
  browser = await pages.browser(manager);
});

async function trail() {
  return (await readAuditTrail(table, { now: pages.clock.now })).events.map(({ event }) => event);
}

async function looksUp(number: string, reference: string) {
  return browser.submit(await browser.open('/staff/erase'), '/staff/erase', { number, reference });
}

describe('the audit trail', () => {
  it('has each look-up and erasure with its reference, and never the number', async () => {
    await store(table, [requestWith({ texter: texterReference('+447700900456', TEXTER_KEY) })]);
    const page = await looksUp(NUMBER, 'e-mail of 3 June');
    expect(await trail()).toEqual([{ kind: 'lookedUp', reference: 'e-mail of 3 June' }]);
    pages.passes({ seconds: 5 });
    await browser.submit(page, '/staff/erase/confirm');
    expect((await trail())[0]).toEqual({ kind: 'erased', reference: 'e-mail of 3 June', requests: 1 });

    const shown = await browser.open('/staff/audit-trail');
    expect(wordsOf(shown)).toContain('30 Jun 2026, 16:00 Ana Amber Erased (requests: 1), for e-mail of 3 June');
    expect(shown.html).not.toMatch(/900456|900 456/);
  });

  it('has each export with its filter and how many requests it had', async () => {
    await store(table, [requestWith(), requestWith({ outcome: 'help', reply: { kind: 'help' } })]);
    await browser.open('/staff/requests.csv?outcome=help');
    expect(await trail()).toEqual(
      expect.arrayContaining([
        { kind: 'beganExport', filter: 'outcome=help' },
        { kind: 'endedExport', filter: 'outcome=help', rows: 1 },
      ]),
    );
  });

  it('has a manager’s look at requests, and not that of staff, who see no person there', async () => {
    await browser.open('/staff/requests?outcome=distress');
    const colleague = await pages.browser(sessionOf('staff', pages.clock));
    await colleague.open('/staff/requests');
    expect(await trail()).toEqual([{ kind: 'sawRequests', filter: 'outcome=distress' }]);
  });

  it('has signing out', async () => {
    await browser.submit(await browser.open('/staff'), '/staff/sign-out');
    expect(await trail()).toEqual([{ kind: 'signedOut' }]);
  });

  it('is shown page by page, the newest first, to managers only', async () => {
    for (let at = 0; at < EVENTS_ON_A_PAGE + 1; at += 1) {
      const moment = new Date(pages.clock.now.getTime() - at * 60_000);
      await recordEvent(table, manager, { kind: 'lookedUp', reference: `letter ${at}` }, { at: moment, id: 'a' });
    }
    const first = await browser.open('/staff/audit-trail');
    expect(wordsOf(first)).toMatch(/for letter 0 .*for letter 49 Older events/);
    const older = /href="([^"]*before=[^"]*)"/.exec(first.html)?.[1] ?? '';
    expect(wordsOf(await browser.open(older))).toMatch(/for letter 50 Newest events/);
    const colleague = await pages.browser(sessionOf('staff', pages.clock));
    expect((await colleague.open('/staff/audit-trail')).status).toBe(403);
  });

  it('forgets what is older than three years', async () => {
    await recordEvent(table, manager, { kind: 'signedIn' }, { at: pages.clock.now, id: 'a' });
    pages.passes({ hours: 3 * 365 * 24 + 1 });
    expect(await trail()).toEqual([]);
  });

  it('cannot be written over', async () => {
    const moment = { at: pages.clock.now, id: 'a' };
    await recordEvent(table, manager, { kind: 'signedIn' }, moment);
    await expect(recordEvent(table, manager, { kind: 'signedOut' }, moment)).rejects.toThrow(/conditional/i);
  });
});

describe('a number', () => {
  it.each([
    ['', 'Enter the reference of the person’s request', 'nothing'],
    ['   ', 'Enter the reference of the person’s request', 'spaces'],
    [NUMBER, 'The reference must not be, or have in it, a telephone number', 'the number itself'],
    ['call +44 (0)7700-900.456', 'The reference must not be, or have in it, a telephone number', 'the same in words'],
    ['x'.repeat(61), 'The reference must be 60 characters or fewer', 'very much'],
  ])('is not looked up for the reference %j, and %j is said: %s', async (reference, message) => {
    const answer = await looksUp(NUMBER, reference);
    expect(answer.status).toBe(400);
    expect(wordsOf(answer)).toContain(`There is a problem ${message}`);
    expect(answer.html).toContain(`value="${NUMBER}"`);
    expect(await trail()).toEqual([]);
  });

  it('is not looked up when that cannot be recorded', async () => {
    const broken = staffPagesOn({ ...table, name: 'NoSuchTable' });
    const answer = await (await broken.browser(manager)).open('/staff/erase', {
      form: { csrf: manager.csrfToken, number: NUMBER, reference: 'letter 12' },
    });
    expect(answer.status).toBe(500);
  });
});
