/**
 * `npm run learn`: learns each letter's weights from the examples in content/, tells how well texts that were left out
 * are understood and what has changed, and writes the weights beside the letter.
 *
 * `npm run learn -- --measure TRAIN.jsonl TEST.jsonl` learns from one file of texts and labels and tells how well the
 * other is understood, so that the method can be compared with others on public data. It writes nothing.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError, runCommand } from '../command.ts';
import { compileLetter, compileReader } from '../content/compile-letter.ts';
import { type ContentSource, renderProblem } from '../content/content-source.ts';
import { hashOf } from '../content/learned-from.ts';
import { letterIds, MEASURED_FILE, readContent, WEIGHTS_FILE } from '../content/read-content.ts';
import { learnWeights } from './learn-weights.ts';
import { measureFiles } from './measure-files.ts';
import { measuredOf } from './measured.ts';
import { changedSides, renderReport, understandHeldOut } from './report.ts';

const CONTENT_DIR = 'content';

await runCommand(async () => {
  const files = readArguments();
  if (files) {
    console.log((await measureFiles(...files, say)).join('\n'));
    return;
  }
  for (const id of letterIds(CONTENT_DIR)) {
    const read = readContent(CONTENT_DIR, id);
    const problems = read.isReadable ? read.source.exampleProblems : read.problems;
    if (!read.isReadable || problems.length > 0) throw new CommandError(problems.map(renderProblem).join('\n'));
    await learnLetter(read.source);
  }
});

async function learnLetter(source: ContentSource): Promise<void> {
  const { id, weights: before } = source;
  say(`${id}: ${source.examples.length} examples, hash ${hashOf(source).slice(0, 8)}`);
  const bytes = await learnWeights(source, say);
  const file = join(CONTENT_DIR, id, WEIGHTS_FILE);
  const understand = (weights: Uint8Array) => {
    const learned = { ...source, weights: { name: file, bytes: weights } };
    return understandHeldOut(learned, compileLetter(learned, {}), compileReader(learned), weights);
  };
  const now = await understand(bytes);
  console.log(renderReport(now).join('\n'));
  if (before) console.log(changedSides(await understand(before.bytes), now).join('\n'));
  writeFileSync(file, bytes);
  const measured = measuredOf(now);
  if (measured) writeFileSync(join(CONTENT_DIR, id, MEASURED_FILE), `${JSON.stringify(measured, null, 2)}\n`);
  console.log(`Wrote ${file}, ${(bytes.length / 1e6).toFixed(1)} MB`);
}

function readArguments(): [train: string, test: string] | undefined {
  const usage = 'Write: npm run learn, or npm run learn -- --measure TRAIN.jsonl TEST.jsonl';
  const { positionals, values } = (() => {
    try {
      return parseArgs({ allowPositionals: true, options: { measure: { type: 'boolean', default: false } } });
    } catch {
      throw new CommandError(usage);
    }
  })();
  const [train, test] = positionals;
  if (!values.measure && positionals.length === 0) return undefined;
  if (!values.measure || !train || !test || positionals.length > 2) throw new CommandError(usage);
  return [train, test];
}

/** Progress, where it does not get among the results. */
function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
