/** The encoder as the webhook uses it: in a thread of its own, which is started by the first sentence. */

import { Worker } from 'node:worker_threads';
import type { EncoderAnswer, EncoderCall } from './encoder-worker.ts';

export interface SentenceEncoder {
  /**
   * What the encoder makes of a sentence.
   *
   * @param timeMs how long it may take; rejects when the time is over, and when the encoder fails
   */
  encode(sentence: string, timeMs: number): Promise<Float32Array>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(vector: Float32Array): void;
  reject(error: Error): void;
}

/**
 * @param workerFile `encoder-worker.ts`, or what became of it in the bundle
 * @param folders where the model's weights and the WebAssembly files are
 */
export function openSentenceEncoder(
  workerFile: URL,
  folders: { modelFolder: string; wasmFolder: string },
): SentenceEncoder {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(workerFile, { workerData: folders });
    // A process with nothing else to do must be able to end.
    started.unref();
    started.on('message', (answer: EncoderAnswer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('vector' in answer) one?.resolve(answer.vector);
      else one?.reject(new Error(answer.error));
    });
    started.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error instanceof Error ? error : new Error(String(error)));
      waiting.clear();
      // The next sentence starts another one.
      if (worker === started) worker = undefined;
    });
    return started;
  }

  return {
    encode(sentence, timeMs) {
      worker ??= start();
      lastId += 1;
      const call: EncoderCall = { id: lastId, sentence };
      worker.postMessage(call);
      return new Promise<Float32Array>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(call.id);
          reject(new Error(`The encoder took more than ${timeMs} ms`));
        }, timeMs);
        const settle =
          <Value>(settled: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(timer);
            settled(value);
          };
        waiting.set(call.id, { resolve: settle(resolve), reject: settle(reject) });
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
