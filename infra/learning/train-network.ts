/** Learns the network: one hidden layer between the sentence encoder's vector and the meanings. */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { dot, softmax, VECTOR_LENGTH } from '../../lambdas/understanding/classifier.ts';
import { shuffled } from './shuffled.ts';
import type { Lesson } from './train-runs.ts';

const ROUNDS = 8;
const BATCH = 16;
const FIRST_STEP = 0.05;
const LAST_STEP_SHARE = 0.1;
const SMALLEST_SUM = 1e-3;
/** The encoder's vectors are one long; numbers of about 1 are learned from sooner. */
const SCALE = 10;
/** The share of the hidden layer that each batch has to do without, so that no part of it is relied on. */
const DROPOUT = 0.4;
/** What stays makes up for what is left out. */
const KEPT = 1 / (1 - DROPOUT);

export interface NetworkWeights {
  hidden: Float32Array;
  hiddenBias: Float32Array;
  output: Float32Array;
  outputBias: Float32Array;
}

/**
 * AdaGrad over small batches of the lessons that have a vector, with dropout.
 * Srivastava and others, 2014: https://jmlr.org/papers/v15/srivastava14a.html
 */
export function trainNetwork(lessons: readonly Lesson[], meanings: number, width: number): NetworkWeights {
  const random = xoroshiro128plus(width);
  const small = (size: number, spread: number) =>
    Float32Array.from({ length: size }, () => (uniformFloat64(random) * 2 - 1) * spread);
  const hidden = learned(small(VECTOR_LENGTH * width, Math.sqrt(3 / VECTOR_LENGTH)));
  const hiddenBias = learned(new Float32Array(width));
  const output = learned(small(width * meanings, Math.sqrt(1 / width)));
  const outputBias = learned(new Float32Array(meanings));
  const layers = [hidden, hiddenBias, output, outputBias];

  const layer = new Float32Array(width);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = FIRST_STEP * (1 - (round / ROUNDS) * (1 - LAST_STEP_SHARE));
    const order = shuffled(lessons.length, round);
    for (let start = 0; start < order.length; start += BATCH) {
      for (const index of order.subarray(start, start + BATCH)) {
        const lesson = lessons[index];
        if (lesson?.vector) learn(lesson.vector, lesson.meanings);
      }
      for (const one of layers) one.descend(step);
    }
  }
  // What vectors are multiplied by while learning becomes part of the weights.
  return {
    hidden: hidden.weights.map((weight) => weight * SCALE),
    hiddenBias: hiddenBias.weights,
    output: output.weights,
    outputBias: outputBias.weights,
  };

  function learn(encoded: Float32Array, meant: readonly number[]): void {
    const vector = encoded.map((number) => number * SCALE);
    const scores = Float32Array.from(outputBias.weights);
    const active: number[] = [];
    for (let part = 0; part < width; part += 1) {
      if (uniformFloat64(random) < DROPOUT) continue;
      const value = (hiddenBias.weights[part] as number) + dot(vector, hidden.weights, part * VECTOR_LENGTH);
      if (value <= 0) continue;
      active.push(part);
      layer[part] = value * KEPT;
      addTimes(scores, 0, layer[part] as number, output.weights, part * meanings, meanings);
    }
    const errors = softmax(scores);
    for (const one of meant) errors[one] = (errors[one] as number) - 1 / meant.length;

    addTimes(outputBias.slopes, 0, 1, errors, 0, meanings);
    for (const part of active) {
      const row = part * meanings;
      const error = dot(errors, output.weights, row) * KEPT;
      addTimes(output.slopes, row, layer[part] as number, errors, 0, meanings);
      hiddenBias.slopes[part] = (hiddenBias.slopes[part] as number) + error;
      addTimes(hidden.slopes, part * VECTOR_LENGTH, error, vector, 0, VECTOR_LENGTH);
    }
  }
}

/** Adds to a row of numbers those of another row, each times a factor. */
function addTimes(
  sums: Float32Array,
  row: number,
  factor: number,
  more: Float32Array,
  moreRow: number,
  length: number,
): void {
  for (let at = 0; at < length; at += 1) {
    sums[row + at] = (sums[row + at] as number) + factor * (more[moreRow + at] as number);
  }
}

function learned(weights: Float32Array) {
  const slopes = new Float32Array(weights.length);
  const sums = new Float32Array(weights.length).fill(SMALLEST_SUM);
  return {
    weights,
    /** Of the batch so far. */
    slopes,
    descend(step: number): void {
      for (let at = 0; at < weights.length; at += 1) {
        const slope = (slopes[at] as number) / BATCH;
        if (slope === 0) continue;
        const sum = (sums[at] as number) + slope * slope;
        sums[at] = sum;
        weights[at] = (weights[at] as number) - (step * slope) / Math.sqrt(sum);
        slopes[at] = 0;
      }
    },
  };
}
