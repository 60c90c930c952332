/**
 * Learns from one file of labelled texts and measures on another, by the very method that the letters are learned with.
 * On public data it shows where the method stands among others: CLINC150 (Larson and others, EMNLP 2019,
 * https://aclanthology.org/D19-1131) has questions of 150 kinds and some of none, labelled `other`.
 */

import * as z from 'zod';
import { classify, GIST_LENGTH, VECTOR_LENGTH } from '../../lambdas/understanding/classifier.ts';
import { featuresOf } from '../../lambdas/understanding/features.ts';
import { openLanguage } from '../../lambdas/understanding/language.ts';
import { DICTIONARY } from '../content/dictionary.ts';
import { readJsonLines } from '../json-lines.ts';
import { type Progress, type Size, train } from './learn-weights.ts';
import { encodeAll } from './vectors.ts';
import { countVocabulary } from './vocabulary.ts';

/** The label of texts that are out of scope. */
const OTHER = 'other';
/** If even the likeliest label is less likely than this, we take the text for out of scope. */
const IN_SCOPE = 0.5;
/** A hundred and fifty labels need more room than the meanings of a letter. */
const SIZE: Size = {
  buckets: 1 << 18,
  networks: [
    { inputs: GIST_LENGTH, width: 256, inputDropout: 0, batch: 16 },
    { inputs: VECTOR_LENGTH, width: 256, inputDropout: 0.4, batch: 64 },
  ],
};

const labelled = z.object({ text: z.string(), label: z.string() });

/** @throws CommandError when a file has another shape */
export async function measureFiles(trainFile: string, testFile: string, progress: Progress): Promise<string[]> {
  const lessons = readJsonLines(trainFile, labelled, 'an object with a text and a label');
  const tests = readJsonLines(testFile, labelled, 'an object with a text and a label');
  const dictionary = new Set(DICTIONARY.split(' '));
  const vocabulary = countVocabulary(
    lessons.map(({ text }) => text),
    {},
    dictionary,
  );
  const { read, toSentence } = openLanguage({ textSpeak: {}, vocabulary, dictionary, languages: {} });
  const sentences = [...lessons, ...tests].map(({ text }) => toSentence(text));
  const vectors = await encodeAll(sentences, (done, all) => progress(`encoded ${done} of ${all} new sentences`));

  const labels = [...new Set(lessons.map(({ label }) => label))].sort();
  progress(`learning from ${lessons.length} texts of ${labels.length} labels`);
  const weights = train(
    lessons.map(({ text, label }) => ({
      features: featuresOf(read(text), SIZE.buckets),
      vector: vectors.get(toSentence(text)),
      meanings: [labels.indexOf(label)],
    })),
    labels,
    SIZE,
  );
  const guessed = tests.map(({ text, label }) => {
    const probabilities = classify(read(text), vectors.get(toSentence(text)), weights);
    const [best = OTHER, probability = 0] = [...probabilities].reduce((one, other) =>
      other[1] > one[1] ? other : one,
    );
    return { label, guess: probability < IN_SCOPE ? OTHER : best };
  });
  const share = (list: typeof guessed) =>
    ((100 * list.filter(({ label, guess }) => label === guess).length) / list.length).toFixed(1);
  const inScope = guessed.filter(({ label }) => label !== OTHER);
  const outOfScope = guessed.filter(({ label }) => label === OTHER);
  return [
    `accuracy in scope      ${share(inScope)} % of ${inScope.length}`,
    `recall out of scope    ${share(outOfScope)} % of ${outOfScope.length}`,
  ];
}
