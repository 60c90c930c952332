/**
 * `npm run bench`: how many messages are understood in a second without the encoder, on one core, as ratios in one run
 * to Fuse.js over the same words and messages; and what a sentence takes with the encoder. The messages are those that
 * are left out of learning. Nothing is remembered from one run to the next.
 */

import Fuse from 'fuse.js';
import { buildLetter } from '../../infra/content/build-letter.ts';
import { isHeldOut } from '../../infra/content/examples.ts';
import { readContent } from '../../infra/content/read-content.ts';
import { openPackagedEncoder } from '../../infra/learning/vectors.ts';
import { classify } from '../../lambdas/understanding/classifier.ts';
import { openReader } from '../../lambdas/understanding/reader.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { understandSentence } from '../../lambdas/understanding/understand-sentence.ts';
import { median } from './median.ts';

const RUNS = 5;
const MESSAGES = 1000;
const ENCODED = 100;

const { letter, reader: readerFile, weights } = buildLetter('content', {});
const read = readContent('content', letter.id);
const examples = read.isReadable ? read.source.examples : [];
const heldOut = examples.filter(isHeldOut);
// Every so many, so that all groups are among them.
const messages = heldOut.filter((_, at) => at % Math.ceil(heldOut.length / MESSAGES) === 0).map(({ text }) => text);
const phrases = letter.topics.flatMap(({ id, phrases }) => phrases.map((phrase) => ({ id, phrase })));

const fuse = new Fuse(phrases, { keys: ['phrase'], includeScore: true });
const fuseRate = rate(() => (body) => void fuse.search(body, { limit: 1 }));
const exactRate = rate(() => (body) => void understandExactly({ body }, {}, letter));
const sentenceRate = rate(() => {
  const reader = openReader(readerFile, weights);
  // The first misspelt word opens what spelling needs.
  reader.read('helo graeds');
  return (body) => void understandSentence({ body }, {}, letter, reader, undefined);
});
const reader = openReader(readerFile, weights);
const classifyRate = rate(() => (body) => void classify(body.split(' '), undefined, reader.weights));
const row = (name: string, perSecond: number) => ({
  name,
  'times Fuse.js': Number((perSecond / fuseRate).toFixed(1)),
  'a second': Math.round(perSecond),
});
console.table([
  row('Fuse.js over the phrases of the topics', fuseRate),
  row('understood by the very words, or not', exactRate),
  row('understood without the encoder', sentenceRate),
  row('the linear classifier alone', classifyRate),
]);

const { encode } = await openPackagedEncoder();
const times: number[] = [];
for (const text of messages.slice(0, ENCODED)) {
  const began = performance.now();
  await encode([reader.toSentence(text)]);
  times.push(performance.now() - began);
}
console.table([
  {
    encoder: `${ENCODED} sentences, one by one`,
    'median ms': Number(median(times).toFixed(1)),
    'longest ms, but for the first': Number(Math.max(...times.slice(1)).toFixed(1)),
    'resident MB': Math.round(process.memoryUsage.rss() / 1e6),
  },
]);

/** Messages in a second, the median of several runs. */
function rate(prepare: () => (body: string) => void): number {
  return median(
    Array.from({ length: RUNS }, () => {
      const understand = prepare();
      const began = performance.now();
      for (const body of messages) understand(body);
      return (1000 * messages.length) / (performance.now() - began);
    }),
  );
}
