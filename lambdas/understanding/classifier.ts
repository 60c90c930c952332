/**
 * How likely each meaning is for a text. Three classifiers, learned from the same examples, are added up: a linear one
 * over runs of words and letters, which knows short, misspelt and unusual texts, and two small networks over what the
 * sentence encoder makes of it, which know sentences in words that no example has. One of them sees only the gist of a
 * sentence, the other its words too. `infra/learning/` makes the weights.
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
  /** What is taken from each number of the encoder's vector, and what the rest is multiplied by. */
  means: Float32Array;
  scales: Float32Array;
  /** Their scores are averaged. */
  networks: readonly Network[];
}

/** A hidden layer between the first numbers of the encoder's vector and the meanings. */
export interface Network {
  /** How many numbers of the vector it sees. */
  inputs: number;
  /** A row of as many weights for each part of the hidden layer, in `hiddenSteps` of its own. */
  hidden: Int8Array;
  hiddenSteps: Float32Array;
  hiddenBias: Float32Array;
  /** A row of meanings for each part of the hidden layer. */
  output: Float32Array;
  outputBias: Float32Array;
}

/** What the encoder made of a sentence; half as exact where many are kept. */
export type Vector = Float32Array | Float16Array;

/** The probability of each meaning by its name; they add up to 1. */
export type Probabilities = ReadonlyMap<string, number>;

/** How likely it is that somebody is in danger: who writes, or the child of an adult who does. */
export function distressOf(probabilities: Probabilities): number {
  return (probabilities.get('distress') ?? 0) + (probabilities.get('worriedAdult') ?? 0);
}

/** How many numbers the sentence encoder's own vector has: the gist of a sentence. */
export const GIST_LENGTH = 512;
/** With the means and maxima of its tokens in both layers. */
export const VECTOR_LENGTH = 5 * GIST_LENGTH;

/**
 * How much the runs and the networks count where all have been asked, and the runs where they are alone. Found on the
 * batches that are left out of training: below 1 together, for each is too sure of itself.
 */
const SHARE = { runs: 0.6, networks: 0.6, runsAlone: 1 } as const;

/**
 * @param words of the text, as `Language.read` gives them
 * @param vector of the text; without it the linear classifier answers alone, and finds a tenth fewer cries for help
 */
export function classify(words: readonly string[], vector: Vector | undefined, weights: Weights): Probabilities {
  const ofRuns = scoresOfRuns(featuresOf(words, weights.buckets), weights);
  const scores = vector
    ? addScores(ofRuns, SHARE.runs, scoresOfVector(vector, weights), SHARE.networks)
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

/** What the networks make of a vector, on average. */
export function scoresOfVector(vector: Vector, { meanings, means, scales, networks }: Weights): Float32Array {
  const inputs = standardize(vector, { means, scales });
  const scores = new Float32Array(meanings.length);
  for (const network of networks) {
    addTimes(scores, 1 / networks.length, network.outputBias, 0);
    for (const [part, bias] of network.hiddenBias.entries()) {
      const step = network.hiddenSteps[part] ?? 0;
      const value = bias + step * dot(network.hidden, part * network.inputs, inputs, network.inputs);
      if (value > 0) addTimes(scores, value / networks.length, network.output, part * meanings.length);
    }
  }
  return scores;
}

/** The vector's numbers with a mean of 0 and the same spread over all examples, so that each counts for as much. */
export function standardize(vector: Vector, { means, scales }: Pick<Weights, 'means' | 'scales'>): Float32Array {
  return means.map((mean, at) => ((vector[at] ?? 0) - mean) * (scales[at] ?? 0));
}

/** The sum of numbers, each times that of a row of weights. */
export function dot(weights: Float32Array | Int8Array, row: number, numbers: Float32Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += (numbers[at] as number) * (weights[row + at] as number);
  return sum;
}

/** Adds to numbers those of a row, each times a factor. */
export function addTimes(sums: Float32Array, factor: number, more: Float32Array, row: number): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + factor * (more[row + at] as number);
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
