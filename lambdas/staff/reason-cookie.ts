/** Why a manager looks at whole requests: asked for once, and kept for a while in a sealed cookie. No address has it. */

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { seal, unseal } from './session.ts';
import { COOKIE } from './session-cookie.ts';

const NAME = 'staff_reason';

/** The reason that a manager has given in this session; undefined for all others, and when it was too long ago. */
export async function findReason(
  c: Context<StaffEnvironment>,
  { sealingKey, now }: Pick<StaffDependencies, 'sealingKey' | 'now'>,
): Promise<string | undefined> {
  const session = c.get('session');
  if (session.role !== 'manager') return undefined;
  const given = await unseal('reason', getCookie(c, NAME, 'host'), await sealingKey(), now());
  return given?.sessionId === session.id ? given.reason : undefined;
}

/** Keeps the reason that was given. */
export async function keepReason(
  c: Context<StaffEnvironment>,
  reason: string,
  { sealingKey, now }: Pick<StaffDependencies, 'sealingKey' | 'now'>,
): Promise<void> {
  const given = { reason, sessionId: c.get('session').id };
  setCookie(c, NAME, await seal('reason', given, await sealingKey(), now()), COOKIE);
}

/** Forgets the reason, with the session that it belongs to. */
export function dropReason(c: Context): void {
  deleteCookie(c, NAME, COOKIE);
}
