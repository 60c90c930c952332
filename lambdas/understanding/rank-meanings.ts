/**
 * What a text may be about, the likeliest first: how much of what is said the words and the example questions of each
 * meaning explain. Everything here comes from content/, so that a new letter is understood without code.
 */

import type { Letter, WordWeights } from '../../content/letter.ts';
import { memoize } from './memoize.ts';
import { type Recognised, rootOf, type Vocabulary } from './vocabulary.ts';

/** A meaning that a text may have, and why. */
export interface Likely {
  /** A topic's id, or what a phrase stands for that is about no topic. */
  meaning: string;
  /** Which of the topic's texts the example belongs to, from 1. */
  text: number;
  /** The share of the text that is explained, from 0 to 1, less for what is misspelt and for what the example has more. */
  score: number;
  /** The same, were every word spelt right. */
  fit: number;
  /** The example of the content that explains it best. */
  example: string;
  /** Places, from 0, of the telling words that the meaning explains. */
  explained: readonly number[];
  /** Those of them that name it, by its keyword or other words. */
  named: readonly number[];
  /** True when a keyword, or another word for it, is in the text as a whole. */
  isNamed: boolean;
  /** How many telling words the example shares with the text. */
  shared: number;
}

export interface Ranking {
  likely: readonly Likely[];
  /** How much each word tells, from 0 to 1. */
  weights: readonly number[];
  /** A word of it shows that the text is about the letter or its subject. */
  isInContext: boolean;
}

/** How much a word tells of what a text is about. */
const WEIGHT = {
  /** "please" */
  around: 0.03,
  /** "what", "children": in questions about anything here */
  asking: 0.1,
  /** "my", "just": in any talk */
  small: 0.35,
  /** Words of the content that everybody uses every day. */
  everyday: 0.8,
  /** All other words, the unknown ones among them. */
  telling: 1,
  /** Numbers, and what is shorter than three letters. */
  scrap: 0.5,
} as const;

/** Words from this weight on tell something. */
const TELLING = 0.5;
/** An unknown word counts less against a text that is about the letter. */
const UNKNOWN_IN_CONTEXT = 0.7;

/** How well a word is explained by the example itself (1), by another example of its meaning, by one of any meaning. */
const SAME_MEANING = 0.6;
const ANY_MEANING = 0.25;
/** How well by a right word that may have been meant for another. */
const MISREAD = 0.75;
/** How much of the score hangs on the share of the example that is in the text. */
const LACK = 0.5;

interface Example {
  meaning: string;
  text: number;
  /** By root. */
  weights: ReadonlyMap<string, number>;
  weight: number;
  isName: boolean;
  words: string;
}

/** How one example explains a text. */
interface Explanation {
  score: number;
  fit: number;
  explained: number[];
  /** Places of the telling words that are in the example. */
  inExample: number[];
  covered: Set<string>;
}

export type RankMeanings = (words: readonly string[]) => Ranking;

/** Prepares a letter's examples. What comes back ranks the plain words of a text. */
export function openRanking(letter: Letter, vocabulary: Vocabulary): RankMeanings {
  const weightOf = openWeights(letter.weights);
  const context = new Set(letter.weights.context.map(rootOf));
  const examples = letter.examples.map(({ meaning, text, words, isName }): Example => {
    const weights = new Map(words.map((word) => [rootOf(word), weightOf(rootOf(word)) ?? WEIGHT.telling]));
    return { meaning, text, weights, weight: sum(weights.values()), isName, words: words.join(' ') };
  });
  const byRoot = new Map<string, Example[]>();
  const meaningsByRoot = new Map<string, Set<string>>();
  for (const example of examples) {
    for (const root of example.weights.keys()) {
      byRoot.set(root, [...(byRoot.get(root) ?? []), example]);
      meaningsByRoot.set(root, (meaningsByRoot.get(root) ?? new Set()).add(example.meaning));
    }
  }
  // The vocabulary has words besides, which say nothing about a topic.
  const isKnown = ({ root }: Recognised) => meaningsByRoot.has(root) || weightOf(root) !== undefined;

  function explain(text: Text, example: Example): Explanation {
    const { words, recognised, weights, total } = text;
    const found: Explanation = { score: 0, fit: 0, explained: [], inExample: [], covered: new Set() };
    let explained = 0;
    let asMeant = 0;
    const take = (at: number, share: number, likeness: number) => {
      explained += (weights[at] ?? 0) * share * likeness;
      asMeant += (weights[at] ?? 0) * share;
    };
    const takeFromExample = (at: number, { root, likeness }: Recognised, share: number) => {
      take(at, share, likeness);
      found.covered.add(root);
      if (isTelling(weights[at])) found.inExample.push(at);
    };
    for (const [at, candidates] of recognised.entries()) {
      const inExample = candidates.find(({ root }) => example.weights.has(root));
      const inMeaning = inExample ?? candidates.find(({ root }) => meaningsByRoot.get(root)?.has(example.meaning));
      const inAny = inMeaning ?? candidates.find(({ root }) => meaningsByRoot.has(root));
      if (inExample) takeFromExample(at, inExample, 1);
      else if (inAny) take(at, inMeaning ? SAME_MEANING : ANY_MEANING, inAny.likeness);
      if (inMeaning && isTelling(weights[at])) found.explained.push(at);
    }
    // "levers" is a word of its own; next to "care" it may be meant for another.
    if (found.inExample.length > 0) {
      for (const [at, candidates] of recognised.entries()) {
        if (candidates.length > 0) continue;
        const meant = text.misread(words[at] ?? '').find(({ root }) => isLacking(root, example, found.covered));
        if (!meant) continue;
        takeFromExample(at, meant, MISREAD);
        found.explained.push(at);
      }
    }
    const covered = sum([...found.covered].map((root) => example.weights.get(root) ?? 0)) / example.weight;
    const kept = 1 - LACK + LACK * covered;
    return { ...found, score: (explained / total) * kept, fit: (asMeant / total) * kept };
  }

  return (words) => {
    const recognised = words.map((word) => vocabulary.recognise(word).filter(isKnown));
    const isInContext = recognised.some((candidates) => candidates.some(({ root }) => context.has(root)));
    const weights = words.map((word, at) => {
      const candidates = recognised[at] ?? [];
      if (candidates.length > 0) return Math.max(...candidates.map(({ root }) => weightOf(root) ?? WEIGHT.telling));
      const weight = word.length < 3 || /^\d+$/.test(word) ? WEIGHT.scrap : WEIGHT.telling;
      return isInContext ? weight * UNKNOWN_IN_CONTEXT : weight;
    });
    const misread = memoize((word) => vocabulary.misread(word).filter(isKnown));
    const text: Text = { words, recognised, weights, total: sum(weights), misread };

    const roots = new Set(recognised.flatMap((candidates) => candidates.map(({ root }) => root)));
    const touched = new Set([...roots].flatMap((root) => byRoot.get(root) ?? []));
    const best = new Map<string, Likely>();
    const named = new Map<string, Set<number>>();
    for (const example of touched) {
      const { score, fit, explained, inExample, covered } = explain(text, example);
      if (
        example.isName &&
        [...example.weights].every(([root, weight]) => weight <= WEIGHT.around || covered.has(root))
      ) {
        named.set(example.meaning, new Set([...(named.get(example.meaning) ?? []), ...inExample]));
      }
      if (score <= (best.get(example.meaning)?.score ?? 0)) continue;
      const { meaning, text: of, words: said } = example;
      best.set(meaning, {
        meaning,
        text: of,
        score,
        fit,
        example: said,
        explained,
        named: [],
        isNamed: false,
        shared: inExample.length,
      });
    }
    const likely = [...best.values()]
      .map((one) => ({ ...one, named: [...(named.get(one.meaning) ?? [])], isNamed: named.has(one.meaning) }))
      .sort((one, other) => other.score - one.score);
    return { likely, weights, isInContext };
  };
}

/** A text on its way through the examples. */
interface Text {
  words: readonly string[];
  recognised: readonly (readonly Recognised[])[];
  weights: readonly number[];
  total: number;
  misread: (word: string) => readonly Recognised[];
}

export function isTelling(weight: number | undefined): boolean {
  return weight !== undefined && weight > TELLING;
}

/** How much a root tells, where a list of the content says so. */
function openWeights({ around, asking, small, everyday }: WordWeights): (root: string) => number | undefined {
  const weights = new Map<string, number>();
  for (const word of everyday) weights.set(rootOf(word), WEIGHT.everyday);
  for (const word of small) weights.set(rootOf(word), WEIGHT.small);
  for (const word of asking) weights.set(rootOf(word), WEIGHT.asking);
  for (const word of around) weights.set(rootOf(word), WEIGHT.around);
  return (root) => weights.get(root);
}

function isLacking(root: string, example: Example, covered: ReadonlySet<string>): boolean {
  return example.weights.has(root) && !covered.has(root);
}

/** The sum of numbers. */
export function sum(numbers: Iterable<number>): number {
  let all = 0;
  for (const one of numbers) all += one;
  return all;
}
