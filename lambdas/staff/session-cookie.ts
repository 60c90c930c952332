/** The session in its cookie: kept, renewed with use, and ended. */

import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { isEnded } from './ended-sessions.ts';
import { isOver, isOwnForm, type Session, seal, unseal } from './session.ts';
import { showMessage } from './show.tsx';

const NAME = 'staff_session';
/**
 * Of this host alone, never sent in the clear, never read by a script, and not sent with what another site's page asks.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie
 */
export const COOKIE = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** The session of whoever asks; undefined when there is none, or it is over or was ended. */
export async function findSession(
  c: Context,
  { table, sealingKey, now }: StaffDependencies,
): Promise<Session | undefined> {
  const session = await unseal('session', getCookie(c, NAME, 'host'), await sealingKey(), now());
  return !session || isOver(session, now()) || (await isEnded(table, session)) ? undefined : session;
}

/** Seals the session anew, so that it is good for a while from now on. */
export async function keepSession(c: Context, session: Session, { sealingKey, now }: StaffDependencies): Promise<void> {
  setCookie(c, NAME, await seal('session', session, await sealingKey(), now()), COOKIE);
}

export function dropSession(c: Context): void {
  deleteCookie(c, NAME, COOKIE);
}

/** Lets a form through that was sent from a page of this session. */
export function ownFormsOnly(world: StaffDependencies): MiddlewareHandler<StaffEnvironment> {
  return async (c, next) => {
    const session = c.get('session');
    // What cannot be read as a form was not sent from a page of ours either.
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

/** Lets managers through. */
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
