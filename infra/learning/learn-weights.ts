/** Learns a letter's weights from its examples and those that all letters share. */

import { GIST_LENGTH, VECTOR_LENGTH, type Weights } from '../../lambdas/understanding/classifier.ts';
import { featuresOf } from '../../lambdas/understanding/features.ts';
import { openLanguage } from '../../lambdas/understanding/language.ts';
import { writeWeights } from '../../lambdas/understanding/weights-file.ts';
import { compileTextSpeak } from '../content/compile-letter.ts';
import { countLanguages } from '../content/count-languages.ts';
import { DICTIONARY } from '../content/dictionary.ts';
import { type Example, isHeldOut, languageOf } from '../content/examples.ts';
import { hashOf, type LearnedFrom } from '../content/learned-from.ts';
import { besideOthers } from './beside-others.ts';
import { tellOfOthers } from './other-people.ts';
import { measureSpread, type NetworkShape, trainNetwork } from './train-network.ts';
import { type Lesson, trainRuns } from './train-runs.ts';
import { encodeAll } from './vectors.ts';
import { countVocabulary } from './vocabulary.ts';

/** How many buckets the runs are hashed into, and how large the networks are. */
export interface Size {
  buckets: number;
  networks: readonly NetworkShape[];
}

/** What 3 MB have room for. */
const SIZE: Size = {
  buckets: 1 << 16,
  networks: [
    { inputs: GIST_LENGTH, width: 192, inputDropout: 0, batch: 16 },
    { inputs: VECTOR_LENGTH, width: 128, inputDropout: 0.4, batch: 64 },
  ],
};

/** Reports progress. */
export type Progress = (what: string) => void;

/** @returns the bytes of the file that `openReader` takes; the same from the same content */
export async function learnWeights(source: LearnedFrom, progress: Progress = () => {}): Promise<Uint8Array> {
  const examples = source.examples.filter((example) => !isHeldOut(example));
  const textSpeak = compileTextSpeak(source);
  const dictionary = new Set(DICTIONARY.split(' '));
  const english = examples.filter((example) => languageOf(example) === 'english').map(({ text }) => text);
  const vocabulary = countVocabulary(english, textSpeak, dictionary);
  const language = openLanguage({ textSpeak, vocabulary, dictionary, languages: countLanguages(examples) });
  const grownUps = Object.values(source.words.value.grownUps);
  const written = [...examples, ...besideOthers(examples), ...tellOfOthers(examples, grownUps)];
  const sentences = written.map(({ text }) => language.toSentence(text));
  const vectors = await encodeAll(sentences, (done, all) => progress(`encoded ${done} of ${all} new sentences`));

  const meanings = meaningsOf(
    source.topics.value.map(({ id }) => id),
    examples,
  );
  const lessons = written.map(
    ({ text, meanings: meant }, at): Lesson => ({
      features: featuresOf(language.read(text), SIZE.buckets),
      vector: vectors.get(sentences[at] ?? ''),
      meanings: meant.map((meaning) => meanings.indexOf(meaning)),
    }),
  );
  progress(`learning from ${lessons.length} examples of ${meanings.length} meanings`);
  const weights = train(lessons, meanings, SIZE);
  return writeWeights({ ...weights, vocabulary, learnedFrom: hashOf(source) });
}

/** The weights of lessons whose meanings are positions in a list. */
export function train(lessons: readonly Lesson[], meanings: readonly string[], { buckets, networks }: Size): Weights {
  const { runs, bias } = trainRuns(lessons, meanings.length, buckets);
  const largest = runs.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = largest / 127 || 1;
  const spread = measureSpread(lessons);
  return {
    meanings,
    buckets,
    step,
    runs: Int8Array.from(runs, (weight) => Math.round(weight / step)),
    runsBias: bias,
    ...spread,
    networks: networks.map((shape) => trainNetwork(lessons, meanings.length, spread, shape)),
  };
}

/** The topics in their order, and the other meanings that there are examples of. */
function meaningsOf(topics: readonly string[], examples: readonly Example[]): string[] {
  const others = new Set(examples.flatMap(({ meanings }) => meanings)).difference(new Set(topics));
  return [...topics, ...[...others].sort()];
}
