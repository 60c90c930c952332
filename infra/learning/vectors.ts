/** Caches the encoder's vectors of sentences on disk, so that we only encode new ones out of tens of thousands. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VECTOR_LENGTH } from '../../lambdas/understanding/classifier.ts';
import { type EncoderModel, openEncoderModel } from '../../lambdas/understanding/encoder-model.ts';
import { MODEL_FOLDER, WASM_FOLDER } from '../encoder-files.ts';

const CACHE_DIR = join('node_modules', '.cache', 'sentence-vectors');
const PROGRESS_EVERY = 1000;

let opened: Promise<EncoderModel> | undefined;

/** The encoder, for commands and tests: in this process, from the packages. */
export function openPackagedEncoder(): Promise<EncoderModel> {
  opened ??= openEncoderModel(MODEL_FOLDER, WASM_FOLDER);
  return opened;
}

/**
 * The vectors of sentences, by sentence.
 *
 * @param progress takes how many of those that are new are done
 */
export async function encodeAll(
  sentences: readonly string[],
  progress: (done: number, all: number) => void = () => {},
): Promise<Map<string, Float16Array>> {
  cached ??= readCache();
  const cache = cached;
  const wanted = [...new Set(sentences)];
  const vectors = new Map<string, Float16Array>();
  const fresh: string[] = [];
  for (const sentence of wanted) {
    const vector = cache.get(keyOf(sentence));
    if (vector) vectors.set(sentence, vector);
    else fresh.push(sentence);
  }
  if (fresh.length === 0) return vectors;
  const { encode } = await openPackagedEncoder();
  for (const [at, sentence] of fresh.entries()) {
    const vector = Float16Array.from(await encode(sentence));
    vectors.set(sentence, vector);
    cache.set(keyOf(sentence), vector);
    const done = at + 1;
    if (done % PROGRESS_EVERY === 0 || done === fresh.length) progress(done, fresh.length);
  }
  writeCache(cache);
  return vectors;
}

/** As it was read, with what came since. */
let cached: Map<string, Float16Array> | undefined;

function keyOf(sentence: string): string {
  return createHash('sha1').update(sentence).digest('hex');
}

const KEY_BYTES = 20;
const ENTRY_BYTES = KEY_BYTES + VECTOR_LENGTH * 2;
const CACHE_FILE = join(CACHE_DIR, 'universal-sentence-encoder-lite-layers.bin');

function readCache(): Map<string, Float16Array> {
  const cache = new Map<string, Float16Array>();
  if (!statSync(CACHE_FILE, { throwIfNoEntry: false })?.isFile()) return cache;
  const bytes = readFileSync(CACHE_FILE);
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    const key = bytes.toString('hex', at, at + KEY_BYTES);
    const numbers = bytes.subarray(at + KEY_BYTES, at + ENTRY_BYTES);
    cache.set(key, new Float16Array(Uint8Array.from(numbers).buffer));
  }
  return cache;
}

function writeCache(cache: ReadonlyMap<string, Float16Array>): void {
  mkdirSync(CACHE_DIR, { recursive: true });
  const entries = [...cache].flatMap(([key, vector]) => [
    Buffer.from(key, 'hex'),
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  ]);
  // Another process may read it at this moment.
  const fresh = `${CACHE_FILE}.${process.pid}`;
  writeFileSync(fresh, Buffer.concat(entries));
  renameSync(fresh, CACHE_FILE);
}
