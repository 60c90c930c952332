/** All that sentences are understood with: what was learned, and the encoder, read from beside the bundle. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Letter } from '../../content/letter.ts';
import type { Dialogue } from './dialogue.ts';
import { openReader } from './reader.ts';
import { openSentenceEncoder, type SentenceEncoder } from './sentence-encoder.ts';
import type { Message } from './understand-exactly.ts';
import { likeliestMeanings, sentenceOf, understandSentence } from './understand-sentence.ts';
import type { Understanding } from './understanding.ts';

/** How long the encoder may take, in milliseconds: then the text is understood without it, and nobody waits. */
const ENCODER_TIME_MS = 3000;

export interface Sentences {
  /** What a message means after the texts before it. It is encoded once, whatever those are. */
  understand(message: Message): Promise<(dialogue: Dialogue) => Understanding>;
  /** What it means as somebody's first, and the likeliest meanings with their probabilities. */
  explain(
    message: Message,
  ): Promise<{ understanding: Understanding; likeliest: [meaning: string, probability: number][] }>;
}

/**
 * Opens the encoder, which is the same for all letters.
 *
 * @param bundle where the build has put `encoder-worker.mjs` and `encoder/`
 */
export function openEncoder(bundle: URL): SentenceEncoder {
  const folder = fileURLToPath(new URL('encoder', bundle));
  return openSentenceEncoder(new URL('encoder-worker.mjs', bundle), { modelFolder: folder, wasmFolder: folder });
}

/**
 * @param folder where the build has put the letter's `reader.json` and `weights.bin`
 * @param onFault takes what kept the encoder from answering
 */
export function openSentences(
  folder: URL,
  letter: Letter,
  encoder: SentenceEncoder,
  onFault: (error: unknown) => void,
): Sentences {
  const read = (name: string) => readFileSync(new URL(name, folder));
  const reader = openReader(JSON.parse(read('reader.json').toString()), read('weights.bin'));

  const encode = (message: Message) =>
    encoder.encode(sentenceOf(message, reader), ENCODER_TIME_MS).catch((error: unknown) => {
      onFault(error);
      return undefined;
    });

  return {
    async explain(message) {
      const vector = await encode(message);
      return {
        understanding: understandSentence(message, {}, letter, reader, vector),
        likeliest: likeliestMeanings(message, reader, vector),
      };
    },
    async understand(message) {
      const vector = await encode(message);
      return (dialogue) => understandSentence(message, dialogue, letter, reader, vector);
    },
  };
}
