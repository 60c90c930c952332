/** The form field that carries a looked-up texter to the next page. It is sealed, so no page contains the reference. */

import type { Context } from 'hono';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { type LookUp, unseal } from './session.ts';

/** Whose data the form is about. Undefined when it was looked up too long ago, by somebody else, or not at all. */
export async function readLookUp(
  c: Context<StaffEnvironment>,
  { sealingKey, now }: Pick<StaffDependencies, 'sealingKey' | 'now'>,
): Promise<LookUp | undefined> {
  const { lookUp } = await c.req.parseBody();
  const sealed = typeof lookUp === 'string' ? lookUp : undefined;
  const opened = await unseal('lookUp', sealed, await sealingKey(), now());
  return opened?.sessionId === c.get('session').id ? opened : undefined;
}
