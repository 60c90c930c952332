/** A stand-in for the council's sign-in (Entra ID or Cognito): a real OpenID Connect provider for the staff pages. */

import { createHash, generateKeyPair, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { html, raw } from 'hono/html';
import Provider, {
  type Adapter,
  type AdapterPayload,
  type Configuration,
  type ErrorOut,
  errors,
  interactionPolicy,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import * as z from 'zod';

/** Who can sign in locally. The password is the name. */
export const LOCAL_ACCOUNTS: readonly { name: string; roles: string[] }[] = [
  { name: 'staff', roles: ['staff'] },
  { name: 'manager', roles: ['manager'] },
  { name: 'colleague', roles: [] },
];

export interface LocalSignInProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  close(): Promise<void>;
}

type Html = ReturnType<typeof html>;

const CLIENT_ID = 'staff-pages';
const SIGN_IN_PATH = '/sign-in/';
const HOUR_S = 60 * 60;

const signInForm = z.object({ name: z.string().trim().default(''), password: z.string().default('') });

const STYLE = `
  * { box-sizing: border-box; }
  body { margin: 0; padding: 1rem; color: #14212b; background: #dfe7ec; font: 1rem / 1.45 system-ui, sans-serif; }
  main { max-width: 26rem; margin: 0 auto; padding: 1.25rem; background: #ffffff; overflow-wrap: anywhere; }
  h1 { margin: 0 0 0.5rem; font-size: 1.5rem; }
  ul { padding-left: 1.25rem; }
  label { display: block; margin: 1rem 0 0.25rem; font-weight: bold; }
  input, button { min-height: 2.75rem; padding: 0 0.75rem; border-radius: 0.3rem; font: inherit; }
  input { width: 100%; border: 1px solid #4a5b67; color: inherit; background: #ffffff; }
  button { margin-top: 1.25rem; border: 1px solid #0b5cad; color: #ffffff; background: #0b5cad; cursor: pointer; }
  :focus-visible { outline: 3px solid #ffbf47; outline-offset: 1px; box-shadow: 0 0 0 5px #14212b; }
  [role='alert'] { padding-left: 0.75rem; border-left: 0.3rem solid #b00020; color: #b00020; font-weight: bold; }
`;

const PRESS_THE_BUTTON = "document.querySelector('button').click();";

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  // No form-action: browsers hold it against the redirects that follow a form too, and those lead to the staff pages.
  'Content-Security-Policy': [
    "default-src 'none'",
    'img-src data:',
    `style-src '${hashSource(STYLE)}'`,
    `script-src '${hashSource(PRESS_THE_BUTTON)}'`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** Starts the provider with one client, the staff pages, which has a secret and must use PKCE. */
export async function startSignInProvider(options: {
  redirectUris: string[];
  postLogoutRedirectUris: string[];
}): Promise<LocalSignInProvider> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const clientSecret = newSecret();

  const provider = new Provider(issuer, {
    ...fixedConfiguration(),
    jwks: { keys: [{ ...(privateKey.export({ format: 'jwk' }) as JWK), alg: 'RS256', use: 'sig' }] },
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: options.redirectUris,
        post_logout_redirect_uris: options.postLogoutRedirectUris,
      },
    ],
    // There is only one client, so we grant whatever it asks for without consent.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const answerFromProvider = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith(SIGN_IN_PATH)) return answerSignIn(provider, request, response);
    return answerFromProvider(request, response);
  });
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is the same at every start. Most of it would print a notice if it were left out. */
function fixedConfiguration(): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: rememberInMemory,
    clientAuthMethods: ['client_secret_post'],
    clientBasedCORS: () => false,
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    conformIdTokenClaims: false,
    cookies: {
      keys: [newSecret()],
      // Cookies do not tell ports apart: the staff pages on localhost get these too, and must not have the same.
      names: { session: 'local_sign_in', interaction: 'local_sign_in_page', resume: 'local_sign_in_resume' },
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: renderSignOut, postLogoutSuccessSource: renderSignedOut },
    },
    findAccount(_, id) {
      const account = LOCAL_ACCOUNTS.find(({ name }) => name === id);
      return (
        account && {
          accountId: id,
          claims: () => ({ sub: id, name: `Local ${account.name}`, roles: account.roles }),
        }
      );
    },
    interactions: { policy, url: (_, { uid }) => SIGN_IN_PATH + uid },
    pkce: { required: () => true },
    renderError,
    responseTypes: ['code'],
    scopes: ['openid'],
    ttl: {
      AccessToken: HOUR_S,
      AuthorizationCode: 60,
      Grant: 8 * HOUR_S,
      IdToken: HOUR_S,
      Interaction: HOUR_S,
      Session: 8 * HOUR_S,
    },
  };
}

/** Shows the sign-in page, and handles its form. */
async function answerSignIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return await respond(response, 200, 'Sign in', signInBody());

    const form = signInForm.parse(Object.fromEntries(new URLSearchParams(await text(request))));
    const account = LOCAL_ACCOUNTS.find(({ name }) => name === form.name && name === form.password);
    if (!account) return await respond(response, 422, 'Error: Sign in', signInBody(form.name));
    const login = { accountId: account.name, remember: false };
    await provider.interactionFinished(request, response, { login });
  } catch (error) {
    const isExpired = error instanceof errors.SessionNotFound;
    await respond(response, isExpired ? 400 : 500, 'You are not signed in', errorBody(error, String(error)));
  }
}

/** @param refused the name that was written, when it or the password was wrong */
function signInBody(refused?: string): Html {
  const isRefused = refused !== undefined;
  return html`
    <h1>Sign in</h1>
    <p>
      This page stands in for the council’s own sign-in. It is there only when the service runs on your own computer.
    </p>
    <p>The password is the same as the name. The names are:</p>
    <ul>
      ${LOCAL_ACCOUNTS.map(({ name, roles }) => html`<li>${name}, who has ${describeRoles(roles)}</li>`)}
    </ul>
    ${
      isRefused &&
      html`<p role="alert" id="refused">
        The name or the password is wrong. Write one of the names above, in both fields.
      </p>`
    }
    <form method="post">
      <label for="name">Name</label>
      <input id="name" name="name" value="${refused}" autocomplete="username" autocapitalize="none" spellcheck="false"
        ${isRefused && raw('aria-describedby="refused"')}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password"
        ${isRefused && raw('aria-describedby="refused"')}>
      <button>Sign in</button>
    </form>`;
}

function describeRoles(roles: string[]): string {
  return roles.length === 0 ? 'no role' : `the role ${roles.join(' and ')}`;
}

/** @param message what oidc-provider says of the error to the outside */
function errorBody(error: unknown, message: string): Html {
  const isExpired = error instanceof errors.SessionNotFound;
  const reason = isExpired
    ? 'This sign-in has expired, or was begun in another browser.'
    : `The local sign-in says: ${message}.`;
  return html`
    <h1>You are not signed in</h1>
    <p>${reason}</p>
    <p>Go back to the page that you came from, and sign in from there.</p>`;
}

async function renderError(ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Promise<void> {
  await render(ctx, 'You are not signed in', errorBody(error, out.error_description ?? out.error));
}

/** @param form what oidc-provider wants to be sent, without its button */
async function renderSignOut(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const body = html`
    <h1>Signing out</h1>
    <p>If nothing happens, press the button.</p>
    ${raw(form)}
    <button form="op.logoutForm" name="logout" value="yes">Sign out</button>
    <script>${raw(PRESS_THE_BUTTON)}</script>`;
  await render(ctx, 'Signing out', body);
}

async function renderSignedOut(ctx: KoaContextWithOIDC): Promise<void> {
  const body = html`
    <h1>You are signed out</h1>
    <p>You can close this page.</p>`;
  await render(ctx, 'You are signed out', body);
}

async function render(ctx: KoaContextWithOIDC, title: string, body: Html): Promise<void> {
  ctx.set(HEADERS);
  ctx.body = await renderPage(title, body);
}

async function respond(response: ServerResponse, statusCode: number, title: string, body: Html): Promise<void> {
  response.writeHead(statusCode, HEADERS).end(await renderPage(title, body));
}

async function renderPage(title: string, body: Html): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} - local stand-in for the council’s sign-in</title>
    <link rel="icon" href="data:,">
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <main>${body}</main>
  </body>
</html>
`;
  return page.toString();
}

/** What the provider keeps of one kind of thing, until the process ends. What has expired it does not take itself. */
function rememberInMemory(): Adapter {
  const kept = new Map<string, AdapterPayload>();
  const findBy = async (key: 'uid' | 'userCode', value: string) => kept.values().find((item) => item[key] === value);
  return {
    find: async (id) => kept.get(id),
    findByUid: (uid) => findBy('uid', uid),
    findByUserCode: (userCode) => findBy('userCode', userCode),
    async upsert(id, payload) {
      kept.set(id, payload);
    },
    async consume(id) {
      const item = kept.get(id);
      if (item) item.consumed = true;
    },
    async destroy(id) {
      kept.delete(id);
    },
    async revokeByGrantId(grantId) {
      for (const [id, item] of kept) if (item.grantId === grantId) kept.delete(id);
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashSource(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
