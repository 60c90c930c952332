/** Signing in and out: the pages that need no session, and the one that ends it. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import {
  BEGIN_SIGN_IN_PATH,
  CALLBACK_PATH,
  ownPage,
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
  SIGNED_OUT_PATH,
  USAGE_PATH,
} from './addresses.ts';
import { recordEvent } from './audit-trail.ts';
import { keepBegunSignIn, takeBegunSignIn } from './begun-sign-in-cookies.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { endSession } from './ended-sessions.ts';
import { dropReason } from './reason-cookie.ts';
import { type BegunSignIn, roleOf, type Session } from './session.ts';
import { dropSession, findSession, keepSession, ownFormsOnly } from './session-cookie.ts';
import { showMessage } from './show.tsx';
import { beginSignIn, type Claims, finishSignIn, signOutAddress } from './sign-in.ts';

export function addSignInPages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { origin, now } = world;
  const layout = { ...world.frame };
  const signIn = { href: SIGN_IN_PATH, words: 'Sign in' };

  app.get(SIGN_IN_PATH, async (c) => {
    const to = ownPage(c.req.query('to'), origin);
    if (await findSession(c, world)) return c.redirect(origin + to, 303);
    // We show a page and don't redirect to the provider. A form that was sent without a session also leads here, and
    // the form-action policy of the page it came from would block that redirect.
    return showMessage(c, {
      layout,
      title: 'Sign in',
      message: 'These pages show how the service is used. They are for staff of the council.',
      action: begin(to),
    });
  });

  app.get(BEGIN_SIGN_IN_PATH, async (c) => {
    const to = ownPage(c.req.query('to'), origin);
    // Another tab has signed in, or the person went Back.
    if (await findSession(c, world)) return c.redirect(origin + to, 303);
    const provider = await world.provider().catch((error: unknown) => {
      world.logFault('OpenID provider not reached', { error });
      return undefined;
    });
    if (!provider) {
      return showMessage(c, {
        layout,
        status: 503,
        title: 'The sign-in does not answer',
        message: 'The council’s sign-in cannot be reached just now. Try again in a few minutes.',
        action: signIn,
      });
    }
    const { address, begun } = await beginSignIn(provider, origin + CALLBACK_PATH, to);
    await keepBegunSignIn(c, begun, world);
    return c.redirect(address.href, 303);
  });

  app.get(CALLBACK_PATH, async (c) => {
    const begun = await takeBegunSignIn(c, c.req.query('state'), world);
    const claims = begun && (await readClaims(new URL(c.req.url).search, begun));
    const present = await findSession(c, world);
    if (!claims) {
      const to = begun?.to ?? USAGE_PATH;
      // The person has signed in already, and has reloaded or bookmarked this address or gone Back to the provider.
      if (present) return c.redirect(origin + to, 303);
      return showMessage(c, {
        layout,
        status: 400,
        title: 'You are not signed in',
        message: 'This sign-in was broken off, took too long, or was not begun in this browser. Please begin again.',
        action: begin(to),
      });
    }
    const session = newSession(claims);
    if (!session) {
      const away = signOutAddress(await world.provider(), origin + SIGNED_OUT_PATH);
      return showMessage(c, {
        layout,
        status: 403,
        title: 'You cannot see these pages',
        message:
          'You have signed in, but your account is not among those that may see them. Ask whoever runs the service to add it, then sign in again.',
        action: away ? { href: away.href, words: 'Sign out of this account' } : signIn,
      });
    }
    // If another tab has just signed the same person in, we keep that session, so that its forms stay valid.
    if (present?.subject !== session.subject || present.role !== session.role) {
      await recordEvent(world.table, session, { kind: 'signedIn' }, { at: now(), id: randomUUID() });
      await keepSession(c, session, world);
    }
    return c.redirect(origin + begun.to, 303);
  });

  app.get(SIGNED_OUT_PATH, (c) =>
    showMessage(c, { layout, title: 'You have signed out', message: 'You can close this page.', action: signIn }),
  );

  function begin(to: string) {
    const href = `${origin}${BEGIN_SIGN_IN_PATH}?${new URLSearchParams({ to })}`;
    return { href, words: 'Sign in with your work account' };
  }

  async function readClaims(search: string, begun: BegunSignIn): Promise<Claims | undefined> {
    try {
      return await finishSignIn(await world.provider(), new URL(origin + CALLBACK_PATH + search), begun);
    } catch (error) {
      // All the messages are alike. Only the code tells a wrong nonce from a wrong client secret.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      world.logFault('sign-in refused', { error, code });
      return undefined;
    }
  }

  function newSession(claims: Claims): Session | undefined {
    const role = roleOf(claims[world.roles.claim], world.roles);
    return (
      role && {
        id: randomUUID(),
        subject: claims.sub,
        name: claims.name ?? claims.email ?? claims.sub,
        role,
        signedInAt: Math.floor(now().getTime() / 1000),
        csrfToken: randomBytes(32).toString('base64url'),
      }
    );
  }
}

/** Lets people sign out. */
export function addSignOut(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  app.post(SIGN_OUT_PATH, ownFormsOnly(world), async (c) => {
    dropSession(c);
    dropReason(c);
    const session = c.get('session');
    try {
      await endSession(world.table, session);
      await recordEvent(world.table, session, { kind: 'signedOut' }, { at: world.now(), id: randomUUID() });
    } catch (error) {
      world.logFault('staff page failed', { error });
      return showMessage(c, {
        layout: { ...world.frame },
        status: 500,
        title: 'You have signed out in this browser only',
        message:
          'We could not end your session everywhere. It ends by itself within 30 minutes. If you share this computer, close the browser.',
        action: { href: SIGN_IN_PATH, words: 'Sign in' },
      });
    }
    const provider = await world.provider().catch(() => undefined);
    const away = provider && signOutAddress(provider, world.origin + SIGNED_OUT_PATH);
    // The page sends the browser on. We don't redirect, because the form-action policy would block that.
    return showMessage(c, {
      layout: { ...world.frame, goesTo: away },
      title: 'You have signed out',
      message: 'Your session on these pages has ended.',
      action: away
        ? { href: away.href, words: 'Sign out of your work account too' }
        : { href: SIGN_IN_PATH, words: 'Sign in' },
    });
  });
}
