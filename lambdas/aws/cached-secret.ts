/** Reads one of the stack's secrets when a Lambda first needs it, and caches it between requests. */

import { logFault } from './log-fault.ts';
import { readSecret } from './read-secret.ts';
import { refreshingCache } from './refreshing-cache.ts';

/**
 * Caches the value of a secret with `refreshingCache`.
 *
 * @param name what the log calls the secret when we fail to read it again
 * @param parse turns the secret's string into the value, or throws
 */
export function cachedSecret<Value>(
  secretId: string,
  name: string,
  parse: (secret: string) => Value,
): (maxAgeMs?: number) => Promise<Value> {
  return refreshingCache(
    async () => parse(await readSecret(secretId, process.env)),
    Date.now,
    (error) => logFault('secret not read again', { secret: name, error }),
  );
}
