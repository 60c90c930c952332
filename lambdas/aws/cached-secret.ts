/** A secret of the stack, read when it is first needed and then kept between the requests of one Lambda. */

import { logFault } from './log-fault.ts';
import { readSecret } from './read-secret.ts';
import { refreshingCache } from './refreshing-cache.ts';

/**
 * The value of a secret, as `refreshingCache` gives it.
 *
 * @param name what the log calls it when it cannot be read again
 * @param parse makes the value of the secret's string, or throws
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
