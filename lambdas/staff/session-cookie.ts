/** Keeps the session in its cookie, renews it with use, and ends it. */

import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { isEnded } from './ended-sessions.ts';
import { isOver, isOwnForm, type Session, seal, unseal } from './session.ts';
import { showMessage } from './show.tsx';

const NAME = 'staff_session';
/**
 * The cookie is for this host only. It is never sent in the clear or with requests from other sites, and no script can read it.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie
 */
export const COOKIE = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** The session of a request. Undefined when there is none, or when it has expired or was signed out. */
export async function findSession(
  c: Context,
  { table, sealingKey, now }: StaffDependencies,
): Promise<Session | undefined> {
  const session = await unseal('session', getCookie(c, NAME, 'host'), await sealingKey(), now());
  return !session || isOver(session, now()) || (await isEnded(table, session)) ? undefined : session;
}

/** Seals the session again, so that it expires later. */
export async function keepSession(c: Context, session: Session, { sealingKey, now }: StaffDependencies): Promise<void> {
  setCookie(c, NAME, await seal('session', session, await sealingKey(), now()), COOKIE);
}

export function dropSession(c: Context): void {
  deleteCookie(c, NAME, COOKIE);
}

/** Only lets a form through that came from a page of this session. */
export function ownFormsOnly(world: StaffDependencies): MiddlewareHandler<StaffEnvironment> {
  return async (c, next) => {
    const session = c.get('session');
    // If we can't read it as a form, it didn't come from one of our pages.
    const { csrf } = await c.req.parseBody().catch(() => ({ csrf: undefined }));
    if (isOwnForm(session, csrf)) return await next();
    return showMessage(c, {
      layout: { ...world.frame, session },
      status: 403,
      title: 'That was not done',
      message: 'The form was not sent from a page of yours, or you have signed in anew since.',
    });
  };
}

/** Only lets managers through. */
export function managersOnly(world: StaffDependencies): MiddlewareHandler<StaffEnvironment> {
  return async (c, next) => {
    const session = c.get('session');
    if (session.role === 'manager') return await next();
    return showMessage(c, {
      layout: { ...world.frame, session },
      status: 403,
      title: 'This is for managers',
      message: 'Your account may see how the service is used. It may not export, show or erase anybody’s data.',
    });
  };
}
