/** Explains how a text is understood: how it was read, how likely each meaning is, what counted, and what it is like. */

import type { Letter } from '../../content/letter.ts';
import {
  classify,
  dot,
  GIST_LENGTH,
  type Probabilities,
  runsShare,
  type Vector,
  type Weights,
} from '../../lambdas/understanding/classifier.ts';
import { featuresOf, runsOf } from '../../lambdas/understanding/features.ts';
import type { Reader } from '../../lambdas/understanding/reader.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { sentenceOf, understandSentence } from '../../lambdas/understanding/understand-sentence.ts';
import { type Example, isHeldOut } from '../content/examples.ts';
import { encodeAll } from './vectors.ts';

/** How many of each kind of reason are shown. */
const SHOWN = 5;
/** How many examples, alike by their words, are compared by the encoder. */
const COMPARED = 200;

/**
 * Lines for a terminal. What hangs on the conversation (MORE) is explained as if the text were the first.
 *
 * @example (await explainText('wot grade', letter, reader, examples))[0] // 'Understood as  topic grades 1'
 */
export async function explainText(
  body: string,
  letter: Letter,
  reader: Reader,
  examples: readonly Example[],
): Promise<string[]> {
  const exact = understandExactly({ body }, {}, letter);
  if (exact) return [`Understood as  ${render(exact)}`, 'By its very words'];

  const sentence = sentenceOf({ body }, reader);
  const words = reader.read(body);
  const alike = likeByWords(
    words,
    examples.filter((example) => !isHeldOut(example)),
    reader,
  );
  const vectors = await encodeAll([sentence, ...alike.map(({ text }) => reader.toSentence(text))]);
  const vector = vectors.get(sentence);
  const probabilities = classify(words, vector, reader.weights);
  return [
    `Understood as  ${render(understandSentence({ body }, {}, letter, reader, vector))}`,
    `Read           ${words.join(' ')}`,
    `Encoded        ${sentence}`,
    ...likeliest(probabilities).map(([meaning, probability], at) => {
      const counted = at < 2 ? `, for ${runsFor(meaning, words, reader.weights).join(', ')}` : '';
      return `${percent(probability).padStart(6)}         ${meaning}${counted}`;
    }),
    ...nearest(vector, alike, vectors, reader).map(
      ({ example, likeness }) =>
        `Like ${percent(likeness).padStart(6)}    "${example.text}" (${example.meanings.join(', ')}; ${example.file}:${example.line})`,
    ),
  ];
}

function likeliest(probabilities: Probabilities): [string, number][] {
  return [...probabilities].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
}

/** The words, with their letters, and the runs of words that spoke for a meaning most, and by how much. */
function runsFor(meaning: string, words: readonly string[], { meanings, buckets, runs, step }: Weights): string[] {
  const column = meanings.indexOf(meaning);
  const all = featuresOf(words, buckets);
  const sum = (its: readonly number[], of: number) =>
    its.reduce((scores, bucket) => scores + (runs[bucket * meanings.length + column] ?? 0), 0) *
    step *
    runsShare(of || 1);
  return runsOf(words, buckets)
    .map(({ run, features }) => ({
      run,
      score: sum(features.words, all.words.length) + sum(features.letters, all.letters.length),
    }))
    .sort((one, other) => other.score - one.score)
    .slice(0, SHOWN)
    .map(({ run, score }) => `"${run}" ${score >= 0 ? '+' : ''}${score.toFixed(2)}`);
}

/** The examples that share most words with a text, rare words counting more. */
function likeByWords(words: readonly string[], examples: readonly Example[], reader: Reader): Example[] {
  const read = examples.map((example) => ({ example, its: new Set(reader.read(example.text)) }));
  const counts = new Map(words.map((word) => [word, read.filter(({ its }) => its.has(word)).length]));
  return read
    .map(({ example, its }) => {
      const shared = words.filter((word) => its.has(word)).map((word) => 1 / Math.log(2 + (counts.get(word) ?? 0)));
      return { example, score: shared.reduce((sum, one) => sum + one, 0) / Math.sqrt(its.size || 1) };
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, COMPARED)
    .map(({ example }) => example);
}

function nearest(
  vector: Vector | undefined,
  examples: readonly Example[],
  vectors: ReadonlyMap<string, Vector>,
  reader: Reader,
): { example: Example; likeness: number }[] {
  if (!vector) return [];
  return examples
    .map((example) => {
      const other = vectors.get(reader.toSentence(example.text));
      // Both gists are of length 1, so this is the cosine of the angle between them.
      const likeness = other ? dot(Float32Array.from(other), 0, Float32Array.from(vector), GIST_LENGTH) : 0;
      return { example, likeness };
    })
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, SHOWN);
}

function render({ kind, ...rest }: { kind: string }): string {
  return [kind, ...Object.values(rest).flat()].join(' ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
