import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MODEL_FOLDER, WASM_FOLDER } from '../../../infra/encoder-files.ts';
import { dot, GIST_LENGTH, VECTOR_LENGTH } from '../../../lambdas/understanding/classifier.ts';
import { openSentenceEncoder, type SentenceEncoder } from '../../../lambdas/understanding/sentence-encoder.ts';

const WORKER = new URL('../../../lambdas/understanding/encoder-worker.ts', import.meta.url);
const FOLDERS = { modelFolder: MODEL_FOLDER, wasmFolder: WASM_FOLDER };
const TIME_MS = 20_000;

function encoderWith(worker: URL, folders = FOLDERS): SentenceEncoder {
  const encoder = openSentenceEncoder(worker, folders);
  onTestFinished(() => encoder.close());
  return encoder;
}

/** A worker that does something else. */
function workerOf(code: string): URL {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'worker.mjs');
  writeFileSync(file, code);
  return pathToFileURL(file);
}

function likeness(one: Float32Array, other: Float32Array): number {
  return dot(one, 0, other, GIST_LENGTH);
}

describe('the sentence encoder', () => {
  it('finds sentences of one meaning alike, whatever their words', async () => {
    const encoder = encoderWith(WORKER);
    const encode = (sentence: string) => encoder.encode(sentence, TIME_MS);
    const grade = await encode('what grade did they get');
    expect(grade).toHaveLength(VECTOR_LENGTH);
    const alike = likeness(grade, await encode('how well were they marked'));
    expect(alike).toBeGreaterThan(likeness(grade, await encode('can I bring my rabbit')));
  });

  it('gives the gist of a sentence, then the mean and the maximum of its words in each layer', async () => {
    const vector = await encoderWith(WORKER).encode('my foster mum is kind', TIME_MS);
    const [gist, mean, most, laterMean, laterMost] = Array.from({ length: 5 }, (_, part) =>
      vector.slice(part * GIST_LENGTH, (part + 1) * GIST_LENGTH),
    );
    expect(Math.hypot(...(gist ?? []))).toBeCloseTo(1, 4);
    for (const [means, maxima] of [
      [mean, most],
      [laterMean, laterMost],
    ]) {
      expect(means?.every((number, at) => number <= (maxima?.[at] ?? Number.NaN))).toBe(true);
    }
    expect(laterMean).not.toEqual(mean);
  });

  it('takes a text without words, and one of 1,600 characters', async () => {
    const encoder = encoderWith(WORKER);
    expect(await encoder.encode('', TIME_MS)).toHaveLength(VECTOR_LENGTH);
    expect(await encoder.encode('he hurts me. '.repeat(124), TIME_MS)).toHaveLength(VECTOR_LENGTH);
  });

  it('gives up when its time is over', async () => {
    const encoder = encoderWith(workerOf('setInterval(() => {}, 1000); for (;;);'));
    await expect(encoder.encode('hello', 100)).rejects.toThrow('more than 100 ms');
  });

  it('fails at once when its weights are not there, and works when they are again', async () => {
    const encoder = encoderWith(WORKER, { ...FOLDERS, modelFolder: '/nowhere' });
    await expect(encoder.encode('hello', TIME_MS)).rejects.toThrow('ENOENT');
    await expect(encoder.encode('hello', TIME_MS)).rejects.toThrow('ENOENT');
  });
});
