/** Learns the linear classifier: multinomial logistic regression over runs of words and letters. */

import { runsShare, softmax, type Vector } from '../../lambdas/understanding/classifier.ts';
import type { Features } from '../../lambdas/understanding/features.ts';
import { shuffled } from './shuffled.ts';

/** A text to learn from: how much of it belongs to which meaning. */
export interface Lesson {
  features: Features;
  vector: Vector | undefined;
  /** Positions in the list of meanings; a text of two counts half for each. */
  meanings: readonly number[];
}

const ROUNDS = 6;
/** How far the first steps go; AdaGrad and the round make them shorter. */
const FIRST_STEP = 0.1;
const LAST_STEP_SHARE = 0.1;
/** Keeps weights small that few texts ask for (L2). */
const DECAY = 1e-5;
const SMALLEST_SUM = 1e-6;

/** The weights, as floating point numbers: one row of meanings for each bucket. */
export interface LinearWeights {
  runs: Float32Array;
  bias: Float32Array;
}

/**
 * AdaGrad over the lessons, one at a time, in an order that is always the same.
 * Duchi, Hazan and Singer, 2011: https://jmlr.org/papers/v12/duchi11a.html
 */
export function trainRuns(lessons: readonly Lesson[], meanings: number, buckets: number): LinearWeights {
  const runs = new Float32Array(buckets * meanings);
  const runSums = new Float32Array(buckets * meanings).fill(SMALLEST_SUM);
  const bias = new Float32Array(meanings);
  const biasSums = new Float32Array(meanings).fill(SMALLEST_SUM);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = FIRST_STEP * (1 - (round / ROUNDS) * (1 - LAST_STEP_SHARE));
    for (const index of shuffled(lessons.length, round)) {
      const lesson = lessons[index];
      if (lesson) learn(lesson, step);
    }
  }
  return { runs, bias };

  function learn({ features, meanings: meant }: Lesson, step: number): void {
    const blocks = [features.words, features.letters].map((its) => ({ its, share: runsShare(its.length || 1) }));
    const scores = Float32Array.from(bias);
    for (const { its, share } of blocks) {
      for (const bucket of its) {
        const row = bucket * meanings;
        for (let at = 0; at < meanings; at += 1)
          scores[at] = (scores[at] as number) + share * (runs[row + at] as number);
      }
    }
    const errors = softmax(scores);
    for (const one of meant) errors[one] = (errors[one] as number) - 1 / meant.length;
    for (const { its, share } of blocks) {
      for (const bucket of its) descend(runs, runSums, bucket * meanings, errors, share, step, DECAY);
    }
    descend(bias, biasSums, 0, errors, 1, step, 0);
  }
}

/** One step down the slope of a row of weights. */
export function descend(
  weights: Float32Array,
  sums: Float32Array,
  row: number,
  errors: Float32Array,
  input: number,
  step: number,
  decay: number,
): void {
  for (let at = 0; at < errors.length; at += 1) {
    const place = row + at;
    const slope = (errors[at] as number) * input + decay * (weights[place] as number);
    const sum = (sums[place] as number) + slope * slope;
    sums[place] = sum;
    weights[place] = (weights[place] as number) - (step * slope) / Math.sqrt(sum);
  }
}
