/** Synthesizes the stack once for all tests: the bundles that they talk to are those that would be deployed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/local/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the synthesized stack. */
    stackFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'letter-texts-test-'));
  await synthesize(folder, true);
  project.provide('stackFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
