/**
 * How far a misspelt word is from a right one, as children and phones misspell: a vowel for another, a letter doubled or
 * left out, a letter that sounds the same, the key beside it. An ordinary edit distance takes all of these for as grave as
 * any other change.
 */

const VOWELS = 'aeiouy';

/** Letters that are written for each other because they sound alike, or nearly so. */
const SOUND_ALIKE = ['ck', 'kq', 'cs', 'sz', 'cg', 'gj', 'fv', 'td', 'bp', 'mn', 'wu', 'xk', 'xs', 'vw', 'rw'];

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const COST = {
  vowelForVowel: 0.5,
  soundAlike: 0.5,
  nextKey: 0.6,
  anotherLetter: 1,
  doubled: 0.3,
  silentE: 0.35,
  vowelTooManyOrFew: 0.6,
  consonantTooManyOrFew: 0.8,
  swapped: 0.6,
  /** Added where the first letter changes: people know how a word begins. */
  firstLetter: 0.4,
} as const;

/** The keys that touch each key, the row below being half a key to the right. */
const NEXT_KEYS = nextKeys();
const SOUND_PAIRS = new Set(SOUND_ALIKE.flatMap((pair) => [pair, `${pair[1]}${pair[0]}`]));

/**
 * The least cost of turning one word into the other, 0 when they are the same. About 1 is one plain mistake.
 *
 * @param most the search ends, with Infinity, as soon as it costs more than this
 * @example spellingDistance('skool', 'school', 2) // 1.3: k for c, and an h left out
 */
export function spellingDistance(written: string, meant: string, most: number): number {
  if (written === meant) return 0;
  if (Math.abs(written.length - meant.length) * COST.doubled > most) return Number.POSITIVE_INFINITY;

  // Damerau's and Levenshtein's table, row by row; two rows back are needed for swapped letters.
  let beforeLast: number[] = [];
  let last = [0];
  for (let j = 1; j <= meant.length; j += 1) last.push((last[j - 1] ?? 0) + costOfOneMore(meant, j - 1));
  for (let i = 1; i <= written.length; i += 1) {
    const row = [(last[0] ?? 0) + costOfOneMore(written, i - 1)];
    for (let j = 1; j <= meant.length; j += 1) {
      let cost = Math.min(
        (last[j - 1] ?? 0) + costOfAnother(written, i - 1, meant, j - 1),
        (last[j] ?? 0) + costOfOneMore(written, i - 1),
        (row[j - 1] ?? 0) + costOfOneMore(meant, j - 1),
      );
      const isSwapped = i > 1 && j > 1 && written[i - 1] === meant[j - 2] && written[i - 2] === meant[j - 1];
      if (isSwapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + COST.swapped);
      row.push(cost);
    }
    if (Math.min(...row, ...last) > most) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = row;
  }
  const cost = last[meant.length] ?? 0;
  return cost > most ? Number.POSITIVE_INFINITY : cost;
}

/** What it costs that a letter is there in one word and not in the other. */
function costOfOneMore(word: string, at: number): number {
  const letter = word[at] ?? '';
  if (letter === word[at - 1]) return COST.doubled;
  if (letter === 'e' && at === word.length - 1) return COST.silentE;
  const cost = isVowel(letter) ? COST.vowelTooManyOrFew : COST.consonantTooManyOrFew;
  return at === 0 ? cost + COST.firstLetter : cost;
}

function costOfAnother(written: string, i: number, meant: string, j: number): number {
  const one = written[i] ?? '';
  const other = meant[j] ?? '';
  if (one === other) return 0;
  if (isVowel(one) && isVowel(other)) return COST.vowelForVowel;
  if (SOUND_PAIRS.has(one + other)) return COST.soundAlike;
  if (NEXT_KEYS.get(one)?.includes(other)) return COST.nextKey;
  return i === 0 || j === 0 ? COST.anotherLetter + COST.firstLetter : COST.anotherLetter;
}

function isVowel(letter: string): boolean {
  return letter !== '' && VOWELS.includes(letter);
}

function nextKeys(): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [row, letters] of KEYBOARD.entries()) {
    for (const [at, letter] of [...letters].entries()) {
      const above = KEYBOARD[row - 1]?.slice(at, at + 2) ?? '';
      const below = KEYBOARD[row + 1]?.slice(Math.max(0, at - 1), at + 1) ?? '';
      keys.set(letter, (letters[at - 1] ?? '') + (letters[at + 1] ?? '') + above + below);
    }
  }
  return keys;
}
