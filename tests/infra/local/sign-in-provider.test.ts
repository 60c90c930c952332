import { connect } from 'node:net';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  LOCAL_ACCOUNTS,
  type LocalSignInProvider,
  startSignInProvider,
} from '../../../infra/local/sign-in-provider.ts';

const SIGNED_IN = 'http://localhost:3000/staff/signed-in';
const SIGNED_OUT = 'http://localhost:3000/staff/signed-out';

let provider: LocalSignInProvider;
let staffPages: client.Configuration;
const printed = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];

beforeAll(async () => {
  provider = await startSignInProvider({ redirectUris: [SIGNED_IN], postLogoutRedirectUris: [SIGNED_OUT] });
  staffPages = await client.discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, {
    execute: [client.allowInsecureRequests],
  });
});
afterAll(() => provider.close());
afterEach(() => {
  for (const method of printed) expect(method).not.toHaveBeenCalled();
});

interface Page {
  /** Where the browser has got to; when that is the staff pages, it was not opened. */
  url: URL;
  status?: number;
  html: string;
}

/** A browser without JavaScript, with cookies of its own. */
function newBrowser() {
  const cookies: { name: string; value: string; path: string }[] = [];

  function keep(setCookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    const path = /; path=([^;]*)/i.exec(setCookie)?.[1] ?? '/';
    const before = cookies.findIndex((cookie) => cookie.name === name && cookie.path === path);
    if (before >= 0) cookies.splice(before, 1);
    if (value !== '') cookies.push({ name, value, path });
  }

  async function open(url: URL | string, form?: Record<string, string>): Promise<Page> {
    const to = new URL(url);
    if (to.origin !== provider.issuer) return { url: to, html: '' };
    const sent = cookies.filter(({ path }) => to.pathname.startsWith(path));
    const response = await fetch(to, {
      redirect: 'manual',
      headers: { Accept: 'text/html', Cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const setCookie of response.headers.getSetCookie()) keep(setCookie);
    const location = response.headers.get('Location');
    if (location !== null) return open(new URL(location, to));
    return { url: to, status: response.status, html: await response.text() };
  }

  /** Sends the form of a page, with what it hides and what a person writes or presses. */
  function submit(page: Page, written: Record<string, string>): Promise<Page> {
    const action = /<form[^>]* action="([^"]*)"/.exec(page.html)?.[1] ?? '';
    const hidden = [...page.html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const form = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return open(new URL(action, page.url), { ...form, ...written });
  }

  return { open, submit };
}

/** What the staff pages ask for when they send a browser to the sign-in. */
async function askForSignIn(parameters: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(staffPages, {
    redirect_uri: SIGNED_IN,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { url, verifier };
}

async function claimsAt(page: Page, verifier: string) {
  const tokens = await client.authorizationCodeGrant(staffPages, page.url, { pkceCodeVerifier: verifier });
  return tokens.claims();
}

/** A browser in which somebody is signed in. */
async function browserOf(name: string) {
  const browser = newBrowser();
  const { url } = await askForSignIn();
  const page = await browser.submit(await browser.open(url), { name, password: name });
  expect(page.url.href).toContain(SIGNED_IN);
  return browser;
}

describe('signing in', () => {
  it.each(LOCAL_ACCOUNTS)('tells the staff pages who $name is, and the roles $roles', async ({ name, roles }) => {
    const browser = newBrowser();
    const { url, verifier } = await askForSignIn();
    const signInPage = await browser.open(url);
    expect(signInPage.html).toMatch(/stands in for the council’s own sign-in.*The password is the same as the name/s);

    const back = await browser.submit(signInPage, { name, password: name });
    expect(back.url.origin + back.url.pathname).toBe(SIGNED_IN);
    expect(await claimsAt(back, verifier)).toMatchObject({ sub: name, name: `Local ${name}`, roles });
  });

  it.each([
    ['staff', 'manager'],
    ['staff', ''],
    ['somebody', 'somebody'],
  ])('refuses %s with the password "%s", says so, and keeps the name', async (name, password) => {
    const browser = newBrowser();
    const refused = await browser.submit(await browser.open((await askForSignIn()).url), { name, password });
    expect(refused.status).toBe(422);
    expect(refused.html).toMatch(/role="alert"[^>]*>\s*The name or the password is wrong/);
    expect(refused.html).toContain(`name="name" value="${name}"`);

    const back = await browser.submit(refused, { name: 'staff', password: 'staff' });
    expect(back.url.href).toContain(SIGNED_IN);
  });

  it('shows a name with HTML in it as it was written', async () => {
    const browser = newBrowser();
    const name = '"><script>alert(1)</script>';
    const refused = await browser.submit(await browser.open((await askForSignIn()).url), { name, password: '' });
    expect(refused.html).toContain('value="&quot;&gt;&lt;script&gt;');
    expect(refused.html).not.toContain('<script>');
  });

  it('asks once for each browser: the next time a person is signed in already', async () => {
    const browser = await browserOf('manager');
    const { url, verifier } = await askForSignIn();
    expect(await claimsAt(await browser.open(url), verifier)).toMatchObject({ sub: 'manager', roles: ['manager'] });
    expect((await newBrowser().open(url)).html).toContain('<h1>Sign in</h1>');
  });

  it('takes the last of two people who sign in in two tabs of one browser', async () => {
    const browser = newBrowser();
    const first = await browser.open((await askForSignIn()).url);
    const { url, verifier } = await askForSignIn();
    const second = await browser.open(url);
    await browser.submit(first, { name: 'staff', password: 'staff' });
    const leavingFirst = await browser.submit(second, { name: 'manager', password: 'manager' });
    const back = await browser.submit(leavingFirst, {});
    expect(await claimsAt(back, verifier)).toMatchObject({ sub: 'manager' });
  });
});

describe('what the sign-in refuses', () => {
  it('is a request without PKCE', async () => {
    const { url } = await askForSignIn();
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const { searchParams } = (await newBrowser().open(url)).url;
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(searchParams.get('error_description')).toContain('PKCE');
    expect(searchParams.has('code')).toBe(false);
  });

  it('is a code brought by somebody who did not ask for it', async () => {
    const browser = await browserOf('staff');
    const back = await browser.open((await askForSignIn()).url);
    await expect(claimsAt(back, client.randomPKCECodeVerifier())).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is a code that was used before', async () => {
    const browser = await browserOf('staff');
    const { url, verifier } = await askForSignIn();
    const back = await browser.open(url);
    await claimsAt(back, verifier);
    await expect(claimsAt(back, verifier)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is an address to go back to that is not registered, and the browser stays', async () => {
    const { url } = await askForSignIn({ redirect_uri: 'https://elsewhere.example/staff/signed-in' });
    const page = await newBrowser().open(url);
    expect(page.url.origin).toBe(provider.issuer);
    expect(page.status).toBe(400);
    expect(page.html).toContain('<h1>You are not signed in</h1>');
    expect(page.html).toContain('redirect_uri');
  });

  it('is another client, on a page that can be read', async () => {
    const { url } = await askForSignIn({ client_id: 'somebody-else' });
    const page = await newBrowser().open(url);
    expect(page.status).toBe(400);
    expect(page.html).toContain('The local sign-in says: client is invalid.');
    expect(page.html).not.toMatch(/\.js:\d|\.ts:\d/);
  });

  it('is a sign-in page that is over, or that another browser opened', async () => {
    const browser = newBrowser();
    const signInPage = await browser.open((await askForSignIn()).url);
    const elsewhere = await newBrowser().open(signInPage.url);
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.html).toContain('This sign-in has expired, or was begun in another browser.');

    await browser.submit(signInPage, { name: 'staff', password: 'staff' });
    const again = await browser.submit(signInPage, { name: 'staff', password: 'staff' });
    expect(again.status).toBe(400);
    expect(again.html).toContain('This sign-in has expired');
  });
});

describe('signing out', () => {
  it('goes back to the staff pages, and who comes next must sign in', async () => {
    const browser = await browserOf('staff');
    const page = await browser.open(
      client.buildEndSessionUrl(staffPages, { post_logout_redirect_uri: SIGNED_OUT, logout_uri: SIGNED_OUT }),
    );
    expect(page.html).toContain('>Sign out</button>');
    const back = await browser.submit(page, { logout: 'yes' });
    expect(back.url.href).toBe(SIGNED_OUT);

    const { url, verifier } = await askForSignIn();
    const signInPage = await browser.open(url);
    expect(signInPage.html).toContain('<h1>Sign in</h1>');
    const next = await browser.submit(signInPage, { name: 'colleague', password: 'colleague' });
    expect(await claimsAt(next, verifier)).toMatchObject({ sub: 'colleague', roles: [] });
  });

  it('goes back as well when nobody was signed in', async () => {
    const browser = newBrowser();
    const page = await browser.open(client.buildEndSessionUrl(staffPages, { post_logout_redirect_uri: SIGNED_OUT }));
    expect((await browser.submit(page, {})).url.href).toBe(SIGNED_OUT);
  });

  it('ends on a page of its own when the staff pages do not say where to go', async () => {
    const browser = await browserOf('staff');
    const page = await browser.open(client.buildEndSessionUrl(staffPages));
    expect((await browser.submit(page, { logout: 'yes' })).html).toContain('<h1>You are signed out</h1>');
  });

  it('does not go to an address that is not registered', async () => {
    const browser = await browserOf('staff');
    const elsewhere = { post_logout_redirect_uri: 'https://elsewhere.example/' };
    const page = await browser.open(client.buildEndSessionUrl(staffPages, elsewhere));
    expect(page.status).toBe(400);
    expect(page.html).toContain('post_logout_redirect_uri not registered');
  });
});

it('ends at once, though a browser is in the middle of a request', async () => {
  const other = await startSignInProvider({ redirectUris: [SIGNED_IN], postLogoutRedirectUris: [] });
  const connection = connect(Number(new URL(other.issuer).port), '127.0.0.1');
  connection.on('error', () => {});
  await new Promise((written) => connection.write('GET /auth HTTP/1.1\r\nHost: localhost\r\n', written));
  await fetch(other.issuer);
  await other.close();
  await expect(fetch(other.issuer)).rejects.toThrow();
});
