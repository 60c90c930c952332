/**
 * How far a misspelt word is from a right one. Children and phones swap vowels, double or drop a letter, write a letter
 * that sounds the same, or hit the key beside it. These changes cost less here. To an ordinary edit distance all
 * changes are alike.
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

/** Longer words are compared with none. */
export const MAX_SPELLING_LENGTH = 30;
/** The rows that are worked with: new ones for each of thousands of words would take most of the time. */
const ROWS: [Float64Array, Float64Array, Float64Array] = [
  new Float64Array(MAX_SPELLING_LENGTH + 1),
  new Float64Array(MAX_SPELLING_LENGTH + 1),
  new Float64Array(MAX_SPELLING_LENGTH + 1),
];

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const NEXT_KEYS = nextKeys();
/** What it costs to write one letter for another, by both. */
const ANOTHER = [...ALPHABET].map((one) => Float64Array.from([...ALPHABET], (other) => costOfAnother(one, other)));

/** A word ready to be compared with many. */
export interface Spelling {
  /** Its letters, a as 0. */
  letters: Uint8Array;
  /** What it costs that each of them is there in one word and not in the other. */
  costs: Float64Array;
}

/** @param word letters a to z only */
export function readSpelling(word: string): Spelling {
  const letters = Uint8Array.from(word, (letter) => letter.charCodeAt(0) - 97);
  const costs = Float64Array.from(word, (letter, at) => costOfOneMore(letter, at, word));
  return { letters, costs };
}

/**
 * The least cost of turning one word into the other: 0 when they are the same, and about 1 for one plain mistake.
 *
 * @param most when it costs more than this, the answer is Infinity, and comes sooner
 * @example spellingDistance(readSpelling('skool'), readSpelling('school'), 2) // 1.3: k for c, and an h left out
 */
export function spellingDistance(written: Spelling, meant: Spelling, most: number): number {
  const rows = written.letters.length;
  const columns = meant.letters.length;
  if (Math.abs(rows - columns) * COST.doubled > most) return Number.POSITIVE_INFINITY;

  // The Damerau-Levenshtein table, row by row. Swapped letters need the last two rows.
  let [beforeLast, last, row] = ROWS;
  last[0] = 0;
  for (let j = 1; j <= columns; j += 1) last[j] = at(last, j - 1) + at(meant.costs, j - 1);
  let leastOfLast = 0;
  for (let i = 1; i <= rows; i += 1) {
    const letter = at(written.letters, i - 1);
    const cost = at(written.costs, i - 1);
    row[0] = at(last, 0) + cost;
    let least = at(row, 0);
    for (let j = 1; j <= columns; j += 1) {
      const other = at(meant.letters, j - 1);
      const another =
        at(ANOTHER[letter], other) + (letter !== other && (i === 1 || j === 1) ? firstLetter(letter, other) : 0);
      let best = Math.min(at(last, j - 1) + another, at(last, j) + cost, at(row, j - 1) + at(meant.costs, j - 1));
      const isSwapped = i > 1 && j > 1 && letter === at(meant.letters, j - 2) && at(written.letters, i - 2) === other;
      if (isSwapped) best = Math.min(best, at(beforeLast, j - 2) + COST.swapped);
      row[j] = best;
      if (best < least) least = best;
    }
    if (least > most && leastOfLast > most) return Number.POSITIVE_INFINITY;
    leastOfLast = least;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  const distance = at(last, columns);
  return distance > most ? Number.POSITIVE_INFINITY : distance;
}

function at(numbers: Float64Array | Uint8Array | undefined, index: number): number {
  return numbers?.[index] ?? 0;
}

/** What it costs that a letter is there in one word and not in the other. */
function costOfOneMore(letter: string, index: number, word: string): number {
  if (letter === word[index - 1]) return COST.doubled;
  if (letter === 'e' && index === word.length - 1) return COST.silentE;
  const cost = isVowel(letter) ? COST.vowelTooManyOrFew : COST.consonantTooManyOrFew;
  return index === 0 ? cost + COST.firstLetter : cost;
}

function costOfAnother(one: string, other: string): number {
  if (one === other) return 0;
  if (isVowel(one) && isVowel(other)) return COST.vowelForVowel;
  if (SOUND_ALIKE.includes(one + other) || SOUND_ALIKE.includes(other + one)) return COST.soundAlike;
  return NEXT_KEYS.get(one)?.includes(other) ? COST.nextKey : COST.anotherLetter;
}

/** A first letter that nothing explains. */
function firstLetter(one: number, other: number): number {
  return at(ANOTHER[one], other) === COST.anotherLetter ? COST.firstLetter : 0;
}

function isVowel(letter: string): boolean {
  return VOWELS.includes(letter);
}

/** The keys that touch each key, the row below being half a key to the right. */
function nextKeys(): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [row, letters] of KEYBOARD.entries()) {
    for (const [index, letter] of [...letters].entries()) {
      const above = KEYBOARD[row - 1]?.slice(index, index + 2) ?? '';
      const below = KEYBOARD[row + 1]?.slice(Math.max(0, index - 1), index + 1) ?? '';
      keys.set(letter, (letters[index - 1] ?? '') + (letters[index + 1] ?? '') + above + below);
    }
  }
  return keys;
}
