import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENTS_ON_A_PAGE, readAuditTrail, recordEvent } from '../../../lambdas/staff/audit-trail.ts';
import type { Session } from '../../../lambdas/staff/session.ts';
import { PAGE_SIZE } from '../../../lambdas/usage/read-requests.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import {
  REASON_COOKIE,
  STAFF_ORIGIN,
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

/** Gives a reason to see requests whole, on their page. */
async function saysWhy(reason: string, address = '/staff/requests') {
  return browser.submit(await browser.open(address), '/staff/requests', { reason });
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

  it('has each export with its filter, its reason and how many requests it had', async () => {
    await store(table, [requestWith(), requestWith({ outcome: 'help', reply: { kind: 'help' } })]);
    const answer = await saysWhy('complaint 12', '/staff/requests?outcome=help');
    expect(answer.location).toBe(`${STAFF_ORIGIN}/staff/requests?outcome=help`);
    await browser.open('/staff/requests.csv?outcome=help');
    const asked = { filter: 'outcome=help', reason: 'complaint 12' };
    expect(await trail()).toEqual(
      expect.arrayContaining([
        { kind: 'beganExport', ...asked },
        { kind: 'endedExport', ...asked, rows: 1 },
      ]),
    );
    expect(wordsOf(await browser.open('/staff/audit-trail'))).toContain(
      'Ended a download (rows: 1): outcome=help, for complaint 12',
    );
  });

  it('has a manager’s look at whole requests, and not that of staff, who see no person there', async () => {
    await saysWhy('complaint 12');
    await browser.open('/staff/requests?outcome=distress');
    const colleague = await pages.browser(sessionOf('staff', pages.clock));
    await colleague.open('/staff/requests');
    expect(await trail()).toEqual([{ kind: 'sawRequests', filter: 'outcome=distress', reason: 'complaint 12' }]);
    expect(wordsOf(await browser.open('/staff/audit-trail'))).toContain(
      'Looked at requests: outcome=distress, for complaint 12',
    );
  });

  it('has each page of whole requests that was looked at, the older ones too', async () => {
    await store(
      table,
      Array.from({ length: PAGE_SIZE + 1 }, () => requestWith()),
    );
    await saysWhy('complaint 12');
    const first = await browser.open('/staff/requests');
    await browser.open(/href="([^"]*before=[^"]*)"/.exec(first.html)?.[1] ?? '');
    expect(await trail()).toHaveLength(2);
  });

  it('shows a look that an older version recorded without a reason', async () => {
    const item = { pk: 'AUDIT', sk: `${pages.clock.now.toISOString()}#a`, subject: 'ana', name: 'Ana Amber' };
    const event = { kind: 'sawRequests', filter: '' };
    const expiresAt = pages.clock.now.getTime() / 1000 + 60;
    await table.client.send(
      new PutItemCommand({ TableName: table.name, Item: marshall({ ...item, event, expiresAt }) }),
    );
    expect(wordsOf(await browser.open('/staff/audit-trail'))).toMatch(/Ana Amber Looked at requests: all$/);
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

describe('whole requests', () => {
  const ofOne = { texter: 'somebody', outcome: 'help', reply: { kind: 'help' } } as const;
  /** A minute, a texter’s letters, and what it was understood as. */
  const WHOLE = /30 Jun, 13:00 HELP Who answers/;

  it('are shown to a manager who has said why, and to none before', async () => {
    await store(table, [requestWith(ofOne)]);
    const before = wordsOf(await browser.open('/staff/requests'));
    expect(before).toContain('30 Jun, 13:00 to 13:59 Another reply');
    expect(before).not.toMatch(WHOLE);
    expect(before).not.toContain('Download these requests');
    const answer = await saysWhy('complaint 12');
    expect(answer).toMatchObject({ status: 303, location: `${STAFF_ORIGIN}/staff/requests` });
    const whole = wordsOf(await browser.open('/staff/requests'));
    expect(whole).toContain('You see requests whole, for: complaint 12');
    expect(whole).toMatch(WHOLE);
  });

  it('are not listed by what only managers may ask for until one has said why', async () => {
    await store(table, [requestWith(ofOne)]);
    const page = await browser.open('/staff/requests?outcome=help');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('These requests are shown once you have given a reason.');
    expect(wordsOf(page)).not.toContain('13:00');
    expect(await trail()).toEqual([]);
    const { location = '' } = await browser.submit(page, '/staff/requests', { reason: 'complaint 12' });
    expect(location).toBe(`${STAFF_ORIGIN}/staff/requests?outcome=help`);
    expect(wordsOf(await browser.open(location))).toMatch(WHOLE);
  });

  it.each(['GET', 'HEAD'])('are no file until a manager has said why, asked for by %s', async (method) => {
    const answer = await browser.open('/staff/requests.csv?outcome=help', { method });
    expect(answer.status).toBe(403);
    if (method === 'GET') {
      expect(wordsOf(answer)).toContain('The file was not made First say why you need it.');
      expect(answer.html).toContain('href="/staff/requests?outcome=help"');
    }
    expect(await trail()).toEqual([]);
  });

  it.each([
    ['', 'Enter a reason or a reference', 'nothing'],
    [' ', 'Enter a reason or a reference', 'a space'],
    ['-', 'Enter a reason or a reference', 'a sign that says nothing'],
    [NUMBER, 'The reason must not be, or have in it, a telephone number', 'a number'],
    ['the mother of 07700-900456', 'The reason must not be, or have in it, a telephone number', 'a number in words'],
    ['x'.repeat(101), 'The reason must be 100 characters or fewer', 'very much'],
  ])('are not shown for the reason %j, and %j is said: %s', async (reason, message) => {
    const answer = await saysWhy(reason, '/staff/requests?topic=care');
    expect(answer.status).toBe(400);
    expect(wordsOf(answer)).toContain(`There is a problem ${message}`);
    expect(answer.html).toContain(`value="${reason.trim()}"`);
    // So that the list is the one that was asked for when a reason is given.
    expect(answer.html).toContain('type="hidden" name="topic" value="care"');
    expect(answer.setCookies.has(REASON_COOKIE)).toBe(false);
    expect(await trail()).toEqual([]);
  });

  it('are shown for half an hour; then a manager is asked anew', async () => {
    await saysWhy('complaint 12');
    pages.passes({ minutes: 29 });
    expect(wordsOf(await browser.open('/staff/requests'))).toContain('for: complaint 12');
    pages.passes({ minutes: 1 });
    expect(wordsOf(await browser.open('/staff/requests'))).not.toContain('for: complaint 12');
    expect((await browser.open('/staff/requests.csv')).status).toBe(403);
  });

  it('are shown for another reason once that is given', async () => {
    await saysWhy('complaint 12');
    await saysWhy('complaint 13');
    pages.passes({ seconds: 1 });
    await browser.open('/staff/requests');
    expect((await trail())[0]).toEqual({ kind: 'sawRequests', filter: '', reason: 'complaint 13' });
  });

  it('are not shown for the reason of another session, nor to staff who bring one', async () => {
    await saysWhy('complaint 12');
    const sealed = browser.cookies.get(REASON_COOKIE) ?? '';
    for (const role of ['manager', 'staff'] as const) {
      const other = await pages.browser(sessionOf(role, pages.clock));
      other.cookies.set(REASON_COOKIE, sealed);
      expect(wordsOf(await other.open('/staff/requests'))).not.toContain('You see requests whole');
      expect((await other.open('/staff/requests.csv')).status).toBe(403);
    }
    const staff = sessionOf('staff', pages.clock);
    const refused = await (await pages.browser(staff)).open('/staff/requests', {
      form: { csrf: staff.csrfToken, reason: 'complaint 12' },
    });
    expect(refused.status).toBe(403);
    expect(await trail()).toEqual([]);
  });

  it('have their reason in no address, and in no cookie that can be read', async () => {
    const answer = await saysWhy('complaint 12');
    const page = await browser.open('/staff/requests');
    for (const [, address = ''] of page.html.matchAll(/href="([^"]*)"/g)) expect(address).not.toContain('complaint');
    expect(answer.location).not.toContain('complaint');
    const read = (browser.cookies.get(REASON_COOKIE) ?? '')
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(read.join()).not.toContain('complaint');
  });

  it('need a reason again after signing out', async () => {
    await saysWhy('complaint 12');
    await browser.submit(await browser.open('/staff'), '/staff/sign-out');
    expect(browser.cookies.has(REASON_COOKIE)).toBe(false);
  });
});

describe('a number', () => {
  it.each([
    ['', 'Enter the reference of the person’s request', 'nothing'],
    ['   ', 'Enter the reference of the person’s request', 'spaces'],
    [NUMBER, 'The reference must not be, or have in it, a telephone number', 'the number itself'],
    ['call +44 (0)7700-900.456', 'The reference must not be, or have in it, a telephone number', 'the same in words'],
    ['tel. 07700/900/456', 'The reference must not be, or have in it, a telephone number', 'with other signs in it'],
    ['０７７００ ９００４５６', 'The reference must not be, or have in it, a telephone number', 'in wide digits'],
    ['...', 'Enter the reference of the person’s request', 'a sign that says nothing'],
    ['x'.repeat(101), 'The reference must be 100 characters or fewer', 'very much'],
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
