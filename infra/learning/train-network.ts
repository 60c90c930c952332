/** Learns the networks: one hidden layer between what the sentence encoder gives and the meanings. */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  addTimes,
  dot,
  type Network,
  softmax,
  standardize,
  VECTOR_LENGTH,
  type Weights,
} from '../../lambdas/understanding/classifier.ts';
import { shuffled } from './shuffled.ts';
import type { Lesson } from './train-runs.ts';

/** What a network sees and how it learns. */
export interface NetworkShape {
  /** How many numbers of the vector it sees. */
  inputs: number;
  /** How many parts its hidden layer has. */
  width: number;
  /** The share of the inputs that each batch has to do without, so that none of them is relied on. */
  inputDropout: number;
  batch: number;
}

const ROUNDS = 8;
const FIRST_STEP = 0.05;
const LAST_STEP_SHARE = 0.1;
const SMALLEST_SUM = 1e-3;
/** The share of the hidden layer that each text has to do without. */
const DROPOUT = 0.4;
/** What stays makes up for what is left out. */
const KEPT = 1 / (1 - DROPOUT);
/** How far the encoder's numbers spread while we learn from them. With 1, steps are too long and fewer hints are found. */
const SPREAD = 0.45;
/** The greatest number of an Int8Array. */
const MAX_STEPS = 127;

type Spread = Pick<Weights, 'means' | 'scales'>;

/** The mean of each of the encoder's numbers over all lessons, and what makes all of them spread alike. */
export function measureSpread(lessons: readonly Lesson[]): Spread {
  const sums = new Float64Array(VECTOR_LENGTH);
  const squares = new Float64Array(VECTOR_LENGTH);
  let count = 0;
  for (const { vector } of lessons) {
    if (!vector) continue;
    count += 1;
    for (const [at, number] of vector.entries()) {
      sums[at] = (sums[at] as number) + number;
      squares[at] = (squares[at] as number) + number * number;
    }
  }
  const means = Float32Array.from(sums, (sum) => sum / (count || 1));
  const scales = means.map((mean, at) => {
    const variance = (squares[at] as number) / (count || 1) - mean * mean;
    return variance > 0 ? SPREAD / Math.sqrt(variance) : 0;
  });
  return { means, scales };
}

/**
 * AdaGrad over small batches of the lessons that have a vector, with dropout.
 * Srivastava and others, 2014: https://jmlr.org/papers/v15/srivastava14a.html
 */
export function trainNetwork(
  lessons: readonly Lesson[],
  meanings: number,
  spread: Spread,
  { inputs, width, inputDropout, batch }: NetworkShape,
): Network {
  const random = xoroshiro128plus(width);
  const small = (size: number, largest: number) =>
    Float32Array.from({ length: size }, () => (uniformFloat64(random) * 2 - 1) * largest);
  const hidden = learned(small(inputs * width, Math.sqrt(3 / inputs)));
  const hiddenBias = learned(new Float32Array(width));
  const output = learned(small(width * meanings, Math.sqrt(1 / width)));
  const outputBias = learned(new Float32Array(meanings));
  const layers = [hidden, hiddenBias, output, outputBias];

  const layer = new Float32Array(width);
  /** 0 for an input that the batch does without; what stays makes up for it. */
  const mask = new Float32Array(inputs);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = FIRST_STEP * (1 - (round / ROUNDS) * (1 - LAST_STEP_SHARE));
    const order = shuffled(lessons.length, round);
    for (let start = 0; start < order.length; start += batch) {
      for (const at of mask.keys()) mask[at] = uniformFloat64(random) < inputDropout ? 0 : 1 / (1 - inputDropout);
      for (const index of order.subarray(start, start + batch)) {
        const lesson = lessons[index];
        if (lesson?.vector) learn(standardize(lesson.vector, spread), lesson.meanings);
      }
      for (const one of layers) one.descend(step, batch);
    }
  }
  return {
    inputs,
    ...inSteps(hidden.weights, inputs),
    hiddenBias: hiddenBias.weights,
    output: output.weights,
    outputBias: outputBias.weights,
  };

  function learn(standardized: Float32Array, meant: readonly number[]): void {
    const vector = standardized.subarray(0, inputs).map((number, at) => number * (mask[at] as number));
    const scores = Float32Array.from(outputBias.weights);
    const active: number[] = [];
    for (let part = 0; part < width; part += 1) {
      if (uniformFloat64(random) < DROPOUT) continue;
      const value = (hiddenBias.weights[part] as number) + dot(hidden.weights, part * inputs, vector, inputs);
      if (value <= 0) continue;
      active.push(part);
      layer[part] = value * KEPT;
      addTimes(scores, layer[part] as number, output.weights, part * meanings);
    }
    const errors = softmax(scores);
    for (const one of meant) errors[one] = (errors[one] as number) - 1 / meant.length;

    addTimes(outputBias.slopes, 1, errors, 0);
    for (const part of active) {
      const row = part * meanings;
      const error = dot(output.weights, row, errors, meanings) * KEPT;
      addTimes(output.slopes.subarray(row, row + meanings), layer[part] as number, errors, 0);
      hiddenBias.slopes[part] = (hiddenBias.slopes[part] as number) + error;
      addTimes(hidden.slopes.subarray(part * inputs, (part + 1) * inputs), error, vector, 0);
    }
  }
}

/** Each row in steps of its own, so that a weight takes one byte and not four. */
function inSteps(weights: Float32Array, rowLength: number): Pick<Network, 'hidden' | 'hiddenSteps'> {
  const hiddenSteps = new Float32Array(weights.length / rowLength);
  const hidden = new Int8Array(weights.length);
  for (const row of hiddenSteps.keys()) {
    const its = weights.subarray(row * rowLength, (row + 1) * rowLength);
    const step = its.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / MAX_STEPS || 1;
    hiddenSteps[row] = step;
    hidden.set(
      its.map((weight) => Math.round(weight / step)),
      row * rowLength,
    );
  }
  return { hidden, hiddenSteps };
}

function learned(weights: Float32Array) {
  const slopes = new Float32Array(weights.length);
  const sums = new Float32Array(weights.length).fill(SMALLEST_SUM);
  return {
    weights,
    /** Of the batch so far. */
    slopes,
    descend(step: number, batch: number): void {
      for (let at = 0; at < weights.length; at += 1) {
        const slope = (slopes[at] as number) / batch;
        if (slope === 0) continue;
        const sum = (sums[at] as number) + slope * slope;
        sums[at] = sum;
        weights[at] = (weights[at] as number) - (step * slope) / Math.sqrt(sum);
        slopes[at] = 0;
      }
    },
  };
}
