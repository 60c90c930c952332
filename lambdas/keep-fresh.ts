/** A value that is read once and then kept, as long as it may be kept: secrets between the requests of one Lambda. */

/**
 * Keeps what `read` gives. The returned function reads again when the value is older than the age it is given (without
 * one it is kept for good), and when it could not be read: a failure is never kept.
 *
 * @param now milliseconds since the epoch
 *
 * @example
 * const tokens = keepFresh(readTokens, Date.now);
 * await tokens(300_000); // read, for it is the first time
 * await tokens(300_000); // the same, for five minutes
 */
export function keepFresh<Value>(read: () => Promise<Value>, now: () => number): (maxAgeMs?: number) => Promise<Value> {
  let kept: { value: Promise<Value>; at: number } | undefined;
  return async (maxAgeMs = Number.POSITIVE_INFINITY) => {
    if (!kept || now() - kept.at >= maxAgeMs) kept = { value: read(), at: now() };
    const current = kept;
    try {
      return await current.value;
    } catch (error) {
      if (kept === current) kept = undefined;
      throw error;
    }
  };
}
