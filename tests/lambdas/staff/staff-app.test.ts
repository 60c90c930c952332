import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Role, type Session, seal, sealingKey, unseal } from '../../../lambdas/staff/session.ts';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { MAX_READ } from '../../../lambdas/usage/read-requests.ts';
import { countStored, ERASURES_ON_A_PAGE, readErasures } from '../../../lambdas/usage/read-stored.ts';
import { recordRequest } from '../../../lambdas/usage/record-request.ts';
import { rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import {
  type Answer,
  type Asking,
  BEGUN_COOKIE,
  expectReadable,
  REASON_COOKIE,
  SEALING_KEY,
  SESSION_COOKIE,
  STAFF_ORIGIN,
  type StaffBrowser,
  type StaffPages,
  sessionOf,
  staffPagesOn,
  TEXTER_KEY,
  wordsOf,
} from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NUMBER = '+447700900456';
const TEXTER = texterReference(NUMBER, TEXTER_KEY);
const REFERENCE = 'letter 12';
const AT = new Date('2026-06-30T12:00:00Z');

const newTable = usageTablesForThisFile();
const log = vi.spyOn(console, 'error');
let table: UsageTable;
let pages: StaffPages;

beforeEach(async () => {
  log.mockReset().mockImplementation(() => {});
  table = await newTable();
  pages = staffPagesOn(table);
});

/** Where the accessibility statement and the privacy notice send complaints. */
const NAMED_BY_NOTICES = ['https://www.equalityadvisoryservice.com/', 'https://ico.org.uk/make-a-complaint/'];

function printed(): string {
  return log.mock.calls.flat().map(String).join('\n');
}

/** Somebody who has just signed in, in a browser of their own; a manager has given a reason to see requests whole. */
async function signedIn(role: Role, parts: Partial<Session> = {}) {
  const session = sessionOf(role, pages.clock, parts);
  return { session, browser: await pages.browser(session, role === 'manager' ? 'complaint 12' : undefined) };
}

async function itemsOf({ client, name }: UsageTable): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
  return Items.map((item) => unmarshall(item));
}

/** Lets the texter with the number text three times; the last text is remembered for MORE. */
async function textsThrice(): Promise<void> {
  await store(table, [requestWith({ texter: TEXTER, at: AT }), requestWith({ texter: TEXTER, at: AT })]);
  const next = { conversation: { lastText: { topic: 'care', text: 1 } }, revision: 0 };
  await recordRequest(table, requestWith({ texter: TEXTER, at: AT }), 30, next);
}

/** One answer of each kind that there is, by what it is. */
async function everyKindOfAnswer(): Promise<[string, Answer][]> {
  await textsThrice();
  const nobody = await pages.browser();
  const staff = await signedIn('staff');
  const { session, browser } = await signedIn('manager', { name: 'Ana <b>Amber</b>' });
  const { csrfToken: csrf } = session;
  const broken = staffPagesOn({ ...table, name: 'NoSuchTable' });
  const faulty = await broken.browser(session);
  const confirm = await browser.open('/staff/erase', { form: { csrf, number: NUMBER, reference: REFERENCE } });
  return [
    ['a redirect to the sign-in', await nobody.open('/staff')],
    ['the sign-in', await nobody.open('/staff/sign-in')],
    ['a sign-in whose provider is not there', await nobody.open('/staff/sign-in/begin')],
    ['a sign-in that is refused', await nobody.open('/staff/sign-in/callback')],
    ['the accessibility statement', await nobody.open('/staff/accessibility')],
    ['the privacy notice', await nobody.open('/staff/privacy')],
    ['having signed out', await nobody.open('/staff/signed-out')],
    ['the stylesheet', await nobody.open('/staff/staff.css')],
    ['a redirect from the sign-in', await browser.open('/staff/sign-in')],
    ['Usage', await browser.open('/staff')],
    ['Usage of a year', await browser.open('/staff?from=2025-07-01&to=2026-06-30')],
    ['Usage with a faulty period', await browser.open('/staff?from="><script>alert(1)</script>&to=x')],
    ['the requests', await browser.open('/staff/requests')],
    ['a request for a reason', await (await pages.browser(session)).open('/staff/requests?outcome=help')],
    ['a reason that is none', await browser.open('/staff/requests', { form: { csrf, reason: NUMBER } })],
    ['a reason', await browser.open('/staff/requests', { form: { csrf, reason: 'complaint 12' } })],
    ['the requests like that', await browser.open('/staff/requests?outcome=help&day=2026-06-30')],
    ['the file of requests', await browser.open('/staff/requests.csv')],
    ['what is for managers', await staff.browser.open('/staff/erase')],
    ['a page that there is not', await browser.open('/staff/nothing')],
    ['Erase', await browser.open('/staff/erase')],
    [
      'a number that is none',
      await browser.open('/staff/erase', { form: { csrf, number: '"><script>x</script>', reference: REFERENCE } }),
    ],
    [
      'a number that nobody texted from',
      await browser.open('/staff/erase', { form: { csrf, number: '01305 251000', reference: REFERENCE } }),
    ],
    ['a number to be confirmed', confirm],
    ['a form without its token', await browser.open('/staff/erase', { form: {} })],
    ['an erasure that is too late', await browser.open('/staff/erase/confirm', { form: { csrf, lookUp: '' } })],
    ['what was erased', await browser.submit(confirm, '/staff/erase/confirm')],
    ['Erase with the last erasures', await browser.open('/staff/erase')],
    ['a fault', await faulty.open('/staff')],
    ['signing out', await browser.submit(await browser.open('/staff'), '/staff/sign-out')],
  ];
}

function leadsToSignIn(to: string) {
  return { status: 303, location: `${STAFF_ORIGIN}/staff/sign-in?${new URLSearchParams({ to })}` };
}

describe('who is not signed in', () => {
  it.each([
    '/staff',
    '/staff?days=7',
    '/staff/requests?outcome=distress',
    '/staff/requests.csv',
    '/staff/erase',
    '/staff/erase/confirm',
    '/staff/nothing',
    '/staff/',
    '/staff/sign-in/nothing',
    '/staff/sign-out',
    '/staff/staff.css.map',
    '/',
    '/sms',
  ])('is led to the sign-in from %s, and after that back to where one may be led', async (address) => {
    const browser = await pages.browser();
    const isOwn = address.startsWith('/staff') && !address.startsWith('/staff/sign');
    const answer = await browser.open(address);
    expect(answer).toMatchObject(leadsToSignIn(isOwn ? address : '/staff'));
    expect(answer.setCookies.size).toBe(0);
    expect(answer.html).toBe('');
  });

  it.each(
    [
      '/staff',
      '/staff/requests.csv',
      '/staff/erase',
      '/staff/erase/confirm',
      '/staff/sign-out',
      '/staff/sign-in',
      '/staff/nothing',
    ]
      .flatMap((address) => ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => [method, address] as const))
      .filter(([method, address]) => !(method === 'POST' && address.startsWith('/staff/erase'))),
  )('is led to the sign-in and then to Usage by a %s to %s, and nothing comes of it', async (method, address) => {
    await textsThrice();
    const before = await itemsOf(table);
    const form = new URLSearchParams({ number: NUMBER, reference: REFERENCE, csrf: '', lookUp: '' }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await (await pages.browser()).open(address, { method, body: form, headers });
    expect(answer).toMatchObject({ ...leadsToSignIn('/staff'), html: '' });
    expect(await itemsOf(table)).toEqual(before);
  });

  it.each(['/staff/erase', '/staff/erase/confirm'])(
    'is told that the form sent to %s was not done, and is led back to it',
    async (address) => {
      await textsThrice();
      const before = await itemsOf(table);
      const form = { number: NUMBER, reference: REFERENCE, csrf: '', lookUp: '' };
      const answer = await (await pages.browser()).open(address, { form });
      expect(answer.status).toBe(401);
      expectReadable(answer);
      expect(wordsOf(answer)).toContain('That was not done Your session had ended');
      expect(answer.html).toContain('href="/staff/sign-in?to=%2Fstaff%2Ferase"');
      expect(answer.html).not.toContain('900456');
      expect(await itemsOf(table)).toEqual(before);
    },
  );

  it('sees the sign-in, the stylesheet and that they have signed out, and nothing else', async () => {
    const browser = await pages.browser();
    const signIn = await browser.open('/staff/sign-in');
    expectReadable(signIn);
    expect(signIn.status).toBe(200);
    expect(signIn.html).not.toContain('<nav');
    expect(wordsOf(await browser.open('/staff/signed-out'))).toBe(
      'You have signed out You can close this page. Sign in',
    );
    const stylesheet = await browser.open('/staff/staff.css?v=1');
    expect(stylesheet.status).toBe(200);
    expect(stylesheet.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  });

  it.each<[string, (session: Session) => Promise<string> | string]>([
    ['nothing', () => ''],
    ['a word', () => 'manager'],
    ['the session as JSON', (session) => JSON.stringify(session)],
    ['one altered', async (session) => (await sealed(session)).replace(/.{6}$/, 'AAAAAA')],
    ['one sealed with another key', (session) => seal('session', session, sealingKey('another'), pages.clock.now)],
    [
      'a sign-in that has begun',
      () => seal('signIn', { state: '', nonce: '', codeVerifier: '', to: '/staff' }, SEALING_KEY, pages.clock.now),
    ],
    [
      'an erasure in hand',
      ({ id }) => seal('lookUp', { texter: TEXTER, sessionId: id, reference: REFERENCE }, SEALING_KEY, pages.clock.now),
    ],
  ])('is whoever brings %s for a session', async (_, forge) => {
    const { session, browser } = await signedIn('manager');
    browser.cookies.set(SESSION_COOKIE, encodeURIComponent(await forge(session)));
    expect(await browser.open('/staff/erase')).toMatchObject(leadsToSignIn('/staff/erase'));
    expect(log).not.toHaveBeenCalled();
  });

  it('is who brings a session under another name', async () => {
    const { session, browser } = await signedIn('manager');
    browser.cookies.clear();
    for (const name of ['staff_session', '__Secure-staff_session', '__host-staff_session', `${BEGUN_COOKIE}AAAAAAAA`]) {
      browser.cookies.set(name, await sealed(session));
    }
    expect(await browser.open('/staff')).toMatchObject(leadsToSignIn('/staff'));
  });

  function sealed(session: Session): Promise<string> {
    return seal('session', session, SEALING_KEY, pages.clock.now);
  }
});

describe('staff', () => {
  it.each(['/staff', '/staff/requests', '/staff/requests?topic=care'])('see %s', async (address) => {
    const { browser } = await signedIn('staff');
    const page = await browser.open(address);
    expect(page.status).toBe(200);
    expectReadable(page);
    expect(page.html).toContain('Signed in as A staff (staff)');
    expect(page.html).not.toMatch(/href="\/staff\/erase|requests\.csv/);
  });

  it.each<[string, string, string]>([
    ['GET', '/staff/requests.csv', 'the export'],
    ['GET', '/staff/requests.csv?day=2026-06-30', 'a part of it'],
    ['HEAD', '/staff/requests.csv', 'even its size'],
    ['GET', '/staff/erase', 'erasing'],
    ['POST', '/staff/erase', 'looking for a number'],
    ['POST', '/staff/erase/confirm', 'confirming'],
  ])('may not %s %s, for %s is for managers', async (method, address) => {
    await textsThrice();
    const before = await itemsOf(table);
    const { session, browser } = await signedIn('staff');
    const lookUp = await seal(
      'lookUp',
      { texter: TEXTER, sessionId: session.id, reference: REFERENCE },
      SEALING_KEY,
      pages.clock.now,
    );
    const form = { csrf: session.csrfToken, number: NUMBER, reference: REFERENCE, lookUp };
    const answer = await browser.open(address, { method, ...(method === 'POST' && { form }) });
    expect(answer.status).toBe(403);
    if (method !== 'HEAD') {
      expectReadable(answer);
      expect(wordsOf(answer)).toBe(
        'This is for managers Your account may see how the service is used. It may not export, show or erase anybody’s data. Go to Usage',
      );
    }
    expect(await itemsOf(table)).toEqual(before);
  });

  it.each(['manager', 'staff'] as const)('and a %s are told of an address that there is not', async (role) => {
    const { browser } = await signedIn(role);
    for (const asking of [{}, { method: 'POST' }, { method: 'DELETE' }]) {
      const answer = await browser.open('/staff/nothing', asking);
      expect(answer.status).toBe(404);
      expectReadable(answer);
      expect(wordsOf(answer)).toContain('There is no such page');
    }
    // A file is fetched, not sent for.
    expect((await browser.open('/staff/requests.csv', { method: 'POST' })).status).toBe(404);
  });
});

describe('Usage', () => {
  it('says what texts cost both ways, in the council’s currency, and which settings it reckons with', async () => {
    await store(table, [requestWith({ at: AT, segments: 2 }), requestWith({ at: AT, segments: 1 })]);
    const { browser } = await signedIn('staff');
    const words = wordsOf(await browser.open('/staff'));
    expect(words).toContain('Cost of texts, both ways £0.14 £0.02 for texts received, £0.12 for segments sent');
    expect(words).toMatch(
      /0.01 GBP for a text received and 0.04 GBP .* settings inboundPrice, segmentPrice and currency/,
    );
  });

  it('says what a safety reply means for the council, and how often it is wrong', async () => {
    const { browser } = await signedIn('staff');
    const words = wordsOf(await browser.open('/staff'));
    expect(words).toContain('Nobody is told when a safety reply is sent');
    expect(words).toContain('of 800 plain cries for help, about 92 in 100 get a safety reply');
    expect(words).toContain('of 1,050 everyday texts, about 1 in 100 get one by mistake');
  });

  it('says nothing of how often it is wrong where nothing was measured', async () => {
    pages = staffPagesOn(table, { measured: undefined });
    const { browser } = await signedIn('staff');
    expect(wordsOf(await browser.open('/staff'))).not.toContain('How often it is wrong');
  });

  it('warns that texts are not counted, until they are', async () => {
    const { browser } = await signedIn('staff');
    expect(wordsOf(await browser.open('/staff'))).toMatch(/^Usage Important Texts have never been counted/);
    await rollUpDays(table, pages.clock.now, 30);
    const words = wordsOf(await browser.open('/staff'));
    expect(words).not.toContain('Important');
    expect(words).toContain('Texts last counted 30 Jun, 16:00 (less than a minute ago)');
  });
});

describe('the accessibility statement and the privacy notice', () => {
  it.each(['/staff/accessibility', '/staff/privacy'])(
    'are for whoever comes to them, signed in or not: %s',
    async (address) => {
      const { browser } = await signedIn('staff');
      const nobody = await pages.browser();
      expect((await browser.open(address)).html).toContain('Signed in as A staff');
      const page = await nobody.open(address);
      expect(page.status).toBe(200);
      expect(page.html).not.toContain('Signed in as');
      expect(page.html).toContain('href="/staff/accessibility">Accessibility statement</a>');
      expect(wordsOf(page)).toContain('Ask whoever gave you access');
    },
  );
});

describe('a manager', () => {
  it('sees the pages that staff do not', async () => {
    const { browser } = await signedIn('manager');
    const page = await browser.open('/staff/erase');
    expect(page.status).toBe(200);
    expectReadable(page);
    expect(page.html).toContain('Signed in as A manager (manager)');
    expect((await browser.open('/staff/requests?outcome=topic')).html).toContain(
      'href="/staff/requests.csv?outcome=topic"',
    );
  });

  it('lists the requests of some days, says in words which they are, and how many Usage counts', async () => {
    await store(table, [
      requestWith({ at: AT }),
      requestWith({ at: AT }),
      requestWith({ at: new Date('2026-06-28T12:00:00Z') }),
    ]);
    const { browser } = await signedIn('staff');
    const { html } = await browser.open('/staff/requests?from=2026-06-29&to=2026-06-30&topic=care');
    expect(html).toContain('Requests from 29 June 2026 to 30 June 2026, topic CARE.');
    expect(html).toContain('Usage counts 2 such texts.');
    expect((await browser.open('/staff/requests?delivery=failed')).html).not.toContain('Usage counts');
  });

  it('exports the requests that were asked for, as a file that nobody keeps', async () => {
    await store(table, [
      requestWith({ texter: TEXTER, at: AT }),
      requestWith({ outcome: 'help', reply: { kind: 'help' }, at: AT }),
      requestWith({ at: new Date('2026-06-29T12:00:00Z') }),
    ]);
    const { browser } = await signedIn('manager');
    const lines = async (query: string) => (await browser.open(`/staff/requests.csv${query}`)).html.split('\r\n');
    expect(await lines('')).toHaveLength(1 + 3 + 1);
    expect(await lines('?outcome=help')).toHaveLength(1 + 1 + 1);
    expect(await lines('?day=2026-06-29&outcome=help')).toHaveLength(1 + 0 + 1);

    const answer = await browser.open('/staff/requests.csv?day=2026-06-29');
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="requests-2026-06-29.csv"');
    const ofDays = await browser.open('/staff/requests.csv?from=2026-06-01&to=2026-06-29');
    expect(ofDays.headers.get('Content-Disposition')).toContain('"requests-2026-06-01-to-2026-06-29.csv"');
    expect(ofDays.html.split('\r\n')).toHaveLength(1 + 1 + 1);
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect((await browser.open('/staff/requests.csv')).html).not.toContain(TEXTER);
  });

  it.each(['day=31/10/2026', 'outcome=angry', `day=${encodeURIComponent('2026-06-29"; filename="evil.html\r\nX: 1')}`])(
    'gets no file and no list when the filter %s cannot be read, but is told what is wrong',
    async (query) => {
      await textsThrice();
      const { browser } = await signedIn('manager');
      const file = await browser.open(`/staff/requests.csv?${query}`);
      const page = await browser.open(`/staff/requests?${query}`);
      for (const answer of [file, page]) {
        expect(answer.status).toBe(400);
        expectReadable(answer);
        expect(wordsOf(answer)).toMatch(/The day must be a real date|Choose from the list/);
        expect(answer.html).not.toContain('CARE, text 1');
        expect(answer.headers.has('X')).toBe(false);
      }
      expect(wordsOf(file)).toContain('The file was not made');
      expect(wordsOf(page)).toContain('There is a problem');
    },
  );

  it('gets an error and not an empty file when the requests cannot be read at all', async () => {
    let calls = 0;
    const failing = {
      client: table.client,
      // The session is looked up and the export recorded, and then the table fails.
      get name() {
        calls += 1;
        return calls <= 2 ? table.name : 'NoSuchTable';
      },
    };
    const broken = staffPagesOn(failing);
    const browser = await broken.browser(sessionOf('manager', broken.clock), 'complaint 12');
    const answer = await browser.open('/staff/requests.csv');
    expect(answer.status).toBe(500);
    expectReadable(answer);
  });

  it('is told of the file by HEAD, for which nothing is read or recorded', async () => {
    await textsThrice();
    const { browser } = await signedIn('manager');
    const before = await itemsOf(table);
    const answer = await browser.open('/staff/requests.csv', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(await itemsOf(table)).toEqual(before);
  });

  it('is told how far a page has looked for what is rare, and goes on from there', async () => {
    await store(
      table,
      Array.from({ length: 2 * MAX_READ }, (_, at) =>
        requestWith({
          at: new Date(AT.getTime() - at * 60_000),
          ...(at === 2 * MAX_READ - 1 && { outcome: 'help', reply: { kind: 'help' } }),
        }),
      ),
    );
    const { browser } = await signedIn('manager');
    let page = await browser.open('/staff/requests?outcome=help');
    expect(wordsOf(page)).toMatch(
      /None was found so far. This page has looked back to 30 Jun, \d\d:00 to \d\d:59. Go on looking from here$/,
    );
    for (let turned = 0; turned < 5 && page.html.includes('Go on looking'); turned += 1) {
      const address = /href="([^"]*before=[^"]*)"/.exec(page.html)?.[1] ?? '';
      page = await browser.open(address.replaceAll('&amp;', '&'));
    }
    expect(wordsOf(page)).toContain('HELP Who answers');
    // The file is the whole of it.
    expect((await browser.open('/staff/requests.csv?outcome=help')).html.split('\r\n')).toHaveLength(1 + 1 + 1);
  });

  it('finds no MessageSid and no moment in the address of older requests, and cannot make one up', async () => {
    await store(
      table,
      Array.from({ length: 60 }, (_, at) => requestWith({ at: new Date(AT.getTime() - at * 1000) })),
    );
    const { browser } = await signedIn('manager');
    const older = /href="([^"]*before=[^"]*)"/.exec((await browser.open('/staff/requests')).html)?.[1] ?? '';
    expect(older).not.toMatch(/SM|2026-06/);
    expect((await browser.open(older)).html.match(/<time/g)).toHaveLength(10);
    const madeUp = await browser.open('/staff/requests?before=2026-06-30T12:00:00.000Z_SM1');
    expect(madeUp.status).toBe(400);
    expect(wordsOf(madeUp)).toContain('This link is too old');
  });
});

describe('a form', () => {
  const multipart = (fields: Record<string, string | File>): Asking => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return { body };
  };

  it.each<[string, (csrf: string) => Asking & { query?: string }]>([
    ['without a token', () => ({ form: {} })],
    ['with an empty token', () => ({ form: { csrf: '' } })],
    ['with a part of it', (csrf) => ({ form: { csrf: csrf.slice(0, -1) } })],
    ['with more than it', (csrf) => ({ form: { csrf: `${csrf}A` } })],
    ['with it in another field', (csrf) => ({ form: { CSRF: csrf, _csrf: csrf, 'csrf[]': csrf } })],
    ['with it in the address only', (csrf) => ({ form: {}, query: `?csrf=${csrf}` })],
    ['with it in a header only', (csrf) => ({ form: {}, headers: { 'X-CSRF-Token': csrf } })],
    ['that is JSON', (csrf) => ({ body: JSON.stringify({ csrf }), headers: { 'Content-Type': 'application/json' } })],
    ['that is plain text', (csrf) => ({ body: `csrf=${csrf}`, headers: { 'Content-Type': 'text/plain' } })],
    ['with it as a file', (csrf) => multipart({ csrf: new File([csrf], csrf) })],
    [
      'that says it is in parts, and is not',
      (csrf) => ({ body: `csrf=${csrf}`, headers: { 'Content-Type': 'multipart/form-data' } }),
    ],
    ['that is empty', () => ({ method: 'POST' })],
  ])('%s does nothing', async (_, ask) => {
    await textsThrice();
    const before = await itemsOf(table);
    const { session, browser } = await signedIn('manager');
    const lookUp = await seal(
      'lookUp',
      { texter: TEXTER, sessionId: session.id, reference: REFERENCE },
      SEALING_KEY,
      pages.clock.now,
    );
    for (const address of ['/staff/erase', '/staff/erase/confirm', '/staff/sign-out']) {
      const { query = '', ...asking } = ask(session.csrfToken);
      if (asking.form) Object.assign(asking.form, { number: NUMBER, reference: REFERENCE, lookUp });
      const answer = await browser.open(address + query, asking);
      expect(answer.status).toBe(403);
      expectReadable(answer);
      expect(wordsOf(answer)).toContain('That was not done The form was not sent from a page of yours');
    }
    expect(await itemsOf(table)).toEqual(before);
    expect((await browser.open('/staff')).status).toBe(200);
    expect(log).not.toHaveBeenCalled();
  });

  it.each<[string, Role]>([
    ['of another manager', 'manager'],
    ['of somebody of the staff', 'staff'],
  ])('with the token %s does nothing', async (_, role) => {
    await textsThrice();
    const before = await itemsOf(table);
    const other = await signedIn(role);
    const { session, browser } = await signedIn('manager');
    const lookUp = await seal(
      'lookUp',
      { texter: TEXTER, sessionId: session.id, reference: REFERENCE },
      SEALING_KEY,
      pages.clock.now,
    );
    const form = { csrf: other.session.csrfToken, number: NUMBER, reference: REFERENCE, lookUp };
    for (const address of ['/staff/erase', '/staff/erase/confirm', '/staff/sign-out']) {
      expect((await browser.open(address, { form })).status).toBe(403);
    }
    expect(await itemsOf(table)).toEqual(before);
    expect((await browser.open('/staff')).status).toBe(200);
  });

  it('of the session before does nothing after signing in anew', async () => {
    const { session, browser } = await signedIn('manager');
    const { browser: anew } = await signedIn('manager', { name: session.name });
    const page = await browser.open('/staff/erase');
    const [, csrf = ''] = /name="csrf" value="([^"]*)"/.exec(page.html) ?? [];
    expect(csrf).toBe(session.csrfToken);
    expect((await anew.open('/staff/erase', { form: { csrf, number: NUMBER, reference: REFERENCE } })).status).toBe(
      403,
    );
  });
});

describe('a session', () => {
  it('is over when it was signed out, wherever a copy of it may be', async () => {
    const { browser } = await signedIn('manager');
    const page = await browser.open('/staff/erase');
    const copy = browser.cookies.get(SESSION_COOKIE) ?? '';
    const signedOut = await browser.submit(page, '/staff/sign-out');
    expect(wordsOf(signedOut)).toBe('You have signed out Your session on these pages has ended. Sign in');
    expect(signedOut.setCookies.get(SESSION_COOKIE)).toBe(
      '__Host-staff_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
    expect(await browser.open('/staff')).toMatchObject(leadsToSignIn('/staff'));

    browser.cookies.set(SESSION_COOKIE, copy);
    const replayed = await browser.open('/staff/requests');
    expect(replayed).toMatchObject(leadsToSignIn('/staff/requests'));
    expect(replayed.setCookies.size).toBe(0);
    const form = Object.fromEntries(
      [...page.html.matchAll(/name="(csrf)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const sent = await browser.open('/staff/erase', { form: { ...form, number: NUMBER, reference: REFERENCE } });
    expect(sent.status).toBe(401);
  });

  it('that was signed out leaves the other sessions of the same person', async () => {
    const [here, there] = [await signedIn('manager'), await signedIn('manager')];
    await here.browser.submit(await here.browser.open('/staff'), '/staff/sign-out');
    expect((await there.browser.open('/staff')).status).toBe(200);
  });

  it('that was signed out is remembered for as long as it could have lasted, without who it was', async () => {
    const { session, browser } = await signedIn('manager', { name: 'Ana Amber' });
    await browser.submit(await browser.open('/staff'), '/staff/sign-out');
    expect((await itemsOf(table)).filter(({ pk }) => pk !== 'AUDIT')).toEqual([
      { pk: `SESSION#${session.id}`, sk: 'ENDED', expiresAt: session.signedInAt + 8 * 60 * 60 },
    ]);
  });

  it('is over after half an hour without a page', async () => {
    const { browser } = await signedIn('staff');
    pages.passes({ minutes: 29, seconds: 59 });
    expect((await browser.open('/staff')).status).toBe(200);
    pages.passes({ minutes: 30 });
    expect(await browser.open('/staff')).toMatchObject(leadsToSignIn('/staff'));
  });

  it('lasts while it is used, but no longer than eight hours', async () => {
    const { browser } = await signedIn('staff');
    for (let pagesSeen = 0; pagesSeen < 19; pagesSeen += 1) {
      pages.passes({ minutes: 25 });
      expect((await browser.open('/staff/requests')).status).toBe(200);
    }
    pages.passes({ minutes: 4, seconds: 59 });
    expect((await browser.open('/staff/requests')).status).toBe(200);
    pages.passes({ seconds: 1 });
    expect(await browser.open('/staff/requests')).toMatchObject(leadsToSignIn('/staff/requests'));
  });

  it.each<[string, Role, number]>([
    ['/staff', 'staff', 200],
    ['/staff/requests', 'staff', 200],
    ['/staff/requests.csv', 'manager', 200],
    ['/staff/erase', 'manager', 200],
    ['/staff/erase', 'staff', 403],
    ['/staff/nothing', 'staff', 404],
    ['/staff?from=x', 'staff', 400],
  ])('is renewed by %s for %s, answered with %i, and is the same otherwise', async (address, role, status) => {
    const { session, browser } = await signedIn(role);
    pages.passes({ minutes: 29 });
    const answer = await browser.open(address);
    expect(answer.status).toBe(status);
    expect([...answer.setCookies.keys()]).toEqual([SESSION_COOKIE]);
    expect(answer.setCookies.get(SESSION_COOKIE)).toMatch(
      /^__Host-staff_session=[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    pages.passes({ minutes: 29 });
    const renewed = browser.cookies.get(SESSION_COOKIE);
    expect(await unseal('session', renewed, SEALING_KEY, pages.clock.now)).toEqual(session);
  });

  it('is not renewed by the sign-out, nor by what needs no session', async () => {
    const { browser } = await signedIn('staff');
    for (const address of ['/staff/staff.css', '/staff/signed-out', '/staff/sign-in']) {
      expect((await browser.open(address)).setCookies.size).toBe(0);
    }
    const refused = await browser.open('/staff/sign-out', { form: { csrf: '' } });
    expect(refused.status).toBe(403);
    expect(refused.setCookies.size).toBe(0);
  });
});

describe('every answer', () => {
  let answers: [kind: string, answer: Answer][];
  beforeAll(async () => {
    log.mockImplementation(() => {});
    table = await newTable();
    pages = staffPagesOn(table);
    answers = await everyKindOfAnswer();
  });

  it('has the headers that keep it from other pages, from being kept, and from being taken for something else', async () => {
    for (const [kind, { headers }] of answers) {
      const isStylesheet = kind === 'the stylesheet';
      expect(Object.fromEntries(headers), kind).toMatchObject({
        'cache-control': isStylesheet ? 'public, max-age=31536000, immutable' : 'no-store',
        'content-security-policy': expect.any(String),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': 'camera=(), geolocation=(), microphone=()',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=63072000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers.has('x-powered-by'), kind).toBe(false);
      expect(headers.has('access-control-allow-origin'), kind).toBe(false);
    }
  });

  it('has a policy that lets nothing be loaded but our stylesheet, and nothing be run', async () => {
    const policies = new Set(answers.map(([, { headers }]) => headers.get('Content-Security-Policy')));
    expect([...policies]).toEqual([
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ]);
  });

  it('sets only cookies that are ours alone', async () => {
    for (const [kind, { setCookies }] of answers) {
      for (const [name, setCookie] of setCookies) {
        expect([SESSION_COOKIE, REASON_COOKIE, BEGUN_COOKIE], kind).toContain(
          name.replace(/(?<=sign_in_)[\w-]{8}$/, ''),
        );
        expect(setCookie, kind).toMatch(/^[^=]+=[\w.-]*;( Max-Age=\d+;)? Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      }
    }
  });

  it('leads nowhere but to our own pages, and from the notices to who takes complaints', async () => {
    for (const [kind, { location = STAFF_ORIGIN, html }] of answers) {
      expect(new URL(location).origin, kind).toBe(STAFF_ORIGIN);
      for (const [, to = ''] of html.matchAll(/(?:href|action|src)="([^"]*)"/g)) {
        if (NAMED_BY_NOTICES.includes(to)) continue;
        expect(to, kind).toMatch(/^(\/staff(?:[/?]|$)|https:\/\/staff\.example\.org\/staff\/|#|data:,$)/);
      }
    }
  });

  it('that is a page can be read, and has no style, script or handler in it', async () => {
    const shown = answers.filter(([, { headers }]) => headers.get('Content-Type')?.includes('html'));
    expect(shown.length).toBeGreaterThan(15);
    for (const [kind, answer] of shown) {
      expectReadable(answer);
      const tags = answer.html.match(/<[a-z][^>]*>/gi) ?? [];
      expect(
        tags.filter((tag) => /^<(script|style|iframe|object|embed|base|img|b)\b/i.test(tag)),
        kind,
      ).toEqual([]);
      expect(
        tags.filter((tag) => /\s(style|on\w+|srcdoc)\s*=/i.test(tag)),
        kind,
      ).toEqual([]);
      expect(answer.html, kind).not.toMatch(/javascript:|alert\(1\)<\/script/i);
    }
  });
});

describe('a fault of ours', () => {
  it.each<[string, Asking, string]>([
    ['/staff', {}, 'where nobody knows whether the session was ended'],
    ['/staff/requests', {}, 'the same'],
    ['/staff/requests.csv', {}, 'a file'],
    ['/staff/sign-in', {}, 'nor whether one must sign in'],
    ['/staff/erase', { form: { number: NUMBER, reference: REFERENCE } }, 'a form'],
    ['/staff/sign-out', { form: {} }, 'the way out'],
  ])('at %s is told in words, and written down: %j, %s', async (address, asking) => {
    const broken = staffPagesOn({ ...table, name: 'NoSuchTable' });
    const session = sessionOf('manager', broken.clock);
    const browser = await broken.browser(session);
    const form = asking.form && { ...asking.form, csrf: session.csrfToken };
    const answer = await browser.open(address, { ...asking, ...(form && { form }) });
    expect(answer.status).toBe(500);
    expectReadable(answer);
    expect(wordsOf(answer)).toBe(
      'Sorry, that did not work The fault is ours, and has been written down. Try again in a few minutes. Go to Usage',
    );
    expect(answer.html).not.toMatch(/NoSuchTable|ResourceNotFound|DynamoDB/);
    expect(printed()).toMatch(/^\{"fault":"staff page failed","error":"ResourceNotFoundException: [^\n]*"\}$/);
    expect(printed()).not.toContain('7700900456');
  });

  it.each(['sealingKey', 'texterKey'] as const)('is told in words when the %s cannot be read', async (secret) => {
    pages.world[secret] = async () => {
      throw new Error('Secrets Manager answered 500 for the secret');
    };
    const broken = staffPagesOn(table, { [secret]: pages.world[secret] });
    const session = sessionOf('manager', broken.clock);
    const browser = await broken.browser(session);
    const answer = await browser.open('/staff/erase', {
      form: { csrf: session.csrfToken, number: NUMBER, reference: REFERENCE },
    });
    expect(answer.status).toBe(500);
    expectReadable(answer);
    expect(answer.html).not.toContain('Secrets Manager');
    expect(printed()).toContain('"error":"Error: Secrets Manager answered 500 for the secret"');
    expect(printed()).not.toContain('7700900456');
  });

  it('is no reason to forget that somebody wanted to sign out: the cookie is gone all the same', async () => {
    let calls = 0;
    const failing = {
      client: table.client,
      // The session is looked up, and then the table fails.
      get name() {
        calls += 1;
        return calls === 1 ? table.name : 'NoSuchTable';
      },
    };
    const broken = staffPagesOn(failing);
    const session = sessionOf('staff', broken.clock);
    const browser = await broken.browser(session);
    const answer = await browser.open('/staff/sign-out', { form: { csrf: session.csrfToken } });
    expect(answer.status).toBe(500);
    expectReadable(answer);
    expect(wordsOf(answer)).toContain('You have signed out in this browser only');
    expect(printed()).toContain('staff page failed');
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(false);
  });
});

describe('an address', () => {
  const written = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2026-06-30', '0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '%', '%00', '__proto__'),
    fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
    fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\w{1,64}$/),
  );
  const query = fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom('from', 'to', 'days', 'day', 'topic', 'outcome', 'delivery', 'before'), fc.string()),
        written,
      ),
    )
    .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'));

  it('is never a fault of ours, whatever it says', async () => {
    await textsThrice();
    const { browser } = await signedIn('manager');
    const path = fc.constantFrom(
      '/staff',
      '/staff/requests',
      '/staff/requests.csv',
      '/staff/sign-in',
      '/staff/nothing',
    );
    await fc.assert(
      fc.asyncProperty(path, fc.oneof(query, fc.webQueryParameters()), async (address, parameters) => {
        const answer = await browser.open(`${address}?${parameters}`);
        expect(answer.status).toBeLessThan(500);
        expect(log).not.toHaveBeenCalled();
        if (answer.headers.get('Content-Type')?.startsWith('text/html')) expect(answer.html).toContain('</html>');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['0000-01-01', '0000-12-31', 'before which there is nothing'],
    ['0001-01-01', '0001-12-31', 'the first there was'],
    ['1970-01-01', '1970-12-31', 'when computers begin to count'],
  ])('of the year %s to %s shows that nobody texted: %s', async (from, to) => {
    const { browser } = await signedIn('staff');
    const page = await browser.open(`/staff?${new URLSearchParams({ from, to })}`);
    expect(page.status).toBe(200);
    expectReadable(page);
    expect(wordsOf(page)).toContain('No text came in this period.');
  });

  it('with a faulty period says what to fix, and keeps what was written', async () => {
    const { browser } = await signedIn('staff');
    const page = await browser.open(
      `/staff?${new URLSearchParams({ from: '2026-06-31', 'to-day': '1', 'to-month': '"><b>', 'to-year': '2026' })}`,
    );
    expect(page.status).toBe(400);
    expect(page.html).toContain('<title>Error: Usage – Ofsted letter texts</title>');
    expect(page.html).toContain('<a href="#from-day">The first day must be a real date, like 24 11 2026</a>');
    expect(page.html).toContain('<a href="#to-month">The last day must have a month from 1 to 12</a>');
    for (const part of ['31', '6', '2026']) expect(page.html).toContain(`value="${part}"`);
    expect(page.html).toContain('value="&quot;&gt;&lt;b&gt;"');
  });

  function encode(part: string): string {
    return encodeURIComponent(part.toWellFormed());
  }
});

describe('who texts', () => {
  it('is never shown by reference, and never counted when there are few', async () => {
    await textsThrice();
    const { browser } = await signedIn('manager');
    const usage = wordsOf(await browser.open('/staff?days=7'));
    expect(usage).toContain('Texts received 3');
    expect(usage).toContain('People a day, on average fewer than 5');
    const requests = await browser.open('/staff/requests');
    expect(wordsOf(requests)).toMatch(/CARE, text 1 Nothing reported yet [A-Z]{6}/);
    for (const { html } of [requests, await browser.open('/staff'), await browser.open('/staff/requests.csv')]) {
      expect(html).not.toContain(TEXTER);
      expect(html).not.toContain('7700900456');
    }
  });

  it('and opts out is counted in no figure of their own until the month is over, and then in a range', async () => {
    const unanswered = { reply: { kind: 'nothing' }, segments: 0, at: AT } as const;
    await store(table, [
      ...['ana', 'ben', 'cem'].map((texter) => requestWith({ texter, outcome: 'optedOut', ...unanswered })),
      requestWith({ texter: 'dan', outcome: 'optedIn', ...unanswered }),
    ]);
    const { browser } = await signedIn('staff');
    const usage = wordsOf(await browser.open('/staff?days=7'));
    expect(usage).toContain('Greetings and thanks, STOP and START, machines 4 100%');
    expect(usage).not.toMatch(/opted out 3|STOP: opted out/);
  });

  it('is shown from five people on', async () => {
    await store(
      table,
      Array.from({ length: 5 }, (_, at) => requestWith({ texter: `texter${at}`, at: AT })),
    );
    const { browser } = await signedIn('staff');
    expect(wordsOf(await browser.open('/staff?from=2026-06-30&to=2026-06-30'))).toContain(
      'People a day, on average about 5 none in the day before',
    );
  });
});

describe('erasing', () => {
  let session: Session;
  let browser: StaffBrowser;
  let answers: Answer[];
  beforeEach(async () => {
    answers = [];
    ({ session, browser } = await signedIn('manager', { name: 'Ana Amber' }));
    await textsThrice();
  });

  async function lookFor(number: string): Promise<Answer> {
    const page = await browser.open('/staff/erase');
    const answer = await browser.submit(page, '/staff/erase', { number, reference: REFERENCE });
    answers.push(page, answer);
    return answer;
  }

  async function confirm(page: Answer): Promise<Answer> {
    const done = await browser.submit(page, '/staff/erase/confirm');
    const shown = done.location ? await browser.open(done.location) : done;
    answers.push(done, shown);
    return shown;
  }

  it.each([
    ['07700 900456', 'as one writes it here'],
    ['07700900456', 'without a space'],
    ['+44 7700 900456', 'with the country'],
    ['+447700900456', 'as Twilio has it'],
    ['+44 (0)7700 900456', 'with both'],
    ['0044 7700 900456', 'as one dials it abroad'],
    ['447700900456', 'without the plus'],
    ['  07700-900-456 ', 'with dashes, and spaces around it'],
    ['(07700) 900 456', 'with brackets'],
    ['+44\u00a07700\u00a0900456', 'with spaces that do not break, as they are copied'],
    ['\u202a+44 7700 900456\u202c', 'with marks that nobody sees, as phones copy them'],
  ])('finds a texter by the number %j: %s', async (number) => {
    const page = await lookFor(number);
    expect(page.status).toBe(200);
    expectReadable(page);
    expect(wordsOf(page)).toMatch(
      /^Show or erase what is stored about the number ending in 456\? Requests 3 What was sent last, for MORE Stored/,
    );
    expect(await countStored(table, TEXTER)).toEqual({ requests: 3, hasConversation: true });

    const erased = await confirm(page);
    expect(erased.status).toBe(200);
    expect(wordsOf(erased)).toContain('Erased 3 requests and all else about the number');
    expect(await countStored(table, TEXTER)).toEqual({ requests: 0, hasConversation: false });
  });

  it.each([
    ['', 'Enter a telephone number', 'nothing'],
    ['   ', 'Enter a telephone number', 'spaces'],
    ['hello', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'a word'],
    ['900456', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'without the code'],
    ['07700 90045', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'a digit too few'],
    [
      '+44 7700 90045',
      'Enter a whole telephone number, like 07700 900123 or +44 7700 900123',
      'the same, with the country',
    ],
    ['077009004', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'some too few'],
    ['07700 9004564', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'a digit too many'],
    [
      '+4477009004564',
      'Enter a whole telephone number, like 07700 900123 or +44 7700 900123',
      'the same, with the country',
    ],
    [
      '07700 900456 07700 900457',
      'Enter a whole telephone number, like 07700 900123 or +44 7700 900123',
      'two numbers',
    ],
    ['999', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'a short number'],
    ['+999 123456789', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'no country'],
    ['x'.repeat(10_000), 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'very much'],
    ['"><script>alert(1)</script>', 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123', 'HTML'],
  ])('asks again for %j with the words %j: %s', async (number, message) => {
    const before = await itemsOf(table);
    const page = await lookFor(number);
    expect(page.status).toBe(400);
    expectReadable(page);
    expect(page.html).toContain('<title>Error: Show or erase – Ofsted letter texts</title>');
    expect(page.html).toContain(`<a href="#number">${message}</a>`);
    expect(page.html).toContain('aria-describedby="number-hint number-error"');
    const kept = number.trim().replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(page.html).toContain(`value="${kept}"`);
    expect(await itemsOf(table)).toEqual(before);
  });

  it('is never a fault of ours, whatever is written for a number', async () => {
    const likeANumber = fc.string({ unit: fc.constantFrom(...'0123456789+-() ;=ext.,/#x*') });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), likeANumber), async (number) => {
        const answer = await browser.open('/staff/erase', { form: { csrf: session.csrfToken, number } });
        expect([200, 400]).toContain(answer.status);
        expect(log).not.toHaveBeenCalled();
      }),
      { numRuns: 200 },
    );
    expect(await countStored(table, TEXTER)).toEqual({ requests: 3, hasConversation: true });
  });

  it.each<[string, Record<string, string>]>([
    ['no field', {}],
    ['the number in another field', { numbers: NUMBER }],
    ['a list', { 'number[]': NUMBER }],
  ])('asks again when a form has %s', async (_, form) => {
    const answer = await browser.open('/staff/erase', { form: { ...form, csrf: session.csrfToken } });
    expect(answer.status).toBe(400);
    expect(wordsOf(answer)).toContain('Enter a telephone number');
  });

  it('asks again when a form has the number as a file', async () => {
    const body = new FormData();
    body.append('csrf', session.csrfToken);
    body.append('number', new File([NUMBER], NUMBER));
    expect((await browser.open('/staff/erase', { body })).status).toBe(400);
  });

  it('says when nothing is stored, and has nothing to confirm', async () => {
    const page = await lookFor('07700 900457');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('Nothing is stored about the number ending in 457');
    expect(page.html).not.toContain('action="/staff/erase/confirm"');
  });

  it('takes nobody else along', async () => {
    const other = texterReference('+447700900457', TEXTER_KEY);
    await store(table, [requestWith({ texter: other, at: AT })]);
    await confirm(await lookFor('07700 900456'));
    expect(await countStored(table, other)).toEqual({ requests: 1, hasConversation: false });
  });

  it('is recorded: when, by whom and how much, and not for whom', async () => {
    await confirm(await lookFor('07700 900456'));
    expect((await readErasures(table, { now: pages.clock.now })).erasures).toEqual([
      { at: pages.clock.now, by: { subject: 'the id of a manager', name: 'Ana Amber' }, requests: 3 },
    ]);
    expect(wordsOf(await browser.open('/staff/erase'))).toContain(
      'Last erasures When By Requests 30 Jun 2026, 16:00 Ana Amber 3',
    );
    const items = JSON.stringify(await itemsOf(table));
    expect(items).not.toContain(TEXTER);
    expect(items).not.toContain('7700900456');
  });

  it('is listed page by page, the newest first', async () => {
    for (let at = 0; at < ERASURES_ON_A_PAGE + 1; at += 1) {
      await store(table, [requestWith({ texter: `texter${at}`, at: AT })]);
      const by = { subject: 'id', name: `Manager ${at}` };
      await eraseTexter(table, `texter${at}`, { id: 'a', at: new Date(AT.getTime() - at * 60_000), by });
    }
    const first = await browser.open('/staff/erase');
    expect(wordsOf(first)).toMatch(/Manager 0 1 .*Manager 19 1 Older erasures$/);
    const older = /href="([^"]*before=[^"]*)"/.exec(first.html)?.[1] ?? '';
    expect(wordsOf(await browser.open(older))).toMatch(
      /Older erasures When By Requests .* Manager 20 1 Newest erasures$/,
    );
    expect(wordsOf(await browser.open('/staff/erase?before=0'))).toContain('There are no older erasures.');
    expect((await browser.open(`/staff/erase?before=${'x'.repeat(5000)}`)).status).toBe(200);
  });

  it('puts the number into no address, header, cookie or log, and onto no page but that which asks for it again', async () => {
    const parts = ['7700900456', '7700 900456', '7700+900456', '7700%20900456', TEXTER];
    await confirm(await lookFor('07700 900456'));
    await lookFor('+44 7700 900456');
    const again = await lookFor('07700 900456 or so, 07700 900456');
    expect(again.status).toBe(400);
    await browser.open('/staff');
    for (const { url, headers, html } of answers) {
      const around = JSON.stringify([url.href, ...headers]);
      for (const part of parts) {
        expect(around).not.toContain(part);
        if (html !== again.html) expect(html).not.toContain(part);
      }
    }
    for (const part of parts) expect(printed()).not.toContain(part);
    // Sealed, and so for nobody to read.
    const cookie = browser.cookies.get(SESSION_COOKIE) ?? '';
    const read = cookie.split('.').map((one) => Buffer.from(one, 'base64url').toString('latin1'));
    for (const part of parts) expect(read.join()).not.toContain(part);
  });

  it('has the texter sealed in the form, and not the reference', async () => {
    const page = await lookFor('07700 900456');
    const [, lookUp = ''] = /name="lookUp" value="([^"]*)"/.exec(page.html) ?? [];
    expect(await unseal('lookUp', lookUp, SEALING_KEY, pages.clock.now)).toEqual({
      texter: TEXTER,
      sessionId: session.id,
      reference: REFERENCE,
    });
    const read = lookUp.split('.').map((one) => Buffer.from(one, 'base64url').toString('latin1'));
    expect(read.join()).not.toContain(TEXTER);
  });

  it.each<[string, (session: Session) => Promise<string> | string]>([
    ['is missing', () => ''],
    ['is the texter reference itself', () => TEXTER],
    ['is the number', () => NUMBER],
    [
      'is of another manager',
      () =>
        seal('lookUp', { texter: TEXTER, sessionId: 'another', reference: REFERENCE }, SEALING_KEY, pages.clock.now),
    ],
    [
      'is sealed with another key',
      ({ id }) =>
        seal('lookUp', { texter: TEXTER, sessionId: id, reference: REFERENCE }, sealingKey('another'), pages.clock.now),
    ],
    ['is a session', (own) => seal('session', own, SEALING_KEY, pages.clock.now)],
    [
      'is altered',
      async ({ id }) =>
        (
          await seal('lookUp', { texter: TEXTER, sessionId: id, reference: REFERENCE }, SEALING_KEY, pages.clock.now)
        ).replace(/.{6}$/, 'AAAAAA'),
    ],
    [
      'is ten minutes old',
      ({ id }) =>
        seal(
          'lookUp',
          { texter: TEXTER, sessionId: id, reference: REFERENCE },
          SEALING_KEY,
          new Date(pages.clock.now.getTime() - 600_000),
        ),
    ],
  ])('is refused when what was sealed %s', async (_, forge) => {
    const before = await itemsOf(table);
    const form = { csrf: session.csrfToken, lookUp: await forge(session) };
    const answer = await browser.open('/staff/erase/confirm', { form });
    expect(answer.status).toBe(400);
    expectReadable(answer);
    expect(wordsOf(answer)).toBe(
      'Nothing was erased It was too long ago that the number was entered. Enter the number again',
    );
    expect(await itemsOf(table)).toEqual(before);
  });

  it('is refused when another manager confirms it', async () => {
    const page = await lookFor('07700 900456');
    const [, lookUp = ''] = /name="lookUp" value="([^"]*)"/.exec(page.html) ?? [];
    const other = await signedIn('manager');
    const form = { csrf: other.session.csrfToken, lookUp };
    expect((await other.browser.open('/staff/erase/confirm', { form })).status).toBe(400);
    expect(await countStored(table, TEXTER)).toEqual({ requests: 3, hasConversation: true });
  });

  it('takes along what came between looking and confirming, and says so', async () => {
    const page = await lookFor('07700 900456');
    await store(table, [requestWith({ texter: TEXTER, at: AT })]);
    expect(wordsOf(await confirm(page))).toContain('Erased 4 requests and all else about the number');
  });

  it('done twice says that there was nothing left the second time, and is recorded once', async () => {
    const page = await lookFor('07700 900456');
    await confirm(page);
    const recorded = await itemsOf(table);
    expect(wordsOf(await confirm(page))).toContain('There was nothing left to erase');
    const isRecord = ({ pk }: Record<string, unknown>) => pk === 'AUDIT' || pk === 'ERASURES';
    expect((await itemsOf(table)).filter(isRecord)).toEqual(recorded.filter(isRecord));
  });

  it('leads on to a page of its own, so that Back and Reload send nothing again', async () => {
    const done = await browser.submit(await lookFor('07700 900456'), '/staff/erase/confirm');
    expect(done).toMatchObject({ status: 303, location: `${STAFF_ORIGIN}/staff/erase/done?requests=3` });
  });

  it.each(['', '?requests=', '?requests=-1', '?requests=many'])(
    'says nothing false at the address done%s',
    async (query) => {
      expect(wordsOf(await browser.open(`/staff/erase/done${query}`))).toContain('There was nothing left to erase');
    },
  );

  it('cannot be done by an address: a GET erases nothing', async () => {
    const lookUp = await seal(
      'lookUp',
      { texter: TEXTER, sessionId: session.id, reference: REFERENCE },
      SEALING_KEY,
      pages.clock.now,
    );
    const query = new URLSearchParams({ csrf: session.csrfToken, lookUp, number: NUMBER, reference: REFERENCE });
    expect((await browser.open(`/staff/erase/confirm?${query}`)).status).toBe(404);
    expect((await browser.open(`/staff/erase?${query}`)).html).not.toContain('7700900456');
    expect(await countStored(table, TEXTER)).toEqual({ requests: 3, hasConversation: true });
  });
});
