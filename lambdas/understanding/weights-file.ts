/** The file of a letter's weights: a line of JSON that says what is in it, then the numbers, little-endian. */

import { VECTOR_LENGTH, type Weights } from './classifier.ts';
import type { Vocabulary } from './language.ts';

/** What the file says of itself beside its numbers. */
export interface WeightsHead {
  meanings: readonly string[];
  buckets: number;
  step: number;
  /** The width of the network's hidden layer. */
  width: number;
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

/** The lengths of the arrays that follow the head, in this order. */
function lengths({ meanings, buckets, width }: WeightsHead) {
  const count = meanings.length;
  return {
    runsBias: count,
    hidden: VECTOR_LENGTH * width,
    hiddenBias: width,
    output: width * count,
    outputBias: count,
    runs: buckets * count,
  };
}

/** @throws TypeError when it is no file of weights: it is made by the build, so a broken one is our mistake */
export function readWeights(file: Uint8Array): Learned {
  const end = file.indexOf(10);
  if (end < 0) throw new TypeError('No head in the file of weights');
  const head: WeightsHead = JSON.parse(new TextDecoder().decode(file.subarray(0, end)));
  const sizes = lengths(head);
  // Numbers of four bytes must begin at a multiple of four, so they are copied out.
  const body = new Uint8Array(file.subarray(end + 1)).buffer;
  let at = 0;
  const floats = (count: number) => {
    const array = new Float32Array(body, at, count);
    at += count * 4;
    return array;
  };
  const [runsBias, hidden, hiddenBias, output, outputBias] = [
    floats(sizes.runsBias),
    floats(sizes.hidden),
    floats(sizes.hiddenBias),
    floats(sizes.output),
    floats(sizes.outputBias),
  ];
  const runs = new Int8Array(body, at, sizes.runs);
  const { meanings, buckets, step, vocabulary, learnedFrom } = head;
  return { meanings, buckets, step, vocabulary, learnedFrom, runs, runsBias, hidden, hiddenBias, output, outputBias };
}

/** The bytes of a file that `readWeights` reads. */
export function writeWeights(learned: Learned): Uint8Array {
  const { meanings, buckets, step, vocabulary, learnedFrom } = learned;
  const { runs, runsBias, hidden, hiddenBias, output, outputBias } = learned;
  const head: WeightsHead = { meanings, buckets, step, width: hiddenBias.length, vocabulary, learnedFrom };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...[runsBias, hidden, hiddenBias, output, outputBias, runs].map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    ),
  ]);
}
