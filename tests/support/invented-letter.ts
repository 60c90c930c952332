/** A second letter to serve beside the real one: as if the same had been written to another place ten years later. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { onTestFinished } from 'vitest';
import { type BuiltLetter, buildLetter } from '../../infra/content/build-letter.ts';
import { LetterTextsStack } from '../../infra/letter-texts-stack.ts';
import { parseSettings } from '../../infra/settings.ts';

export const dorset = buildLetter('content', { letter: 'dorset-2021' });

/** The letter of Seatown: what it says begins with its name, and it has all the topics of Dorset's but the last. */
export const seatown: BuiltLetter = {
  ...dorset,
  place: 'Seatown',
  letter: {
    ...dorset.letter,
    id: 'seatown-2031',
    year: '2031',
    topics: dorset.letter.topics.slice(0, -1).map((topic) => ({
      ...topic,
      texts: topic.texts.map((text) => ({ ...text, words: `Seatown: ${text.words}` })),
    })),
    replies: { ...dorset.letter.replies, greeting: 'Hello from Seatown!' },
  },
};

/** The same, as a newer letter that takes the place of Dorset's. */
export const seatownInPlaceOfDorset: BuiltLetter = {
  ...seatown,
  letter: {
    ...seatown.letter,
    supersedes: { id: dorset.letter.id, note: 'Text OLDER or NEWER.', older: ['older'], newer: ['newer', 'new'] },
  },
};

/** Synthesizes the stack for this test, with one letter for all numbers but those named here, which have another. */
export function stackWith(usual: BuiltLetter, other: BuiltLetter, numbers: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'two-letters-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ofNumber = numbers.map((number) => [number, other.letter.id]);
  const settings = new Map<string, unknown>([
    ['letter', usual.letter.id],
    ['numbers', Object.fromEntries(ofNumber)],
  ]);
  const app = new App({ outdir: folder });
  new LetterTextsStack(
    app,
    parseSettings((name) => settings.get(name)),
    usual,
    [other],
  );
  app.synth();
  return folder;
}
