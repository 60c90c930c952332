/**
 * Remembers a sign-in until the provider sends the person back. Each has its own cookie, so two tabs can sign in at once. The
 * provider returns the state, which tells us which sign-in it was.
 */

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StaffDependencies } from './dependencies.ts';
import { type BegunSignIn, SIGN_IN_SECONDS, seal, unseal } from './session.ts';
import { COOKIE } from './session-cookie.ts';

const NAME = 'staff_sign_in_';
/** The cookie's name ends in this much of the state: enough to tell tabs apart, and too little to be of use. */
const KEY_LENGTH = 8;
const WHOLE_NAME = /^__Host-staff_sign_in_[\w-]{8}$/;
/** With more, a request's headers would be too long for API Gateway. We drop the oldest first. */
const MOST = 5;

type World = Pick<StaffDependencies, 'sealingKey' | 'now'>;

/** Remembers a sign-in, beside those of other tabs. */
export async function keepBegunSignIn(c: Context, begun: BegunSignIn, { sealingKey, now }: World): Promise<void> {
  // Browsers send the oldest first: https://www.rfc-editor.org/rfc/rfc6265#section-5.4
  const others = Object.keys(getCookie(c)).filter((name) => WHOLE_NAME.test(name));
  for (const name of others.slice(0, Math.max(0, others.length + 1 - MOST))) {
    deleteCookie(c, name.slice('__Host-'.length), COOKIE);
  }
  const sealed = await seal('signIn', begun, await sealingKey(), now());
  setCookie(c, nameFor(begun.state), sealed, { ...COOKIE, maxAge: SIGN_IN_SECONDS });
}

/** Finds the sign-in for a state and forgets it, because it can only be used once. Undefined when there is none. */
export async function takeBegunSignIn(
  c: Context,
  state: string | undefined,
  { sealingKey, now }: World,
): Promise<BegunSignIn | undefined> {
  // The state comes from the address, so we only accept what can be the name of a cookie.
  if (!state || !/^[\w-]{43}$/.test(state)) return undefined;
  const sealed = getCookie(c, nameFor(state), 'host');
  if (sealed === undefined) return undefined;
  deleteCookie(c, nameFor(state), COOKIE);
  return await unseal('signIn', sealed, await sealingKey(), now());
}

function nameFor(state: string): string {
  return NAME + state.slice(0, KEY_LENGTH);
}
