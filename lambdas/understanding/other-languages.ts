/**
 * Which language a text is in, when it is not English. It compares how often each language's examples have the text's
 * runs of three letters (naive Bayes).
 */

import { memoize } from './memoize.ts';

/** How often each run of three letters stands in the examples of one language. */
export type RunCounts = Readonly<Record<string, number>>;

/** By the language's name in English, `english` among them. */
export type LanguageCounts = Readonly<Record<string, RunCounts>>;

/** How much likelier, as a logarithm, another language must be than English: what is doubtful is English. */
const MARGIN = 5;
/** The share of runs that no example has, spread evenly over all there can be. Few examples leave many out. */
const UNSEEN = 0.4;
const POSSIBLE_RUNS = 10_000;
/** Longer texts need no more to tell. */
const MAX_WORDS = 50;

/**
 * The English name of the language that words are in. Undefined for English, and for anything that may be English.
 *
 * @example openLanguages(counts)(['boje', 'sie', 'mojego', 'taty']) // 'polish'
 */
export function openLanguages(languages: LanguageCounts): (words: readonly string[]) => string | undefined {
  const { english = {}, ...rest } = languages;
  const names = Object.keys(rest);
  const all = [english, ...Object.values(rest)];
  const totals = all.map((counts) => Object.values(counts).reduce((sum, count) => sum + count, 1));
  const scoresOf = (run: string) => {
    const [ofEnglish = 0, ...others] = all.map((counts, at) => {
      const share = (counts[run] ?? 0) / (totals[at] ?? 1);
      return Math.log((1 - UNSEEN) * share + UNSEEN / POSSIBLE_RUNS);
    });
    return Float32Array.from(others, (score) => score - ofEnglish);
  };
  const known = new Map([...new Set(all.flatMap(Object.keys))].map((run) => [run, scoresOf(run)]));
  const unseen = scoresOf('');
  const addScores = (sums: Float32Array, scores: Float32Array) => {
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + (scores[at] as number);
    return sums;
  };
  const scoresOfWord = memoize((word) =>
    runsOfLetters([word])
      .map((run) => known.get(run) ?? unseen)
      .reduce(addScores, new Float32Array(names.length)),
  );

  return (words) => {
    const sums = new Float32Array(names.length);
    for (const word of words.slice(0, MAX_WORDS)) addScores(sums, scoresOfWord(word));
    const best = sums.reduce((most, sum) => Math.max(most, sum), MARGIN);
    return best > MARGIN ? names[sums.indexOf(best)] : undefined;
  };
}

/** The runs of three letters of each word, the space on either side of it included, and its letters beyond a to z. */
export function runsOfLetters(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const letters = [...` ${word} `];
    const runs = letters.slice(2).map((letter, at) => `${letters[at]}${letters[at + 1]}${letter}`);
    return [...runs, ...letters.filter((letter) => letter > 'z')];
  });
}
