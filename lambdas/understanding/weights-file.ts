/** The file of a letter's weights: a line of JSON that says what is in it, then the numbers, little-endian. */

import { type Network, VECTOR_LENGTH, type Weights } from './classifier.ts';
import type { Vocabulary } from './language.ts';

/** What the file says of itself beside its numbers. */
export interface WeightsHead {
  meanings: readonly string[];
  buckets: number;
  step: number;
  /** How many numbers of the encoder each network sees, and the width of its hidden layer. */
  networks: readonly { inputs: number; width: number }[];
  /** The words that the examples were corrected to: texts must be read as they were. */
  vocabulary: Vocabulary;
  /** A hash of everything that the weights were learned from: the content check compares it. */
  learnedFrom: string;
}

/** What is learned of a letter. */
export interface Learned extends Weights {
  vocabulary: Vocabulary;
  learnedFrom: string;
}

/** @throws TypeError when it is no file of weights: it is made by the build, so a broken one is our mistake */
export function readWeights(file: Uint8Array): Learned {
  const end = file.indexOf(10);
  if (end < 0) throw new TypeError('No head in the file of weights');
  const head: WeightsHead = JSON.parse(new TextDecoder().decode(file.subarray(0, end)));
  // Numbers of four bytes must begin at a multiple of four, so they are copied out, and come before those of one byte.
  const body = new Uint8Array(file.subarray(end + 1)).buffer;
  let at = 0;
  const floats = (count: number) => {
    const array = new Float32Array(body, at, count);
    at += count * Float32Array.BYTES_PER_ELEMENT;
    return array;
  };
  const bytes = (count: number) => {
    const array = new Int8Array(body, at, count);
    at += count;
    return array;
  };
  const { meanings, buckets, step, vocabulary, learnedFrom } = head;
  const [runsBias, means, scales] = [floats(meanings.length), floats(VECTOR_LENGTH), floats(VECTOR_LENGTH)];
  const inFloats = head.networks.map(({ inputs, width }) => ({
    inputs,
    hiddenSteps: floats(width),
    hiddenBias: floats(width),
    output: floats(width * meanings.length),
    outputBias: floats(meanings.length),
  }));
  const networks = inFloats.map(
    (network): Network => ({ ...network, hidden: bytes(network.inputs * network.hiddenBias.length) }),
  );
  const runs = bytes(buckets * meanings.length);
  return { meanings, buckets, step, vocabulary, learnedFrom, runs, runsBias, means, scales, networks };
}

/** The bytes of a file that `readWeights` reads. */
export function writeWeights(learned: Learned): Uint8Array {
  const { meanings, buckets, step, vocabulary, learnedFrom, runs, runsBias, means, scales, networks } = learned;
  const sizes = networks.map(({ inputs, hiddenBias }) => ({ inputs, width: hiddenBias.length }));
  const head: WeightsHead = { meanings, buckets, step, networks: sizes, vocabulary, learnedFrom };
  const arrays = [
    ...[runsBias, means, scales],
    ...networks.flatMap((network) => [network.hiddenSteps, network.hiddenBias, network.output, network.outputBias]),
    ...networks.map(({ hidden }) => hidden),
    runs,
  ];
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  ]);
}
