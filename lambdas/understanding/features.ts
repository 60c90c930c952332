/**
 * What the classifier sees of a text: its runs of one to three words and of three or four letters. Each is hashed into
 * one of a fixed number of buckets, so that no list of them needs to be kept.
 */

/** The longest run of words. */
const MAX_WORDS = 3;
/** The shortest and the longest run of letters within a word, the space on either side of it included. */
const MIN_LETTERS = 3;
const MAX_LETTERS = 4;
/** Longer words are cut here: nobody writes them, and time must not grow with the square of a text's length. */
const MAX_WORD_LENGTH = 40;

/** The buckets that a text's runs fall into, each once. */
export interface Features {
  words: number[];
  letters: number[];
}

// FNV-1a: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SPACE = 32;
/** Where runs of letters start from, so that they don't share buckets with words on purpose. */
const LETTERS_OFFSET = FNV_OFFSET ^ 0x5bd1e995;

/**
 * @param words as `Language.read` gives them
 * @param buckets a power of two
 */
export function featuresOf(words: readonly string[], buckets: number): Features {
  const mask = buckets - 1;
  const ofWords = new Set<number>();
  const ofLetters = new Set<number>();
  for (let start = 0; start < words.length; start += 1) {
    let hash = FNV_OFFSET;
    for (let end = start; end < start + MAX_WORDS && end < words.length; end += 1) {
      hash = addToHash(hash, words[end] ?? '');
      ofWords.add(mix(hash) & mask);
      hash = Math.imul(hash ^ SPACE, FNV_PRIME);
    }
    const word = ` ${(words[start] ?? '').slice(0, MAX_WORD_LENGTH)} `;
    for (let from = 0; from < word.length - 1; from += 1) {
      let letters = LETTERS_OFFSET;
      for (let to = from; to < from + MAX_LETTERS && to < word.length; to += 1) {
        letters = Math.imul(letters ^ word.charCodeAt(to), FNV_PRIME);
        if (to - from + 1 >= MIN_LETTERS) ofLetters.add(mix(letters) & mask);
      }
    }
  }
  return { words: [...ofWords], letters: [...ofLetters] };
}

/** Each word run of a text, and each word's letters, with its buckets: for people who want to know what counted. */
export function runsOf(words: readonly string[], buckets: number): { run: string; features: Features }[] {
  const runs = new Set<string>();
  for (let start = 0; start < words.length; start += 1) {
    for (let end = start + 1; end <= Math.min(start + MAX_WORDS, words.length); end += 1) {
      runs.add(words.slice(start, end).join(' '));
    }
  }
  return [...runs].map((run) => {
    const its = run.split(' ');
    const bucket =
      mix(
        its.reduce((hash, word, at) => addToHash(at > 0 ? Math.imul(hash ^ SPACE, FNV_PRIME) : hash, word), FNV_OFFSET),
      ) &
      (buckets - 1);
    return { run, features: { words: [bucket], letters: its.length === 1 ? featuresOf(its, buckets).letters : [] } };
  });
}

function addToHash(hash: number, word: string): number {
  let sum = hash;
  for (let at = 0; at < word.length; at += 1) sum = Math.imul(sum ^ word.charCodeAt(at), FNV_PRIME);
  return sum;
}

// FNV's low bits alone are poor; this is the end of MurmurHash3: https://github.com/aappleby/smhasher/wiki/MurmurHash3
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
