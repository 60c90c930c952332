/**
 * The staff pages for tests: the whole app on a real table, with a clock that a test moves, browsers to see it with, and an
 * OpenID provider that can lie.
 */

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Hono } from 'hono';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { Configuration } from 'openid-client';
import { expect } from 'vitest';
import { logFault } from '../../lambdas/aws/log-fault.ts';
import { CALLBACK_PATH, STYLESHEET_PATH } from '../../lambdas/staff/addresses.ts';
import { createStaffApp } from '../../lambdas/staff/create-staff-app.tsx';
import type { StaffDependencies, StaffEnvironment } from '../../lambdas/staff/dependencies.ts';
import { footerLinks } from '../../lambdas/staff/footer-links.ts';
import { type Role, type Session, seal, sealingKey } from '../../lambdas/staff/session.ts';
import { discoverProvider } from '../../lambdas/staff/sign-in.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import type { UsageTable } from '../../lambdas/usage/usage-table.ts';
import { exampleLetter } from './example-letter.ts';

export const STAFF_ORIGIN = 'https://staff.example.org';
export const SEALING_KEY = sealingKey('the session key of the tests');
export const TEXTER_KEY = 'the texter key of the tests';

export const SESSION_COOKIE = '__Host-staff_session';
export const REASON_COOKIE = '__Host-staff_reason';
/** A sign-in that has begun is kept under this, and the beginning of its state. */
export const BEGUN_COOKIE = '__Host-staff_sign_in_';

export interface StaffPages {
  app: Hono<StaffEnvironment>;
  world: StaffDependencies;
  /** What time it is for the pages. */
  clock: { now: Date };
  passes(time: { hours?: number; minutes?: number; seconds?: number }): void;
  /** A browser with no cookies, or with the session of somebody who is signed in, and has given a reason to see requests whole. */
  browser(session?: Session, reason?: string): Promise<StaffBrowser>;
}

/** @param parts what of the world is otherwise; by default there is no provider */
export function staffPagesOn(
  table: UsageTable,
  { at = new Date('2026-06-30T15:00:00Z'), ...parts }: { at?: Date } & Partial<StaffDependencies> = {},
): StaffPages {
  const clock = { now: at };
  const world: StaffDependencies = {
    table,
    letter: exampleLetter,
    otherLetters: [],
    texts: [],
    measured: {
      plainCries: { of: 800, percent: 92 },
      hints: { of: 340, percent: 67 },
      everyday: { of: 1050, percent: 1 },
    },
    understand: async (body) => ({
      understanding: understandExactly({ body }, {}, exampleLetter) ?? {
        kind: 'notUnderstood',
        wanted: [],
        isNearWorry: false,
      },
      likeliest: [],
    }),
    frame: { stylesheet: `${STYLESHEET_PATH}?v=1`, links: footerLinks({}) },
    origin: STAFF_ORIGIN,
    roles: { claim: 'roles', staff: 'staff', manager: 'manager' },
    retentionDays: 30,
    price: { perSegment: 0.04, perInbound: 0.01, currency: 'GBP' },
    provider: async () => {
      throw new Error('This test has no provider');
    },
    sealingKey: async () => SEALING_KEY,
    texterKey: async () => TEXTER_KEY,
    now: () => clock.now,
    logFault,
    ...parts,
  };
  const app = createStaffApp(world, 'body {}');
  return {
    app,
    world,
    clock,
    passes({ hours = 0, minutes = 0, seconds = 0 }) {
      clock.now = new Date(clock.now.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000);
    },
    async browser(session, reason) {
      const browser = newBrowser(app);
      if (session) browser.cookies.set(SESSION_COOKIE, await seal('session', session, SEALING_KEY, clock.now));
      if (session && reason) {
        const given = { reason, sessionId: session.id };
        browser.cookies.set(REASON_COOKIE, await seal('reason', given, SEALING_KEY, clock.now));
      }
      return browser;
    },
  };
}

/** Somebody who has just signed in. */
export function sessionOf(role: Role, { now }: { now: Date }, parts: Partial<Session> = {}): Session {
  return {
    id: randomUUID(),
    subject: `the id of a ${role}`,
    name: `A ${role}`,
    role,
    signedInAt: Math.floor(now.getTime() / 1000),
    csrfToken: randomBytes(32).toString('base64url'),
    ...parts,
  };
}

export interface Answer {
  url: URL;
  status: number;
  headers: Headers;
  /** The header Set-Cookie, by the cookie's name. */
  setCookies: Map<string, string>;
  /** Where it leads, if anywhere. */
  location: string | undefined;
  html: string;
}

export interface Asking {
  method?: string;
  /** What a form sends; without it nothing is sent. */
  form?: Record<string, string>;
  body?: string | FormData;
  headers?: Record<string, string>;
}

/** A browser without JavaScript, that goes where a page leads only when it is told to. */
export interface StaffBrowser {
  /** Those of the staff pages. */
  cookies: Map<string, string>;
  open(address: string, asking?: Asking): Promise<Answer>;
  /** The same, and wherever that leads, on to where a page is shown. */
  follow(address: string, asking?: Asking): Promise<Answer>;
  /** Sends the form of a page: with what it hides, and what a person writes. */
  submit(page: Answer, action: string, written?: Record<string, string>): Promise<Answer>;
}

interface ForeignCookie {
  origin: string;
  path: string;
  name: string;
  value: string;
}

function newBrowser(app: Hono<StaffEnvironment>): StaffBrowser {
  const cookies = new Map<string, string>();
  let foreign: ForeignCookie[] = [];

  function keepOwn(setCookie: string): [name: string, setCookie: string] {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    // A browser takes a cookie of this name only so: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie
    const isTaken = /; Path=\/(;|$)/.test(setCookie) && /; Secure/.test(setCookie) && !/; Domain/i.test(setCookie);
    if (name.startsWith('__Host-') && !isTaken) throw new Error(`No browser takes ${setCookie}`);
    if (/; Max-Age=0/.test(setCookie)) cookies.delete(name);
    else cookies.set(name, value);
    return [name, setCookie];
  }

  function keepForeign(setCookie: string, { origin }: URL): [name: string, setCookie: string] {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    const path = /; path=([^;]*)/i.exec(setCookie)?.[1] ?? '/';
    foreign = foreign.filter((one) => one.origin !== origin || one.path !== path || one.name !== name);
    if (value !== '') foreign.push({ origin, path, name, value });
    return [name, setCookie];
  }

  async function open(address: string, { method, form, body, headers = {} }: Asking = {}): Promise<Answer> {
    const url = new URL(address, STAFF_ORIGIN);
    const isOwn = url.origin === STAFF_ORIGIN;
    const sent = isOwn
      ? [...cookies]
      : foreign
          .filter(({ origin, path }) => origin === url.origin && url.pathname.startsWith(path))
          .map(({ name, value }) => [name, value]);
    const request = new Request(url, {
      method: method ?? (form || body ? 'POST' : 'GET'),
      headers: { Cookie: sent.map((pair) => pair.join('=')).join('; '), ...headers },
      redirect: 'manual',
      ...(form && { body: new URLSearchParams(form) }),
      ...(body !== undefined && { body }),
    });
    const response = await (isOwn ? app.request(request) : fetch(request));
    const kept = response.headers.getSetCookie().map((one) => (isOwn ? keepOwn(one) : keepForeign(one, url)));
    const location = response.headers.get('Location') ?? undefined;
    return {
      url,
      status: response.status,
      headers: response.headers,
      setCookies: new Map(kept),
      location: location && new URL(location, url).href,
      html: await response.text(),
    };
  }

  async function follow(address: string, asking?: Asking): Promise<Answer> {
    const answer = await open(address, asking);
    return answer.location ? follow(answer.location) : answer;
  }

  function submit(page: Answer, action: string, written: Record<string, string> = {}): Promise<Answer> {
    const form = page.html.match(/<form.*?<\/form>/gs)?.find((one) => one.includes(` action="${action}"`));
    if (!form) throw new Error(`There is no form for ${action} on the page:\n${page.html}`);
    const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return open(new URL(action, page.url).href, { form: { ...fields, ...written } });
  }

  return { cookies, open, follow, submit };
}

/** What a page says, as one reads it. */
export function wordsOf({ html }: Pick<Answer, 'html'>): string {
  return html
    .replace(/^.*<main[^>]*>|<\/main>.*$/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A page that a person can read: it has a title, and nothing of how it came about. */
export function expectReadable({ html, headers }: Answer): void {
  expect(headers.get('Content-Type')).toBe('text/html; charset=UTF-8');
  expect(html).toMatch(/^<!doctype html><html lang="en-GB"/);
  expect(html.match(/<h1[ >]/g)).toHaveLength(1);
  // A stack trace, the name of an error, or a value that nobody thought of.
  expect(html).not.toMatch(/\n\s+at |\.[jt]sx?:\d|node_modules|Error\b(?!:)|undefined|\[object|NaN/);
}

/** What a provider says that it should not. */
export interface Lie {
  /** Laid over the claims of the ID token; what is undefined is taken away. */
  claims?: Record<string, unknown>;
  signed?: 'by another key' | 'by a key that is not published' | 'by nobody' | 'with the client secret';
  /** What becomes of the finished ID token. */
  idToken?: (idToken: string) => string | undefined;
  /** The token endpoint's whole answer. */
  answer?: (tokens: Record<string, unknown>) => { status: number; type: string; body: string } | 'none';
  /** Laid over the parameters with which the browser comes back; what is undefined is taken away. */
  parameters?: Record<string, string | undefined>;
}

export interface LyingProvider {
  issuer: string;
  /** As the staff pages have it. */
  configuration: Configuration;
  /** The claims that the discovery document makes of the provider itself, from now on. */
  describesItselfWith(metadata: Record<string, unknown>): void;
  /** Signs somebody in who was led to an address here, and gives the address that the browser is led back to. */
  letsIn(address: string | undefined, person: Record<string, unknown>, lie?: Lie): string;
  /** All that nobody else may see: codes, tokens and verifiers. */
  secrets: string[];
  close(): Promise<void>;
}

const CLIENT_ID = 'staff-pages';
const RS256 = { alg: 'RS256', kid: 'published' };

/** Starts a provider that is honest until it is told a lie: it takes a code once, from who asked for it. */
export async function startLyingProvider(): Promise<LyingProvider> {
  const own = await generateKeyPair('RS256');
  const another = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(own.publicKey)), ...RS256, use: 'sig' };
  const clientSecret = randomBytes(32).toString('base64url');
  const codes = new Map<string, { asked: URLSearchParams; person: Record<string, unknown>; lie: Lie }>();
  const secrets = [clientSecret];
  let metadata: Record<string, unknown> = {};

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    const answerJson = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration') return answerJson(200, describe());
    if (pathname === '/jwks') return answerJson(200, { keys: [jwk] });
    if (pathname !== '/token') return answerJson(404, {});

    const form = new URLSearchParams(await text(request));
    const issued = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    secrets.push(verifier);
    const isAsked =
      issued !== undefined &&
      createHash('sha256').update(verifier).digest('base64url') === issued.asked.get('code_challenge') &&
      form.get('redirect_uri') === issued.asked.get('redirect_uri') &&
      form.get('client_secret') === clientSecret;
    if (!isAsked) return answerJson(400, { error: 'invalid_grant' });

    const { lie } = issued;
    const idToken = await signIdToken(issued.asked, issued.person, lie);
    const tokens = { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken };
    secrets.push(tokens.access_token, ...(idToken ? [idToken] : []));
    const answer = lie.answer?.(tokens);
    if (answer === 'none') return request.socket.destroy();
    if (answer) return response.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.body);
    return answerJson(200, tokens);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;

  function describe() {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/sign-out`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      ...metadata,
    };
  }

  async function signIdToken(asked: URLSearchParams, person: Record<string, unknown>, lie: Lie) {
    const now = Math.floor(Date.now() / 1000);
    const honest = { iss: issuer, aud: CLIENT_ID, nonce: asked.get('nonce'), iat: now, exp: now + 60, ...person };
    // JSON has no undefined: what is taken away is not in it.
    const claims = { ...honest, ...lie.claims };
    const token = await signClaims(claims, lie.signed);
    return lie.idToken ? lie.idToken(token) : token;
  }

  function signClaims(claims: Record<string, unknown>, signed: Lie['signed']): Promise<string> | string {
    const token = new SignJWT(claims);
    switch (signed) {
      case undefined:
        return token.setProtectedHeader(RS256).sign(own.privateKey);
      case 'by another key':
        return token.setProtectedHeader(RS256).sign(another.privateKey);
      case 'by a key that is not published':
        return token.setProtectedHeader({ ...RS256, kid: 'unpublished' }).sign(another.privateKey);
      case 'with the client secret':
        return token.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(clientSecret));
      case 'by nobody':
        return new UnsecuredJWT(claims).encode();
    }
  }

  return {
    issuer,
    configuration: await discoverProvider(issuer, CLIENT_ID, clientSecret),
    describesItselfWith(described) {
      metadata = described;
    },
    letsIn(address = '', person, lie = {}) {
      const asked = new URL(address).searchParams;
      const code = randomBytes(32).toString('base64url');
      codes.set(code, { asked, person, lie });
      secrets.push(code);
      const callback = new URL(asked.get('redirect_uri') ?? '');
      expect(callback.href).toBe(STAFF_ORIGIN + CALLBACK_PATH);
      const parameters = { code, state: asked.get('state') ?? '', iss: issuer, ...lie.parameters };
      for (const [name, value] of Object.entries(parameters)) {
        if (value !== undefined) callback.searchParams.set(name, value);
      }
      return callback.href;
    },
    secrets,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
