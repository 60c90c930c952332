/** Caches a value until it is too old, for example a secret between the requests of one Lambda. */

/** How long we wait before we retry a failed read, in milliseconds. A read that hangs must not delay every request. */
const FAILURE_KEPT_MS = 10_000;

/**
 * Caches what `read` gives. The returned function reads again when the value is older than the age it is given. If it
 * is given no age, it never reads again. When a read fails we go on using the old value, because it is better than
 * none, and don't read again for ten seconds.
 *
 * @param now milliseconds since the epoch
 * @param onStale called with the error when we go on using an old value
 *
 * @example
 * const tokens = refreshingCache(readTokens, Date.now, console.error);
 * await tokens(300_000); // reads, because nothing is cached yet
 * await tokens(300_000); // gives the same value for five minutes
 */
export function refreshingCache<Value>(
  read: () => Promise<Value>,
  now: () => number,
  onStale: (error: unknown) => void,
): (maxAgeMs?: number) => Promise<Value> {
  let kept: { value: Value; at: number } | undefined;
  let failed: { error: unknown; at: number } | undefined;
  let reading: Promise<Value> | undefined;

  async function readAgain(): Promise<Value> {
    const at = now();
    try {
      kept = { value: await read(), at };
      return kept.value;
    } catch (error) {
      failed = { error, at: now() };
      if (!kept) throw error;
      onStale(error);
      return kept.value;
    } finally {
      reading = undefined;
    }
  }

  return async (maxAgeMs = Number.POSITIVE_INFINITY) => {
    if (kept && now() - kept.at < maxAgeMs) return kept.value;
    if (failed && now() - failed.at < FAILURE_KEPT_MS) {
      if (!kept) throw failed.error;
      return kept.value;
    }
    reading ??= readAgain();
    return await reading;
  };
}
