/**
 * How many messages are understood in a second without the encoder, on one core, as ratios in one run
 * to Fuse.js over the same words and messages; and what a sentence takes with the encoder. The messages are those that
 * are left out of learning. Nothing is remembered from one run to the next.
 */

import Fuse from 'fuse.js';
import type { Letter } from '../../content/letter.ts';
import { buildLetter } from '../../infra/content/build-letter.ts';
import { isHeldOut } from '../../infra/content/examples.ts';
import { readContent } from '../../infra/content/read-content.ts';
import { openPackagedEncoder } from '../../infra/learning/vectors.ts';
import { openReader } from '../../lambdas/understanding/reader.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { understandSentence } from '../../lambdas/understanding/understand-sentence.ts';
import { type Learned, readWeights, writeWeights } from '../../lambdas/understanding/weights-file.ts';
import { median } from './median.ts';

const RUNS = 5;
const MESSAGES = 1000;
const ENCODED = 100;

export interface UnderstandingSpeed {
  /** Sentences a second without the encoder, over Fuse.js's. */
  understandToFuse: number;
  exactToFuse: number;
  /** Of a sentence with the encoder. */
  encoderMs: number;
  encoderLongestMs: number;
  /** What understanding takes with a hundred topics over what it takes with one. */
  hundredTopicsToOne: number;
}

export async function measureUnderstanding(): Promise<UnderstandingSpeed> {
  const { letter, reader: readerFile, weights } = buildLetter('content', {});
  const read = readContent('content', letter.id);
  const examples = read.isReadable ? read.source.examples : [];
  const heldOut = examples.filter(isHeldOut);
  // Every so many, so that all groups are among them.
  const messages = heldOut.filter((_, at) => at % Math.ceil(heldOut.length / MESSAGES) === 0).map(({ text }) => text);
  const phrases = letter.topics.flatMap(({ id, phrases }) => phrases.map((phrase) => ({ id, phrase })));

  const fuse = new Fuse(phrases, { keys: ['phrase'], includeScore: true });
  const fuseRate = rate(messages, () => (body) => void fuse.search(body, { limit: 1 }));
  const exactRate = rate(messages, () => (body) => void understandExactly({ body }, {}, letter));
  const sentences = (of: Letter, weightsFile: Uint8Array) => () => {
    const reader = openReader(readerFile, weightsFile);
    // The first misspelt word opens what spelling needs.
    reader.read('helo graeds');
    return (body: string) => void understandSentence({ body }, {}, of, reader, undefined);
  };
  const sentenceRate = rate(messages, sentences(letter, weights));
  const [one, hundred] = [1, 100].map((topics) => {
    const many = withTopics(letter, topics);
    return rate(messages, sentences(many, writeWeights(weightsFor(readWeights(weights), letter, many))));
  });

  const reader = openReader(readerFile, weights);
  const { encode } = await openPackagedEncoder();
  const times: number[] = [];
  for (const text of messages.slice(0, ENCODED)) {
    const began = performance.now();
    await encode(reader.toSentence(text));
    times.push(performance.now() - began);
  }
  return {
    understandToFuse: Number((sentenceRate / fuseRate).toFixed(1)),
    exactToFuse: Number((exactRate / fuseRate).toFixed(1)),
    encoderMs: Number(median(times).toFixed(1)),
    encoderLongestMs: Number(Math.max(...times.slice(1)).toFixed(1)),
    hundredTopicsToOne: Number(((one ?? Number.NaN) / (hundred ?? Number.NaN)).toFixed(2)),
  };
}

/** The letter with so many topics, made of its own. */
function withTopics(letter: Letter, count: number): Letter {
  const topics = Array.from({ length: count }, (_, at) => {
    const topic = letter.topics[at % letter.topics.length];
    if (!topic) throw new Error('The letter has no topics');
    const id = `topic-${at}`;
    return { ...topic, id, keyword: `TOPIC${at}`, phrases: topic.phrases.map((phrase) => `${phrase}${at}`) };
  });
  return { ...letter, topics };
}

/** Weights for other topics than the letter's: which numbers they are does not change the time. */
function weightsFor({ meanings, ...learned }: Learned, letter: Letter, other: Letter): Learned {
  const own = new Set(letter.topics.map(({ id }) => id));
  const all = [...other.topics.map(({ id }) => id), ...meanings.filter((meaning) => !own.has(meaning))];
  return {
    ...learned,
    meanings: all,
    runs: new Int8Array(learned.buckets * all.length).fill(1),
    runsBias: new Float32Array(all.length),
    networks: learned.networks.map((network) => ({
      ...network,
      output: new Float32Array(network.hiddenBias.length * all.length),
      outputBias: new Float32Array(all.length),
    })),
  };
}

/** Messages in a second, the median of several runs. */
function rate(messages: readonly string[], prepare: () => (body: string) => void): number {
  return median(
    Array.from({ length: RUNS }, () => {
      const understand = prepare();
      const began = performance.now();
      for (const body of messages) understand(body);
      return (1000 * messages.length) / (performance.now() - began);
    }),
  );
}
