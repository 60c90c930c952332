import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LocalSignInProvider, startSignInProvider } from '../../../infra/local/sign-in-provider.ts';
import { readAuditTrail } from '../../../lambdas/staff/audit-trail.ts';
import { seal, sealingKey, unseal } from '../../../lambdas/staff/session.ts';
import { discoverProvider } from '../../../lambdas/staff/sign-in.ts';
import {
  type Answer,
  type Asking,
  BEGUN_COOKIE,
  expectReadable,
  type Lie,
  type LyingProvider,
  SEALING_KEY,
  SESSION_COOKIE,
  STAFF_ORIGIN,
  type StaffBrowser,
  type StaffPages,
  sessionOf,
  staffPagesOn,
  startLyingProvider,
  wordsOf,
} from '../../support/staff.ts';
import { usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const CALLBACK = `${STAFF_ORIGIN}/staff/sign-in/callback`;
const SIGNED_OUT = `${STAFF_ORIGIN}/staff/signed-out`;
const ANA = { sub: 'ana-1', name: 'Ana Amber', roles: ['staff'] };

const newTable = usageTablesForThisFile();
const log = vi.spyOn(console, 'error');
let local: LocalSignInProvider;
let provider: LyingProvider;
let pages: StaffPages;
let browser: StaffBrowser;

beforeAll(async () => {
  local = await startSignInProvider({ redirectUris: [CALLBACK], postLogoutRedirectUris: [SIGNED_OUT] });
  provider = await startLyingProvider();
});
afterAll(async () => {
  await local.close();
  await provider.close();
});
beforeEach(async () => {
  log.mockReset().mockImplementation(() => {});
  // An ID token is good by the clock of this machine.
  pages = staffPagesOn(await newTable(), { at: new Date(), provider: async () => provider.configuration });
  browser = await pages.browser();
});

describe('a provider that does not answer', () => {
  it('keeps nobody waiting for longer than 5 seconds', { timeout: 10_000 }, async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await expect(discoverProvider(`http://localhost:${port}`, 'staff-pages', '')).rejects.toThrow(/timed? ?out|abort/i);
    silent.closeAllConnections();
    silent.close();
  });
});

/** Begins to sign in, and gives the address at the provider. */
async function begin(from: StaffBrowser = browser, to = '/staff'): Promise<string> {
  const { status, location = '' } = await from.open(`/staff/sign-in/begin?${new URLSearchParams({ to })}`);
  expect(status).toBe(303);
  return location;
}

/** The name of the cookie that keeps the sign-in which led to an address at the provider, or back from it. */
function begunCookie(address: string): string {
  return BEGUN_COOKIE + new URL(address).searchParams.get('state')?.slice(0, 8);
}

/** Signs in with a provider that may lie, up to the answer when the browser comes back. */
async function signIn(person: Record<string, unknown> = ANA, lie?: Lie): Promise<Answer> {
  return await browser.open(provider.letsIn(await begin(), person, lie));
}

function printed(): string {
  return log.mock.calls.flat().map(String).join('\n');
}

/** Nobody is signed in, the page says so in words, and neither it nor the log has what nobody may see. */
function expectRefused(answer: Answer): void {
  expect(answer.status).toBe(400);
  expectReadable(answer);
  expect(wordsOf(answer)).toBe(
    'You are not signed in This sign-in was broken off, took too long, or was not begun in this browser. Please begin again. Sign in with your work account',
  );
  expectNoSession(answer);
  // It was good for one answer; those of other tabs still are.
  const state = answer.url.searchParams.get('state') ?? '';
  for (const [name, setCookie] of answer.setCookies) {
    expect(setCookie).toBe(`${BEGUN_COOKIE}${state.slice(0, 8)}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`);
    expect(browser.cookies.has(name)).toBe(false);
  }
}

function expectNoSession(answer: Answer): void {
  expect(answer.setCookies.has(SESSION_COOKIE)).toBe(false);
  expect(browser.cookies.has(SESSION_COOKIE)).toBe(false);
  expect(provider.secrets.filter((secret) => answer.html.includes(secret))).toEqual([]);
  expect(provider.secrets.filter((secret) => printed().includes(secret))).toEqual([]);
  expect(printed()).not.toMatch(/\n\s+at |eyJ/);
}

describe('who signs in at a real provider', () => {
  /** Goes to a page, and signs in on the way. */
  async function signInFor(address: string, name: string): Promise<Answer> {
    const configuration = await discoverProvider(local.issuer, local.clientId, local.clientSecret);
    pages = staffPagesOn(await newTable(), { at: new Date(), provider: async () => configuration });
    browser = await pages.browser();
    const asked = await browser.follow(address);
    expect(wordsOf(asked)).toContain('Sign in with your work account');
    const [, href = ''] = /<a href="([^"]*)" class="govuk-button"/.exec(asked.html) ?? [];
    const signInPage = await browser.follow(href.replaceAll('&amp;', '&'));
    expect(signInPage.url.origin).toBe(local.issuer);
    return await browser.follow(signInPage.url.href, { form: { name, password: name } });
  }

  it.each([
    ['staff', 'Signed in as Local staff (staff)', false],
    ['manager', 'Signed in as Local manager (manager)', true],
  ])('as %s sees the page that was asked for', async (name, signedInAs, maySeeWhole) => {
    const page = await signInFor('/staff/requests?topic=care', name);
    expect(page.status).toBe(200);
    expect(page.url.href).toBe(`${STAFF_ORIGIN}/staff/requests?topic=care`);
    expect(page.html).toContain(signedInAs);
    expect(wordsOf(page).includes('See requests whole')).toBe(maySeeWhole);
    expect(log).not.toHaveBeenCalled();
  });

  it('without a role is told that, gets no session, and can leave the account', async () => {
    const page = await signInFor('/staff', 'colleague');
    expect(page.status).toBe(403);
    expectReadable(page);
    expect(wordsOf(page)).toContain(
      'You cannot see these pages You have signed in, but your account is not among those',
    );
    expectNoSession(page);

    const [, href = ''] = /<a href="([^"]*)" class="govuk-button">Sign out of this account/.exec(page.html) ?? [];
    const signOut = await browser.follow(href.replaceAll('&amp;', '&'));
    expect(signOut.url.origin).toBe(local.issuer);
    expect((await browser.open('/staff')).location).toContain('/staff/sign-in');
  });

  it('signs out here and there, and must sign in again', async () => {
    const page = await signInFor('/staff', 'manager');
    const signedOut = await browser.submit(page, '/staff/sign-out');
    expect(wordsOf(signedOut)).toContain('You have signed out Your session on these pages has ended.');
    expect(browser.cookies.size).toBe(0);

    const [, refresh = ''] = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(signedOut.html) ?? [];
    const confirm = await browser.follow(refresh.replaceAll('&amp;', '&'));
    expect(confirm.url.origin).toBe(local.issuer);
    const back = await browser.follow(`${local.issuer}/session/end/confirm`, {
      form: { xsrf: /name="xsrf" value="([^"]*)"/.exec(confirm.html)?.[1] ?? '', logout: 'yes' },
    });
    expect(back.url.href).toBe(SIGNED_OUT);
    expect(wordsOf(back)).toContain('You have signed out You can close this page.');
    expect((await browser.open('/staff')).location).toContain('/staff/sign-in');
    const again = await browser.follow('/staff/sign-in/begin');
    expect(again.html).toContain('<h1>Sign in</h1>');
  });
});

describe('who is signed in', () => {
  it.each<[Record<string, unknown>, string, string]>([
    [{ sub: '1', name: 'Ana Amber', roles: ['staff'] }, 'Ana Amber (staff)', 'by name'],
    [{ sub: '1', name: 'Ana Amber', roles: 'manager' }, 'Ana Amber (manager)', 'with a role that is no list'],
    [{ sub: '1', email: 'ana@example.org', roles: ['staff'] }, 'ana@example.org (staff)', 'without a name'],
    [{ sub: '1', roles: ['staff', 'manager'] }, '1 (manager)', 'without anything'],
    [{ sub: '1', name: '<b>&"', roles: ['staff'] }, '&lt;b&gt;&amp;&quot; (staff)', 'with HTML in the name'],
  ])('as %j is %s: %s', async (person, signedInAs) => {
    expect(await signIn(person)).toMatchObject({ status: 303, location: `${STAFF_ORIGIN}/staff` });
    const page = await browser.open('/staff');
    expect(page.status).toBe(200);
    expect(page.html).toContain(`Signed in as ${signedInAs}`);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ sub: '1', name: 'Ana' }, 'no claim'],
    [{ sub: '1', roles: [] }, 'none'],
    [{ sub: '1', roles: ['Staff', 'managers', 'admin'] }, 'others'],
    [{ sub: '1', groups: ['manager'] }, 'another claim'],
    [{ sub: '1', roles: { manager: true } }, 'no list'],
    [{ sub: 'manager', name: 'manager', roles: null }, 'a name that is not a role'],
  ])('as %j has no role, and no session: %s', async (person) => {
    const answer = await signIn(person);
    expect(answer.status).toBe(403);
    expectReadable(answer);
    expectNoSession(answer);
    expect(answer.html).toContain(`href="${provider.issuer}/sign-out?`);
  });

  it('has a session of another id and token each time', async () => {
    const sessions = [];
    for (let time = 0; time < 2; time += 1) {
      browser = await pages.browser();
      const answer = await signIn();
      expect(answer.setCookies.get(SESSION_COOKIE)).toMatch(
        /^__Host-staff_session=[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      const sealed = browser.cookies.get(SESSION_COOKIE);
      sessions.push(await unseal('session', sealed, SEALING_KEY, pages.clock.now));
    }
    const [first, second] = sessions;
    expect(first).toMatchObject({ name: 'Ana Amber', role: 'staff' });
    expect(first?.id).not.toBe(second?.id);
    expect(first?.csrfToken).not.toBe(second?.csrfToken);
    expect(first?.csrfToken).toMatch(/^[\w-]{43}$/);
  });

  it('does not need to sign in again, and goes on to the page', async () => {
    await signIn();
    const answer = await browser.open('/staff/sign-in?to=/staff/requests');
    expect(answer).toMatchObject({ status: 303, location: `${STAFF_ORIGIN}/staff/requests` });
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/staff',
    '/staff/../..//evil.example',
    'javascript:alert(1)',
  ])('is not led away to %s, before or after', async (to) => {
    const asked = await browser.open(`/staff/sign-in?${new URLSearchParams({ to })}`);
    expect(asked.html).toContain(`href="${STAFF_ORIGIN}/staff/sign-in/begin?to=%2Fstaff"`);
    const answer = await browser.open(provider.letsIn(await begin(browser, to), ANA));
    expect(answer.location).toBe(`${STAFF_ORIGIN}/staff`);
    expect((await browser.open(`/staff/sign-in?${new URLSearchParams({ to })}`)).location).toBe(
      `${STAFF_ORIGIN}/staff`,
    );
  });
});

describe('what the provider is asked', () => {
  it('has state, nonce and PKCE, other ones each time, and nothing of the page', async () => {
    const [one, other] = [new URL(await begin(browser, '/staff/erase')), new URL(await begin(browser, '/staff/erase'))];
    expect(one.origin).toBe(provider.issuer);
    expect(Object.fromEntries(one.searchParams)).toEqual({
      client_id: 'staff-pages',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
    }
  });

  it('is kept in a cookie that nobody reads', async () => {
    const answer = await browser.open('/staff/sign-in/begin');
    const name = begunCookie(answer.location ?? '');
    expect(answer.setCookies.get(name)).toMatch(
      /^__Host-staff_sign_in_[\w-]{8}=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const asked = new URL(answer.location ?? '').searchParams;
    const seen = browser.cookies
      .get(name)
      ?.split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    for (const name of ['state', 'nonce']) expect(seen?.join()).not.toContain(asked.get(name));
  });

  it.each<[Asking, string]>([
    [{ headers: { Host: 'evil.example' } }, 'its Host'],
    [{ headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' } }, 'what a proxy may say'],
    [{ headers: { Origin: 'https://evil.example', Referer: 'https://evil.example/' } }, 'where it came from'],
  ])('leads back to the configured address, whatever a request says: %j, %s', async (asking) => {
    const { location = '' } = await browser.open('/staff/sign-in/begin', asking);
    expect(new URL(location).searchParams.get('redirect_uri')).toBe(CALLBACK);
    expect((await browser.open('/staff/requests', asking)).location).toMatch(
      /^https:\/\/staff\.example\.org\/staff\/sign-in\?/,
    );
  });
});

describe('a provider that lies', () => {
  const now = Math.floor(Date.now() / 1000);

  it.each<[string, Lie, string]>([
    ['another nonce', { claims: { nonce: 'another' } }, 'the token of another sign-in'],
    ['no nonce', { claims: { nonce: undefined } }, 'the same'],
    ['another issuer', { claims: { iss: 'https://evil.example' } }, 'a token of another provider'],
    ['no issuer', { claims: { iss: undefined } }, 'of nobody'],
    ['another audience', { claims: { aud: 'another-client' } }, 'a token for another service'],
    ['another audience among several', { claims: { aud: ['another-client', 'a-third'] } }, 'the same'],
    [
      'several audiences, and was asked for by another',
      { claims: { aud: ['staff-pages', 'b'], azp: 'b' } },
      'the same',
    ],
    ['no audience', { claims: { aud: undefined } }, 'for anybody'],
    ['a time that is over', { claims: { iat: now - 7200, exp: now - 3600 } }, 'an old token'],
    ['no time', { claims: { exp: undefined } }, 'a token for ever'],
    ['a time that is no number', { claims: { exp: 'tomorrow' } }, 'the same'],
    ['a time that has not come', { claims: { nbf: now + 3600 } }, 'a token for later'],
    ['no moment of issue', { claims: { iat: undefined } }, 'which every ID token has'],
    ['nobody', { claims: { sub: undefined } }, 'who must be somebody'],
    ['somebody who is no string', { claims: { sub: 1 } }, 'the same'],
    ['a name that is no string', { claims: { name: { toString: 'manager' } } }, 'which we could not show'],
  ])('with an ID token that has %s is not believed: %s', async (_, lie) => {
    expectRefused(await signIn(ANA, lie));
    expect(printed()).toMatch(/^\{"fault":"sign-in refused","error":"[^\n]*"\}$/);
  });

  it.each<[string, Lie, string]>([
    ['signed by nobody', { signed: 'by nobody' }, 'alg none'],
    ['signed by another key', { signed: 'by another key' }, 'under the name of the right one'],
    ['signed by an unpublished key', { signed: 'by a key that is not published' }, 'under its own name'],
    ['signed with the client secret', { signed: 'with the client secret' }, 'which others may have too'],
    [
      'altered after it was signed',
      { idToken: (token) => alterClaims(token, { roles: ['manager'] }) },
      'to another role',
    ],
    ['signed with nothing', { idToken: (token) => token.replace(/[^.]*$/, '') }, 'an empty signature'],
    ['no token', { idToken: () => 'manager' }, 'just a word'],
    ['empty', { idToken: () => '' }, 'nothing'],
    ['not there', { idToken: () => undefined }, 'an answer of OAuth and not of OpenID'],
  ])('with an ID token that is %s is not believed: %s', async (_, lie) => {
    expectRefused(await signIn(ANA, lie));
    expect(printed()).toMatch(/^\{"fault":"sign-in refused","error":"[^\n]*"\}$/);
  });

  const json = 'application/json';
  it.each<[string, Lie['answer']]>([
    ['an error of its own', () => ({ status: 500, type: 'text/html', body: '<h1>Sorry</h1>' })],
    ['an error of the protocol', () => ({ status: 400, type: json, body: '{"error":"invalid_grant"}' })],
    [
      'an error with the tokens in it',
      (tokens) => ({
        status: 400,
        type: json,
        body: JSON.stringify({ error: 'invalid_grant', error_description: JSON.stringify(tokens) }),
      }),
    ],
    ['tokens, but as an error', (tokens) => ({ status: 500, type: json, body: JSON.stringify(tokens) })],
    ['what is no JSON, with a token in it', ({ id_token }) => ({ status: 200, type: json, body: `${id_token}` })],
    ['no object', () => ({ status: 200, type: json, body: 'null' })],
    [
      'tokens of another type',
      (tokens) => ({ status: 200, type: json, body: JSON.stringify({ ...tokens, token_type: 1 }) }),
    ],
    ['nothing at all', () => ({ status: 200, type: json, body: '' })],
    ['nothing, and hangs up', () => 'none'],
  ])('whose token endpoint answers with %s signs nobody in', async (_, answer) => {
    expectRefused(await signIn(ANA, { answer: answer as Lie['answer'] & object }));
    expect(printed()).toContain('sign-in refused');
  });

  it('would be believed if it told the truth in the same way, or these tests would prove nothing', async () => {
    const truth: Lie = {
      claims: { aud: ['staff-pages'], iat: now, exp: now + 3600 },
      idToken: (token) => token,
      answer: (tokens) => ({ status: 200, type: json, body: JSON.stringify(tokens) }),
    };
    expect(await signIn(ANA, truth)).toMatchObject({ status: 303, location: `${STAFF_ORIGIN}/staff` });
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(true);
    expect(log).not.toHaveBeenCalled();
  });
});

describe('an answer that the browser brings', () => {
  it.each<[string, Lie['parameters'], string]>([
    ['with another state', { state: 'another' }, 'of another sign-in'],
    ['without a state', { state: undefined }, 'of none'],
    ['with an empty state', { state: '' }, 'the same'],
    ['without a code', { code: undefined }, 'nothing to ask for'],
    ['with another code', { code: 'another' }, 'which the provider does not know'],
    ['with another issuer', { iss: 'https://evil.example' }, 'of a provider that we did not ask'],
    ['without the issuer', { iss: undefined }, 'which this provider always gives'],
    ['that access was denied', { code: undefined, error: 'access_denied' }, 'who pressed Cancel'],
    ['that access was denied, with a code', { error: 'access_denied' }, 'both at once'],
    [
      'of an error with words',
      { code: undefined, error: 'x', error_description: '<script>alert(1)</script>' },
      'not shown',
    ],
    ['with a token in it', { id_token: 'eyJhbGciOiJub25lIn0.e30.' }, 'which is not how it was asked'],
  ])('%s signs nobody in: %s', async (_, parameters) => {
    const answer = await signIn(ANA, { parameters: parameters as Lie['parameters'] & object });
    expectRefused(answer);
    expect(answer.html).not.toContain('alert');
    expect(printed()).not.toContain('alert');
  });

  it.each(['code', 'state', 'iss'])('with two of %s signs nobody in', async (name) => {
    expectRefused(await browser.open(`${provider.letsIn(await begin(), ANA)}&${name}=another`));
  });

  it('signs nobody in when it is empty', async () => {
    await begin();
    expectRefused(await browser.open(CALLBACK));
  });

  it('in another browser signs nobody in, whoever begins a sign-in there', async () => {
    const callback = provider.letsIn(await begin(), ANA);
    browser = await pages.browser();
    expectRefused(await browser.open(callback));
    // Nothing was asked of the provider: the code is good for nobody else, and nobody is told of it.
    expect(log).not.toHaveBeenCalled();

    await begin();
    expectRefused(await browser.open(callback));
  });

  it('with a stolen code and a state of one’s own signs nobody in: the provider wants the verifier', async () => {
    const stolen = new URL(provider.letsIn(await begin(), ANA)).searchParams.get('code') ?? '';
    browser = await pages.browser();
    const answer = await browser.open(provider.letsIn(await begin(), { sub: 'eve' }, { parameters: { code: stolen } }));
    expectRefused(answer);
    expect(printed()).toContain('sign-in refused');
  });

  it('is good once: the second time nobody is signed in', async () => {
    const callback = provider.letsIn(await begin(), ANA);
    const copy = new Map(browser.cookies);
    expect(await browser.open(callback)).toMatchObject({ status: 303 });

    browser.cookies.delete(SESSION_COOKIE);
    expectRefused(await browser.open(callback));
    // Who has kept the cookie comes further, to the provider, which takes a code once.
    for (const [name, value] of copy) browser.cookies.set(name, value);
    expectRefused(await browser.open(callback));
  });

  it.each(['', '?code=1&state=2', `?code=1&state=${'a'.repeat(43)}`, '?error=access_denied', '?state=%00;'])(
    'leaves who is signed in already as they are, and leads them on: %s',
    async (query) => {
      await signIn();
      const session = browser.cookies.get(SESSION_COOKIE);
      const answer = await browser.open(CALLBACK + query);
      expect(answer).toMatchObject({ status: 303, location: `${STAFF_ORIGIN}/staff` });
      expect(answer.setCookies.size).toBe(0);
      expect(browser.cookies.get(SESSION_COOKIE)).toBe(session);
      expect((await browser.open('/staff')).status).toBe(200);
    },
  );
});

describe('signing in', () => {
  it('in two tabs at once leads each to the page that was asked for in it, in whichever order', async () => {
    const [one, other] = [await begin(browser, '/staff/requests'), await begin(browser, '/staff/letter')];
    expect((await browser.open(provider.letsIn(other, ANA))).location).toBe(`${STAFF_ORIGIN}/staff/letter`);
    expect((await browser.open(provider.letsIn(one, ANA))).location).toBe(`${STAFF_ORIGIN}/staff/requests`);
    expect((await browser.open('/staff')).status).toBe(200);
    expect([...browser.cookies.keys()]).toEqual([SESSION_COOKIE]);
  });

  it('in a second tab leaves the forms of the first good, and is one sign-in', async () => {
    const [one, other] = [await begin(), await begin()];
    await browser.open(provider.letsIn(one, ANA));
    const page = await browser.open('/staff');
    const session = browser.cookies.get(SESSION_COOKIE);
    const answer = await browser.open(provider.letsIn(other, ANA));
    expect(answer.setCookies.has(SESSION_COOKIE)).toBe(false);
    expect(browser.cookies.get(SESSION_COOKIE)).toBe(session);
    const { events } = await readAuditTrail(pages.world.table, { now: pages.clock.now });
    expect(events.map(({ event }) => event?.kind)).toEqual(['signedIn']);
    expect((await browser.submit(page, '/staff/sign-out')).status).toBe(200);
  });

  it('in a second tab as somebody else, or with another role, is that from then on', async () => {
    for (const person of [
      { ...ANA, roles: ['manager'] },
      { ...ANA, sub: 'ben-2', name: 'Ben Brown' },
    ]) {
      const [one, other] = [await begin(), await begin()];
      await browser.open(provider.letsIn(one, ANA));
      await browser.open(provider.letsIn(other, person));
      const [role] = person.roles;
      expect((await browser.open('/staff')).html).toContain(`Signed in as ${person.name} (${role})`);
      browser = await pages.browser();
    }
  });

  it('in a tab that is refused does not break the sign-in of another', async () => {
    const [one, other] = [await begin(), await begin()];
    expectRefused(await browser.open(provider.letsIn(one, ANA, { claims: { nonce: 'another' } })));
    expectRefused(await browser.open(`${CALLBACK}?code=1&state=${'a'.repeat(43)}`));
    expect(await browser.open(provider.letsIn(other, ANA))).toMatchObject({ status: 303 });
  });

  it('that was broken off begins again for the page that was asked for', async () => {
    const callback = provider.letsIn(await begin(browser, '/staff/letter'), ANA, {
      parameters: { code: undefined, error: 'access_denied' },
    });
    const answer = await browser.open(callback);
    expectRefused(answer);
    expect(answer.html).toContain(`href="${STAFF_ORIGIN}/staff/sign-in/begin?to=%2Fstaff%2Fletter"`);
  });

  it('is done: Back to where it began, to the provider, or to the callback leads on', async () => {
    const address = await begin(browser, '/staff/letter');
    const callback = provider.letsIn(address, ANA);
    await browser.open(callback);
    const session = browser.cookies.get(SESSION_COOKIE);
    expect(await browser.open('/staff/sign-in/begin?to=/staff/letter')).toMatchObject({
      status: 303,
      location: `${STAFF_ORIGIN}/staff/letter`,
    });
    expect((await browser.open(callback)).location).toBe(`${STAFF_ORIGIN}/staff`);
    // A provider that gives a new code for what was asked before.
    expect((await browser.open(provider.letsIn(address, ANA))).location).toBe(`${STAFF_ORIGIN}/staff`);
    expect(browser.cookies.get(SESSION_COOKIE)).toBe(session);
    expect((await browser.open('/staff')).status).toBe(200);
  });

  it('begun again and again keeps the last five, so that a request’s headers stay short', async () => {
    const addresses: string[] = [];
    for (let time = 0; time < 7; time += 1) addresses.push(await begin());
    expect([...browser.cookies.keys()]).toEqual(addresses.slice(-5).map(begunCookie));
    expectRefused(await browser.open(provider.letsIn(addresses[1], ANA)));
    expect(await browser.open(provider.letsIn(addresses[2], ANA))).toMatchObject({ status: 303 });
  });

  it('is no fault of ours, whatever stands in the cookies', async () => {
    for (const name of ['(', 'AAAAAAA{', 'x'.repeat(3000)]) browser.cookies.set(BEGUN_COOKIE + name, 'x');
    expect(await browser.open(provider.letsIn(await begin(), ANA))).toMatchObject({ status: 303 });
    expect(log).not.toHaveBeenCalled();
  });
});

describe('the cookie of a sign-in that has begun', () => {
  it.each<[string, (sealed: string) => Promise<string | undefined>]>([
    ['missing', async () => undefined],
    ['empty', async () => ''],
    ['altered', async (sealed) => `${sealed.slice(0, -3)}${sealed.endsWith('AAA') ? 'BBB' : 'AAA'}`],
    ['cut short', async (sealed) => sealed.slice(0, -1)],
    ['a session', async () => await seal('session', sessionOf('manager', pages.clock), SEALING_KEY, pages.clock.now)],
    [
      'sealed by somebody else',
      async () => {
        const begun = { state: 'a', nonce: 'b', codeVerifier: 'c', to: '/staff' };
        return await seal('signIn', begun, sealingKey('another secret'), pages.clock.now);
      },
    ],
    ['plain', async () => JSON.stringify({ state: 'a', nonce: 'b', codeVerifier: 'c', to: '/staff' })],
  ])('that is %s signs nobody in', async (_, alter) => {
    const callback = provider.letsIn(await begin(), ANA);
    const name = begunCookie(callback);
    const altered = await alter(browser.cookies.get(name) ?? '');
    if (altered === undefined) browser.cookies.delete(name);
    else browser.cookies.set(name, altered);
    expectRefused(await browser.open(callback));
    expect(log).not.toHaveBeenCalled();
  });

  it('is good for ten minutes', async () => {
    const callback = provider.letsIn(await begin(), ANA);
    pages.passes({ minutes: 10 });
    expectRefused(await browser.open(callback));

    const inTime = provider.letsIn(await begin(), ANA);
    pages.passes({ minutes: 9, seconds: 59 });
    expect(await browser.open(inTime)).toMatchObject({ status: 303 });
  });

  it('is no session', async () => {
    const name = begunCookie(await begin());
    browser.cookies.set(SESSION_COOKIE, browser.cookies.get(name) ?? '');
    expect((await browser.open('/staff')).location).toContain('/staff/sign-in');
  });
});

describe('a provider that cannot be had', () => {
  it.each<[string, () => Promise<void> | void, () => string]>([
    ['is not there', () => {}, () => 'http://localhost:1'],
    [
      'says that it is another',
      () => provider.describesItselfWith({ issuer: 'https://evil.example' }),
      () => provider.issuer,
    ],
    [
      'is in the clear, and not this machine by name',
      () => provider.describesItselfWith({ issuer: provider.issuer.replace('localhost', '127.0.0.1') }),
      () => provider.issuer.replace('localhost', '127.0.0.1'),
    ],
  ])('is told to who wants to sign in, when it %s', async (_, lie, issuer) => {
    await lie();
    pages = staffPagesOn(await newTable(), { provider: () => discoverProvider(issuer(), 'staff-pages', 'a secret') });
    browser = await pages.browser();
    const answer = await browser.open('/staff/sign-in/begin');
    provider.describesItselfWith({});
    expect(answer.status).toBe(503);
    expectReadable(answer);
    expect(wordsOf(answer)).toContain('The council’s sign-in cannot be reached just now. Try again in a few minutes.');
    expect(answer.setCookies.size).toBe(0);
    expect(printed()).toMatch(/^\{"fault":"OpenID provider not reached","error":"[^\n]*"\}$/);
    expect(printed()).not.toContain('a secret');
  });

  it('between leaving and coming back signs nobody in', async () => {
    const callback = provider.letsIn(await begin(), ANA);
    pages.world.provider = async () => {
      throw new Error('gone');
    };
    expectRefused(await browser.open(callback));
    expect(printed()).toContain('sign-in refused');
  });
});

/** The same ID token with other claims, and the signature that it had. */
function alterClaims(token: string, claims: Record<string, unknown>): string {
  const [header, payload = '', signature] = token.split('.');
  const before: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const altered = JSON.stringify({ ...before, ...claims });
  return [header, Buffer.from(altered).toString('base64url'), signature].join('.');
}
