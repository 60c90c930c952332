/** Which known word a misspelt one was meant to be. */

import { stemmer } from 'stemmer';
import { memoize } from './memoize.ts';
import { soundOf } from './sound-of.ts';
import { MAX_SPELLING_LENGTH, readSpelling, type Spelling, spellingDistance } from './spelling-distance.ts';

/** A known word that a written one may be. */
export interface Candidate {
  word: string;
  /** 0 for the very word or another form of it; about 1 is one plain mistake. */
  distance: number;
}

export interface Speller {
  /** The known words that a word may be, the nearest first; none when it is like none, or a word of its own. */
  candidates(word: string): readonly Candidate[];
  /** The one of them that is meant most likely: near, and common. */
  likeliest(word: string): string | undefined;
  /** True when it is a known word or one of the dictionary. */
  isWord(word: string): boolean;
}

/** Words of fewer letters are known or not: too many words are one letter away from them. */
const MIN_LENGTH = 3;

/** How far, for its length, a word may be from the one that was meant; see `spellingDistance`. */
const DISTANCE_PER_LETTER = 0.2;
const MAX_DISTANCE = 2.2;

/** Words that sound the same are this much nearer. */
const SAME_SOUND = 0.6;
/** What it costs to compare roots, where the forms differ: "chnaging" and "change". */
const OTHER_FORM = 0.15;
const MIN_ROOT_LENGTH = 5;
const MIN_STEM_LENGTH = 3;

/** "careful" has the root of "care", and another sense. */
const OTHER_SENSE = /(?:ful|less|able)$/;

/** Words whose lengths differ by more are not compared. */
const MAX_LENGTH_DIFFERENCE = 3;
/** Words with more letters that only one of them has are not compared. */
const MAX_OTHER_LETTERS = 5;
/** The least that a letter costs which only one of two words has: half of what a vowel for another costs. */
const MIN_LETTER_COST = 0.25;

interface KnownWord {
  word: string;
  /** How much farther than a rare word it may be and still be preferred. */
  bonus: number;
  sound: string;
  spelling: Spelling & { has: number };
  /** Undefined when the root is too short to be compared by itself. */
  rootSpelling: (Spelling & { has: number }) | undefined;
}

/**
 * @param known the words that may have been meant, the commonest first
 * @param dictionary the words of the language: one of them is that word and no misspelt one
 * @param bonusOf how much farther than a rare word a common one may be and still be likelier
 */
export function openSpeller(
  known: Iterable<string>,
  dictionary: ReadonlySet<string>,
  bonusOf: (word: string) => number = () => 0,
): Speller {
  const words = new Set(known);
  // Most texts don't need these.
  let index: WordIndex | undefined;
  const openIndex = () => {
    index ??= indexWords(words, bonusOf);
    return index;
  };

  /** Itself, or another form of the same word. */
  function exact(word: string): string | undefined {
    if (words.has(word)) return word;
    return OTHER_SENSE.test(word) ? undefined : openIndex().byRoot.get(rootOf(asWritten(word)));
  }

  /** "hittin" is written as it is said. */
  function asWritten(word: string): string {
    return word.length > 4 && word.endsWith('in') && !dictionary.has(word) ? `${word}g` : word;
  }

  function candidates(word: string): readonly Candidate[] {
    const known = exact(word);
    if (known) return [{ word: known, distance: 0 }];
    const meant = asWritten(word);
    if (dictionary.has(word) || !canBeMisspelt(meant)) return [];
    const found = new Map<string, number>();
    compareWithNear(describeWord(meant), openIndex(), (one, distance) => {
      found.set(one.word, distance);
      return Number.POSITIVE_INFINITY;
    });
    return [...found]
      .map(([one, distance]) => ({ word: one, distance }))
      .sort((one, other) => one.distance - other.distance);
  }

  function likeliest(word: string): string {
    const known = exact(word);
    if (known) return known;
    const meant = asWritten(word);
    if (dictionary.has(word) || !canBeMisspelt(meant)) return '';
    let best = '';
    let least = Number.POSITIVE_INFINITY;
    compareWithNear(describeWord(meant), openIndex(), (one, distance) => {
      if (distance - one.bonus < least) {
        best = one.word;
        least = distance - one.bonus;
      }
      return least;
    });
    return best;
  }

  const rememberedLikeliest = memoize(likeliest);
  return {
    candidates: memoize(candidates),
    likeliest: (word) => rememberedLikeliest(word) || undefined,
    isWord: (word) => words.has(word) || dictionary.has(word),
  };
}

/** What all forms of a word share, by Porter's stemmer; but "used" is no form of "us". */
export function rootOf(word: string): string {
  const root = stemmer(word);
  return root.length < MIN_STEM_LENGTH ? word : root;
}

interface WordIndex {
  byRoot: ReadonlyMap<string, string>;
  byFirstLetter: ReadonlyMap<string, KnownWord[]>;
  bySound: ReadonlyMap<string, KnownWord[]>;
}

function indexWords(words: Iterable<string>, bonusOf: (word: string) => number): WordIndex {
  const byRoot = new Map<string, string>();
  const byFirstLetter = new Map<string, KnownWord[]>();
  const bySound = new Map<string, KnownWord[]>();
  for (const word of words) {
    const root = rootOf(word);
    if (!byRoot.has(root)) byRoot.set(root, word);
    if (!canBeMisspelt(word)) continue;
    const described = describeWord(word, bonusOf(word));
    add(byFirstLetter, word[0] ?? '', described);
    add(bySound, described.sound, described);
  }
  return { byRoot, byFirstLetter, bySound };
}

function add(index: Map<string, KnownWord[]>, key: string, word: KnownWord): void {
  const others = index.get(key);
  if (others) others.push(word);
  else index.set(key, [word]);
}

/**
 * Compares a word with those that may have been meant. People know how a word begins, by its letter or its sound.
 * Comparing all words would take ten times as long.
 *
 * @param found takes each of them, and tells from which score on, its distance without its bonus, others don't matter
 */
function compareWithNear(
  written: KnownWord,
  { byFirstLetter, bySound }: WordIndex,
  found: (one: KnownWord, distance: number) => number,
): void {
  const [first = '', second = ''] = written.word;
  let least = Number.POSITIVE_INFINITY;
  const compareWith = (words: readonly KnownWord[] | undefined, is: (one: KnownWord) => boolean) => {
    for (const one of words ?? []) {
      const distance = is(one) ? distanceBetween(written, one, least + one.bonus) : undefined;
      if (distance !== undefined) least = found(one, distance);
    }
  };
  // Words of the same sound come first: once a near one is found, fewer others need a look.
  compareWith(bySound.get(written.sound), () => true);
  compareWith(byFirstLetter.get(first), (one) => one.sound !== written.sound);
  // The first two letters may be swapped. Then both words have the same two.
  if (second !== first) {
    compareWith(
      byFirstLetter.get(second),
      (one) => one.spelling.has === written.spelling.has && one.sound !== written.sound,
    );
  }
}

function canBeMisspelt(word: string): boolean {
  return word.length >= MIN_LENGTH && word.length <= MAX_SPELLING_LENGTH && /^[a-z]+$/.test(word);
}

function describeWord(word: string, bonus = 0): KnownWord {
  const root = rootOf(word);
  const spelling = { ...readSpelling(word), has: lettersOf(word) };
  const ofRoot = root === word ? spelling : { ...readSpelling(root), has: lettersOf(root) };
  return {
    word,
    bonus,
    sound: soundOf(word),
    spelling,
    rootSpelling: root.length >= MIN_ROOT_LENGTH ? ofRoot : undefined,
  };
}

/** How far one word is from another; undefined when it is too far to have been meant, or over the limit. */
function distanceBetween(written: KnownWord, one: KnownWord, limit: number): number | undefined {
  if (Math.abs(written.word.length - one.word.length) > MAX_LENGTH_DIFFERENCE) return undefined;
  if (countBits(written.spelling.has ^ one.spelling.has) > MAX_OTHER_LETTERS) return undefined;
  // Too many short words sound the same.
  const isSameSound = written.sound.length > 1 && written.sound === one.sound;
  const letters = Math.max(written.word.length, one.word.length);
  const most = Math.min(MAX_DISTANCE, letters * DISTANCE_PER_LETTER, limit) / (isSameSound ? SAME_SOUND : 1);
  const ofWords = compare(written.spelling, one.spelling, most);
  // If both words are their own roots, comparing roots adds nothing.
  const areRoots = written.rootSpelling === written.spelling && one.rootSpelling === one.spelling;
  const ofRoots = areRoots ? ofWords : compare(written.rootSpelling, one.rootSpelling, most - OTHER_FORM) + OTHER_FORM;
  const distance = Math.min(ofWords, ofRoots);
  if (distance > most) return undefined;
  return isSameSound ? distance * SAME_SOUND : distance;
}

/** `spellingDistance`, but for words that cannot be near: most of them. */
function compare(one: KnownWord['rootSpelling'], other: KnownWord['rootSpelling'], most: number): number {
  if (!one || !other || countBits(one.has ^ other.has) * MIN_LETTER_COST > most) return Number.POSITIVE_INFINITY;
  return spellingDistance(one, other, most);
}

/** The letters that a word has, one bit each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (const letter of word) letters |= 1 << (letter.charCodeAt(0) - 97);
  return letters;
}

// https://graphics.stanford.edu/~seander/bithacks.html#CountBitsSetParallel
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
