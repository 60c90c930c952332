/** The stack as it would be deployed: synthesized by the CDK's own CLI, and read back. */

import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { CommandError } from '../command.ts';

const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const assetManifest = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

/** A synthesized stack: its resources by logical id, and where the code of each asset lies. */
export interface SynthesizedStack {
  resources: z.infer<typeof template>['Resources'];
  /** The folder of an asset, by the key it is uploaded under without its ending. */
  assetFolder(hash: string): string;
}

/** Node's compile cache for the CDK, which then loads in half the time. */
const COMPILE_CACHE = join('node_modules', '.cache', 'node-compile');

/**
 * Synthesizes the app into a folder, as `npm run synth` does.
 *
 * @param isValidated whether the CDK checks the template by its own rules and those of cdk-nag, which takes some seconds:
 *   the same template is deployed only after that
 * @throws CommandError with what the CLI printed, such as the problems of content/
 */
export async function synthesize(outputFolder: string, isValidated: boolean): Promise<SynthesizedStack> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
  await promisify(execFile)(process.execPath, [cli, 'synth', '--quiet', '--output', outputFolder], {
    cwd: PROJECT_DIR,
    env: {
      ...process.env,
      CDK_DISABLE_VERSION_CHECK: '1',
      CDK_VALIDATION: String(isValidated),
      NODE_COMPILE_CACHE: COMPILE_CACHE,
    },
  }).catch((error: { stderr?: string; stdout?: string }) => {
    throw new CommandError(`The stack cannot be synthesized.\n${error.stdout ?? ''}${error.stderr ?? ''}`.trim());
  });
  return readSynthesizedStack(outputFolder);
}

/** Reads a stack that `synthesize` has written. */
export function readSynthesizedStack(folder: string): SynthesizedStack {
  const { Resources } = template.parse(readJson(folder, '.template.json'));
  const { files } = assetManifest.parse(readJson(folder, '.assets.json'));
  return {
    resources: Resources,
    assetFolder(hash) {
      const asset = files[hash];
      if (!asset) throw new Error(`No asset ${hash} was synthesized`);
      return resolve(folder, asset.source.path);
    },
  };
}

function readJson(folder: string, ending: string): unknown {
  const file = readdirSync(folder).find((name) => name.endsWith(ending));
  if (!file) throw new Error(`${folder} has no file that ends in ${ending}`);
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
