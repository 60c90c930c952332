/**
 * How likely each meaning is for a text. Two classifiers, learned from the same examples, are added up: a linear one over
 * runs of words and letters, which knows short, misspelt and unusual texts, and a small network over the sentence
 * encoder's vector, which knows sentences in words that no example has. `infra/learning/` makes the weights.
 */

import { type Features, featuresOf } from './features.ts';

/** What learning writes: read back by `readWeights`. */
export interface Weights {
  /** The meanings, in the order of all rows below. */
  meanings: readonly string[];
  /** How many buckets the features are hashed into: a power of two. */
  buckets: number;
  /** For each bucket one weight a meaning, in `step`s. */
  runs: Int8Array;
  step: number;
  runsBias: Float32Array;
  /** The network: a row for each part of the hidden layer, then a row of meanings for each. */
  hidden: Float32Array;
  hiddenBias: Float32Array;
  output: Float32Array;
  outputBias: Float32Array;
}

/** The probability of each meaning by its name; they add up to 1. */
export type Probabilities = ReadonlyMap<string, number>;

/** How likely it is that somebody is in danger: who writes, or the child of an adult who does. */
export function distressOf(probabilities: Probabilities): number {
  return (probabilities.get('distress') ?? 0) + (probabilities.get('worriedAdult') ?? 0);
}

/** How many numbers the sentence encoder's vector has. */
export const VECTOR_LENGTH = 512;

/**
 * How much the two classifiers count where both have been asked, and the linear one where it is alone. Found on the
 * batches that are left out of training: below 1 together, for each is too sure of itself.
 */
const SHARE = { runs: 0.6, network: 0.6, runsAlone: 1 } as const;

/**
 * @param words of the text, as `Language.read` gives them
 * @param vector of the text; without it the linear classifier answers alone, and finds a tenth fewer cries for help
 */
export function classify(words: readonly string[], vector: Float32Array | undefined, weights: Weights): Probabilities {
  const ofRuns = scoresOfRuns(featuresOf(words, weights.buckets), weights);
  const scores = vector
    ? addScores(ofRuns, SHARE.runs, scoresOfVector(vector, weights), SHARE.network)
    : ofRuns.map((score) => score * SHARE.runsAlone);
  const probabilities = softmax(scores);
  return new Map(weights.meanings.map((meaning, at) => [meaning, probabilities[at] ?? 0]));
}

/** What the linear classifier makes of a text: one score for each meaning, before `softmax`. */
export function scoresOfRuns({ words, letters }: Features, { meanings, runs, step, runsBias }: Weights): Float32Array {
  const count = meanings.length;
  const scores = Float32Array.from(runsBias);
  for (const buckets of [words, letters]) {
    if (buckets.length === 0) continue;
    const sums = new Int32Array(count);
    for (const bucket of buckets) {
      const row = bucket * count;
      for (let at = 0; at < count; at += 1) sums[at] = (sums[at] as number) + (runs[row + at] as number);
    }
    const share = step * runsShare(buckets.length);
    for (let at = 0; at < count; at += 1) scores[at] = (scores[at] as number) + share * (sums[at] as number);
  }
  return scores;
}

/** How much each of a number of runs counts: a long text has no greater sum than a short one. */
export function runsShare(count: number): number {
  return 1 / Math.sqrt(count);
}

/** What the network makes of a vector. */
export function scoresOfVector(
  vector: Float32Array,
  { meanings, hidden, hiddenBias, output, outputBias }: Weights,
): Float32Array {
  const width = hiddenBias.length;
  const count = meanings.length;
  const scores = Float32Array.from(outputBias);
  for (let part = 0; part < width; part += 1) {
    const value = (hiddenBias[part] as number) + dot(vector, hidden, part * VECTOR_LENGTH);
    if (value <= 0) continue;
    for (let at = 0; at < count; at += 1)
      scores[at] = (scores[at] as number) + value * (output[part * count + at] as number);
  }
  return scores;
}

/** The sum of a vector's numbers, each times that of a row of weights. */
export function dot(vector: Float32Array, weights: Float32Array, row: number): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 1) sum += (vector[at] as number) * (weights[row + at] as number);
  return sum;
}

/** Scores as probabilities. */
export function softmax(scores: Float32Array): Float32Array {
  const highest = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - highest));
  const sum = raised.reduce((all, one) => all + one, 0);
  return raised.map((one) => one / sum);
}

function addScores(one: Float32Array, share: number, other: Float32Array, otherShare: number): Float32Array {
  return one.map((score, at) => score * share + (other[at] ?? 0) * otherShare);
}
