/** The letter that is served, with all that was learned for it: what a person's text means, as the webhook finds it. */

import { buildLetter } from '../../infra/content/build-letter.ts';
import { understandAll } from '../../infra/learning/report.ts';
import { openReader } from '../../lambdas/understanding/reader.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { understandSentence } from '../../lambdas/understanding/understand-sentence.ts';
import type { Understanding } from '../../lambdas/understanding/understanding.ts';

const { letter, reader, weights } = buildLetter('content', { letter: 'dorset-2021' });
const opened = openReader(reader, weights);

export const servedLetter = letter;
export const servedReader = opened;

/** With the encoder, each as the first text of somebody. */
export async function understoodAll(texts: readonly string[]): Promise<Understanding[]> {
  return await understandAll(texts, letter, opened);
}

/** The same of one text. */
export async function understood(text: string): Promise<Understanding> {
  const [understanding] = await understoodAll([text]);
  if (!understanding) throw new Error('Nothing came of a text');
  return understanding;
}

/** Without the encoder, as when it fails: at once, so that thousands can be tried. */
export function understoodWithoutEncoder(body: string): Understanding {
  return understandExactly({ body }, {}, letter) ?? understandSentence({ body }, {}, letter, opened, undefined);
}
