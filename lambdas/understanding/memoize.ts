/** Spares what is asked for again and again: people use the same words. */

const MAX_ENTRIES = 5000;

/**
 * The same function of a text, but it remembers its results. When there are too many, it forgets them all at once.
 *
 * @example memoize(rootOf)('grades') // the same as rootOf('grades'), and immediate the second time
 */
export function memoize<Found>(find: (text: string) => Found): (text: string) => Found {
  const found = new Map<string, Found>();
  return (text) => {
    let one = found.get(text);
    if (one === undefined) {
      one = find(text);
      if (found.size >= MAX_ENTRIES) found.clear();
      found.set(text, one);
    }
    return one;
  };
}

/** The same function of a text, with its last result kept: one text is asked about several times in a row. */
export function rememberLast<Found>(find: (text: string) => Found): (text: string) => Found {
  let last: { text: string; found: Found } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, found: find(text) };
    return last.found;
  };
}
