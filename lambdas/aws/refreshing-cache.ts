/** A value that is read once and then kept, as long as it may be kept: secrets between the requests of one Lambda. */

/**
 * Keeps what `read` gives. The returned function reads again when the value is older than the age it is given; without
 * one it is kept for good. A value that cannot be read again stays, for an old one is better than none; the first
 * reading rejects when it fails, and is tried again the next time.
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
  let kept: { value: Promise<Value>; at: number } | undefined;
  return async (maxAgeMs = Number.POSITIVE_INFINITY) => {
    const previous = kept;
    if (previous && now() - previous.at < maxAgeMs) return previous.value;

    const current = { value: read(), at: now() };
    kept = current;
    try {
      return await current.value;
    } catch (error) {
      if (kept === current) kept = previous;
      if (!previous) throw error;
      onStale(error);
      return previous.value;
    }
  };
}
