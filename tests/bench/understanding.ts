/**
 * `npm run bench`: how many messages are understood in a second, as ratios in one run to looking up the words exactly.
 * The messages are those of the labelled set; each run begins with a letter that nothing has been remembered of.
 */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Letter } from '../../content/letter.ts';
import { buildLetter } from '../../infra/content/build-letter.ts';
import { exactWords } from '../../lambdas/understanding/exact-words.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import { understand } from '../../lambdas/understanding/understand.ts';

const RUNS = 5;

const LABELLED = new URL('../lambdas/understanding/labelled-messages.yaml', import.meta.url);
const messages = z
  .record(z.string(), z.array(z.union([z.string(), z.tuple([z.string()], z.string()).transform(([text]) => text)])))
  .parse(parse(readFileSync(LABELLED, 'utf8')));
const letter = buildLetter('content', {});

const exactly = rate(Object.values(messages).flat(), (body, fresh) => void exactWords(readWords(body), {}, fresh));
console.table([
  { messages: 'all, their words looked up exactly', ratio: 1, 'a second': Math.round(exactly) },
  ...Object.entries(messages).map(([name, bodies]) => {
    const understood = rate(bodies, (body, fresh) => void understand({ body }, {}, fresh));
    return { messages: name, ratio: Number((understood / exactly).toFixed(3)), 'a second': Math.round(understood) };
  }),
]);

/** Messages in a second, the median of several runs. The first message, which opens the letter, is not among them. */
function rate(bodies: readonly string[], read: (body: string, letter: Letter) => void): number {
  const rates = Array.from({ length: RUNS }, () => {
    const fresh = { ...letter };
    read('grades', fresh);
    const start = performance.now();
    for (const body of bodies) read(body, fresh);
    return (1000 * bodies.length) / (performance.now() - start);
  });
  return rates.toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
}
