/**
 * `npm run --silent understand -- FILE`: reads JSON lines that have a `text` and prints each with what it is understood
 * as, as if its sender had not texted before: `kind`, and `topics` where there are any. All other members pass through.
 */

import * as z from 'zod';
import { openReader } from '../../lambdas/understanding/reader.ts';
import { topicsOf } from '../../lambdas/understanding/understanding.ts';
import { CommandError, runCommand } from '../command.ts';
import { buildLetter, ContentError } from '../content/build-letter.ts';
import { readJsonLines } from '../json-lines.ts';
import { understandAll } from './report.ts';

const line = z.looseObject({ text: z.string() });

await runCommand(async () => {
  const [file] = process.argv.slice(2);
  if (!file) throw new CommandError('Name a file of JSON lines that have a text: npm run understand -- texts.jsonl');
  const lines = readJsonLines(file, line, 'an object with a text');
  const { letter, reader, weights } = build();
  const understood = await understandAll(
    lines.map(({ text }) => text),
    letter,
    openReader(reader, weights),
  );
  for (const [at, one] of lines.entries()) {
    const understanding = understood[at];
    if (!understanding) continue;
    const topics = topicsOf(understanding);
    console.log(JSON.stringify({ ...one, kind: understanding.kind, ...(topics.length > 0 && { topics }) }));
  }
});

function build() {
  try {
    return buildLetter('content', {});
  } catch (error) {
    if (error instanceof ContentError) throw new CommandError(error.message);
    throw error;
  }
}
