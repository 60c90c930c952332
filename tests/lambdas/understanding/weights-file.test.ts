import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VECTOR_LENGTH } from '../../../lambdas/understanding/classifier.ts';
import { readWeights, writeWeights } from '../../../lambdas/understanding/weights-file.ts';

/** So many numbers, each of which both kinds of array can hold. */
const numbers = (length: number) =>
  fc.array(fc.integer({ min: -127, max: 127 }), { minLength: length, maxLength: length });
const floats = (length: number) => numbers(length).map((its) => Float32Array.from(its));
const bytes = (length: number) => numbers(length).map((its) => Int8Array.from(its));

const network = (meanings: number) =>
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 })).chain(([inputs, width]) =>
    fc.record({
      inputs: fc.constant(inputs),
      hidden: bytes(inputs * width),
      hiddenSteps: floats(width),
      hiddenBias: floats(width),
      output: floats(width * meanings),
      outputBias: floats(meanings),
    }),
  );

const learned = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 4 }).chain((meanings) =>
  fc.record({
    meanings: fc.constant(meanings),
    buckets: fc.constant(2),
    step: fc.constant(0.5),
    runs: bytes(2 * meanings.length),
    runsBias: floats(meanings.length),
    means: floats(VECTOR_LENGTH),
    scales: floats(VECTOR_LENGTH),
    networks: fc.array(network(meanings.length), { maxLength: 3 }),
    vocabulary: fc.constant({ foster: 3 }),
    learnedFrom: fc.constant('abc'),
  }),
);

it('what is learned is read back as it was written, whatever its size', () => {
  fc.assert(
    fc.property(learned, (one) => {
      expect(readWeights(writeWeights(one))).toEqual(one);
    }),
    { numRuns: 20 },
  );
});
