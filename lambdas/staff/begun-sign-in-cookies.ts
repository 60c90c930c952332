/**
 * A sign-in that has begun, kept until the provider leads back: in a cookie of its own for each, so that two tabs can sign in at
 * once. The state, which the provider brings back, says which one it was.
 */

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StaffDependencies } from './dependencies.ts';
import { type BegunSignIn, SIGN_IN_SECONDS, seal, unseal } from './session.ts';
import { COOKIE } from './session-cookie.ts';

const NAME = 'staff_sign_in_';
/** So much of the state ends the name: enough to tell tabs apart, too little to be of use to anybody. */
const KEY_LENGTH = 8;
const WHOLE_NAME = /^__Host-staff_sign_in_[\w-]{8}$/;
/** More would make a request's headers too long for API Gateway. The oldest go first. */
const MOST = 5;

type World = Pick<StaffDependencies, 'sealingKey' | 'now'>;

/** Keeps a sign-in that begins beside those of other tabs. */
export async function keepBegunSignIn(c: Context, begun: BegunSignIn, { sealingKey, now }: World): Promise<void> {
  // Browsers send the oldest first: https://www.rfc-editor.org/rfc/rfc6265#section-5.4
  const others = Object.keys(getCookie(c)).filter((name) => WHOLE_NAME.test(name));
  for (const name of others.slice(0, Math.max(0, others.length + 1 - MOST))) {
    deleteCookie(c, name.slice('__Host-'.length), COOKIE);
  }
  const sealed = await seal('signIn', begun, await sealingKey(), now());
  setCookie(c, nameFor(begun.state), sealed, { ...COOKIE, maxAge: SIGN_IN_SECONDS });
}

/** The sign-in that a state belongs to, which is then forgotten: it is good for one answer. Undefined when there is none. */
export async function takeBegunSignIn(
  c: Context,
  state: string | undefined,
  { sealingKey, now }: World,
): Promise<BegunSignIn | undefined> {
  // Only what may be a name of a cookie.
  if (!state || !/^[\w-]{43}$/.test(state)) return undefined;
  const sealed = getCookie(c, nameFor(state), 'host');
  if (sealed === undefined) return undefined;
  deleteCookie(c, nameFor(state), COOKIE);
  return await unseal('signIn', sealed, await sealingKey(), now());
}

function nameFor(state: string): string {
  return NAME + state.slice(0, KEY_LENGTH);
}
