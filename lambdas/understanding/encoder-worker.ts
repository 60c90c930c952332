/** A thread of its own for the encoder: however long it takes, the webhook can go on without it. */

import { parentPort, workerData } from 'node:worker_threads';
import { openEncoderModel } from './encoder-model.ts';

/** What goes to the worker, and what comes back. */
export interface EncoderCall {
  id: number;
  sentence: string;
}
export type EncoderAnswer = { id: number; vector: Float32Array } | { id: number; error: string };

const { modelFolder, wasmFolder }: { modelFolder: string; wasmFolder: string } = workerData;
const opening = openEncoderModel(modelFolder, wasmFolder);

parentPort?.on('message', async ({ id, sentence }: EncoderCall) => {
  try {
    answer({ id, vector: await (await opening).encode(sentence) });
  } catch (error) {
    answer({ id, error: String(error) });
  }
});

function answer(one: EncoderAnswer): void {
  parentPort?.postMessage(one);
}
