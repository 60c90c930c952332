/** Keeps the stack that the local run last synthesized. As long as nothing in it has changed, starting takes a second. */

import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSynthesizedStack, type SynthesizedStack, synthesize } from './synthesize.ts';

const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));
const CACHE_DIR = join(PROJECT_DIR, 'node_modules', '.cache', 'synthesized');

/** Everything that goes into the stack. The lock file covers the packages. */
const INPUTS = ['{infra,lambdas,content}/**', 'cdk.json', 'package-lock.json', 'settings.yaml', 'tsconfig.json'];

/**
 * Copies the stack into a folder. Synthesizes it again only when something in it has changed. It is not validated, so it
 * must not be deployed.
 *
 * @throws CommandError as `synthesize` does
 */
export async function synthesizeIfChanged(outputFolder: string): Promise<SynthesizedStack> {
  const kept = join(CACHE_DIR, hashOfInputs(PROJECT_DIR));
  if (!existsSync(kept)) await synthesizeInto(kept);
  cpSync(kept, outputFolder, { recursive: true });
  return readSynthesizedStack(outputFolder);
}

/** Another process may do the same at this moment, so each writes to its own folder first. */
async function synthesizeInto(kept: string): Promise<void> {
  mkdirSync(CACHE_DIR, { recursive: true });
  const fresh = mkdtempSync(join(CACHE_DIR, 'fresh-'));
  try {
    await synthesize(fresh, false);
    for (const old of globSync('*', { cwd: CACHE_DIR })) {
      if (join(CACHE_DIR, old) !== fresh) rmSync(join(CACHE_DIR, old), { recursive: true, force: true });
    }
    renameSync(fresh, kept);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A hash of the names and the contents of all files that the stack is made of. */
export function hashOfInputs(projectFolder: string): string {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap((pattern) => globSync(pattern, { cwd: projectFolder })).sort();
  for (const file of files) {
    const path = join(projectFolder, file);
    if (statSync(path).isFile())
      hash.update(`${file}\0`).update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex').slice(0, 16);
}
