/** A value that is read once and then kept, as long as it may be kept: secrets between the requests of one Lambda. */

/** How long a reading that failed is not tried again, in milliseconds: one that hangs must not hold up every request. */
const FAILURE_KEPT_MS = 10_000;

/**
 * Keeps what `read` gives. The returned function reads again when the value is older than the age it is given; without
 * one it is kept for good. A value that cannot be read again stays, for an old one is better than none. After a failure
 * nothing is read for ten seconds.
 *
 * @param now milliseconds since the epoch
 * @param onStale told why a value could not be read again
 *
 * @example
 * const tokens = refreshingCache(readTokens, Date.now, console.error);
 * await tokens(300_000); // read, for it is the first time
 * await tokens(300_000); // the same, for five minutes
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
