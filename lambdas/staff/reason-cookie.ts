/** Why a manager looks at whole requests. We ask once, and keep the reason for a while in a sealed cookie, never in an address. */

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { seal, unseal } from './session.ts';
import { COOKIE } from './session-cookie.ts';

const NAME = 'staff_reason';

/** The reason that a manager gave in this session. Undefined for other staff, and when it was too long ago. */
export async function findReason(
  c: Context<StaffEnvironment>,
  { sealingKey, now }: Pick<StaffDependencies, 'sealingKey' | 'now'>,
): Promise<string | undefined> {
  const session = c.get('session');
  if (session.role !== 'manager') return undefined;
  const given = await unseal('reason', getCookie(c, NAME, 'host'), await sealingKey(), now());
  return given?.sessionId === session.id ? given.reason : undefined;
}

/** Remembers the reason. */
export async function keepReason(
  c: Context<StaffEnvironment>,
  reason: string,
  { sealingKey, now }: Pick<StaffDependencies, 'sealingKey' | 'now'>,
): Promise<void> {
  const given = { reason, sessionId: c.get('session').id };
  setCookie(c, NAME, await seal('reason', given, await sealingKey(), now()), COOKIE);
}

/** Forgets the reason when its session ends. */
export function dropReason(c: Context): void {
  deleteCookie(c, NAME, COOKIE);
}
