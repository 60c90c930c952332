/** The words that mean something in a letter, and which of them a misspelt word may be. */

import { stemmer } from 'stemmer';
import { memoize } from './memoize.ts';
import { soundOf } from './sound-of.ts';
import { readSpelling, type Spelling, spellingDistance } from './spelling-distance.ts';

/** A known word that a written one may be. */
export interface Recognised {
  /** Stands for all forms of the word: "improving" and "improved" have one root. */
  root: string;
  /** From 1, for the very word, down to about 0.4. */
  likeness: number;
}

export interface Vocabulary {
  /** The known words that a word may be, the likeliest first; none when it is another word, or like none. */
  recognise(word: string): readonly Recognised[];
  /** What a right word of the language may have been meant for after all, as in "care levers". */
  misread(word: string): readonly Recognised[];
}

/** Words of fewer letters are known or not: too many words are one letter away from them. */
const SHORTEST_MISSPELT = 3;

/** How far, for its length, a word may be from the one that was meant; see `spellingDistance`. */
const DISTANCE_A_LETTER = 0.2;
const MOST_DISTANCE = 2.2;
/** A distance of 4 would leave no likeness. */
const LIKENESS_A_DISTANCE = 1 / 4;

/** Words that sound the same are this much nearer. */
const SAME_SOUND = 0.6;
/** What it costs to compare roots, where the forms differ: "chnaging" and "change". */
const OTHER_FORM = 0.15;
const SHORTEST_ROOT = 5;
const SHORTEST_STEM = 3;

/** "careful" has the root of "care", and another sense. */
const OTHER_SENSE = /(?:ful|less|able)$/;

/** Words whose lengths differ by more are not compared. */
const MOST_OTHER_LENGTH = 3;
/** The least that a letter costs which only one of two words has: half of what a vowel for another costs. */
const LEAST_COST_OF_A_LETTER = 0.25;

interface KnownWord {
  word: string;
  root: string;
  sound: string;
  spelling: Spelling & { has: number };
  /** Undefined when the root is too short to be compared by itself. */
  rootSpelling: (Spelling & { has: number }) | undefined;
}

/**
 * @param known all words that mean something here
 * @param dictionary the words of the language, with a space between: what is among them is that word and no misspelt one
 */
export function openVocabulary(known: Iterable<string>, dictionary: string): Vocabulary {
  const roots = new Map([...known].map((word) => [word, rootOf(word)]));
  const allRoots = new Set(roots.values());
  // Most texts have no word that these are needed for.
  let dictionaryWords: Set<string> | undefined;
  let knownWords: KnownWord[] | undefined;

  function isOtherWord(word: string): boolean {
    dictionaryWords ??= new Set(dictionary.split(' '));
    return dictionaryWords.has(word);
  }

  function recognise(word: string): readonly Recognised[] {
    const exact = roots.get(word);
    if (exact !== undefined) return [{ root: exact, likeness: 1 }];
    // "hittin", as it is said.
    const meant = word.length > 4 && word.endsWith('in') && !isOtherWord(word) ? `${word}g` : word;
    const root = rootOf(meant);
    if (allRoots.has(root) && !OTHER_SENSE.test(word)) return [{ root, likeness: 1 }];
    return isOtherWord(word) || !canBeMisspelt(meant) ? [] : likeness(describeWord(meant));
  }

  function likeness(written: KnownWord): Recognised[] {
    const best = new Map<string, number>();
    knownWords ??= [...roots.keys()].filter(canBeMisspelt).map(describeWord);
    for (const one of knownWords) {
      const distance = distanceBetween(written, one);
      if (distance === undefined) continue;
      best.set(one.root, Math.max(best.get(one.root) ?? 0, 1 - distance * LIKENESS_A_DISTANCE));
    }
    return [...best].map(([root, of]) => ({ root, likeness: of })).sort((one, other) => other.likeness - one.likeness);
  }

  return {
    recognise: memoize(recognise),
    misread: memoize((word) => (isOtherWord(word) ? likeness(describeWord(word)) : [])),
  };
}

function canBeMisspelt(word: string): boolean {
  return word.length >= SHORTEST_MISSPELT && /^[a-z]+$/.test(word);
}

/** What all forms of a word share, by Porter's stemmer; but "used" is no form of "us". */
export function rootOf(word: string): string {
  const root = stemmer(word);
  return root.length < SHORTEST_STEM ? word : root;
}

function describeWord(word: string): KnownWord {
  const root = rootOf(word);
  return {
    word,
    root,
    sound: soundOf(word),
    spelling: { ...readSpelling(word), has: lettersOf(word) },
    rootSpelling: root.length >= SHORTEST_ROOT ? { ...readSpelling(root), has: lettersOf(root) } : undefined,
  };
}

/** How far one word is from another; undefined when it is too far to have been meant. */
function distanceBetween(written: KnownWord, one: KnownWord): number | undefined {
  if (Math.abs(written.word.length - one.word.length) > MOST_OTHER_LENGTH) return undefined;
  // Too many short words share one sound.
  const isSameSound = written.sound.length > 1 && written.sound === one.sound;
  const letters = Math.max(written.word.length, one.word.length);
  const most = Math.min(MOST_DISTANCE, letters * DISTANCE_A_LETTER) / (isSameSound ? SAME_SOUND : 1);
  const ofWords = compare(written.spelling, one.spelling, most);
  const ofRoots = compare(written.rootSpelling, one.rootSpelling, most - OTHER_FORM) + OTHER_FORM;
  const distance = Math.min(ofWords, ofRoots);
  if (distance > most) return undefined;
  return isSameSound ? distance * SAME_SOUND : distance;
}

/** `spellingDistance`, but for words that cannot be near: most of them. */
function compare(one: KnownWord['rootSpelling'], other: KnownWord['rootSpelling'], most: number): number {
  if (!one || !other || countBits(one.has ^ other.has) * LEAST_COST_OF_A_LETTER > most) return Number.POSITIVE_INFINITY;
  return spellingDistance(one, other, most);
}

/** The letters that a word has, one bit each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (const letter of word) letters |= 1 << (letter.charCodeAt(0) - 97);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
