/** Bundles a Lambda's code for upload: minified, with separate files for what it loads later, and the files that it reads. */

import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type Metafile } from 'esbuild';

/** What lies beside the code, by its name. */
export type BundledFiles = Record<string, string | Uint8Array | { copyOf: string }>;

/** Where the bundles of this process lie until it ends. */
const folders: string[] = [];

/** The parts of a bundle. */
export interface BundleParts {
  /** The file's name in lambdas/. */
  entry: string;
  /** Of its code, and of each worker's. */
  metafiles: Metafile[];
  files: BundledFiles;
}

const builtBundles: BundleParts[] = [];

/** The parts of the bundles that this process has built, in order. `npm run licences` lists what is in them. */
export function partsOfBuiltBundles(): readonly BundleParts[] {
  return builtBundles;
}

/**
 * Bundles an entry of lambdas/ with the SDK's own version of all it uses.
 *
 * @param entry the file's name in lambdas/, for example `inbound-sms.ts`
 * @param files what the code reads from its own folder: by name, contents or `{ copyOf }` another file
 * @param workers files in lambdas/ that run in threads of their own
 * @param isLean leaves out what DynamoDB's client never loads; another client of AWS's may
 */
export function bundleLambda(
  entry: string,
  files: BundledFiles,
  { workers = [], isLean = true }: { workers?: readonly string[]; isLean?: boolean } = {},
): Code {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
  // The CDK copies it when the app is synthesized.
  if (folders.length === 0) process.once('exit', removeFolders);
  folders.push(folder);
  const metafiles = [buildCode({ index: inProject(`lambdas/${entry}`) }, folder, isLean)];
  // We build workers separately. Shared code would be split into more files, and the entry would grow.
  for (const worker of workers)
    metafiles.push(buildCode({ [basename(worker, '.ts')]: inProject(`lambdas/${worker}`) }, folder, isLean));
  builtBundles.push({ entry, metafiles, files });
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'object' && 'copyOf' in content) {
      copyFileSync(content.copyOf, file, constants.COPYFILE_FICLONE);
    } else writeFileSync(file, content);
  }
  return Code.fromAsset(folder);
}

/** What CommonJS in there asks for and ES modules don't have: twilio asks for require, TensorFlow.js for __dirname. */
const COMMON_JS: readonly [name: RegExp, code: string][] = [
  [/\brequire\b/, "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"],
  [/\b__dirname\b/, 'const __dirname=import.meta.dirname;'],
  [/\b__filename\b/, 'const __filename=import.meta.filename;'],
];

/**
 * Writes the code of entries into a folder, with separate files for what they load later.
 *
 * @param entryPoints files by the name that each gets there, for example `{ index: '/…/lambdas/inbound-sms.ts' }`
 * @returns what esbuild took from where
 */
export function buildCode(entryPoints: Record<string, string>, folder: string, isLean: boolean): Metafile {
  const { outputFiles, metafile } = buildSync({
    // The metafile names files from here.
    absWorkingDir: inProject(''),
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    // Dynamic imports are loaded later, and tree-shaken like the rest.
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // The SDK's ES modules can be shaken, its CommonJS cannot.
    mainFields: ['module', 'main'],
    alias: {
      'node:http': inProject('infra/lambda-http.ts'),
      '@aws-sdk/credential-provider-node': inProject('infra/lambda-credentials.ts'),
      '@aws-sdk/middleware-endpoint-discovery': inProject('infra/lambda-endpoint-discovery.ts'),
      '@aws/lambda-invoke-store': inProject('infra/lambda-invoke-store.ts'),
      ...(isLean && {
        '@aws-sdk/core/client': inProject('infra/lambda-sdk-client.ts'),
        '@smithy/core/checksum': inProject('infra/lambda-checksum.ts'),
        '@smithy/core/config': inProject('infra/lambda-sdk-config.ts'),
        '@smithy/core/endpoints': inProject('infra/lambda-sdk-endpoints.ts'),
      }),
    },
    // The SDK imports these only in a browser and for streams, of which the functions have none: 48 kB never loaded.
    external: isLean ? ['bowser', '@smithy/core/event-streams'] : ['bowser'],
    // The SDK has its whole package.json in it, 2 kB, to name its version to AWS.
    loader: { '.json': 'empty' },
    charset: 'utf8',
    logLevel: 'error',
    write: false,
    metafile: true,
  });
  for (const { path, text } of outputFiles) {
    const needed = COMMON_JS.filter(([name]) => name.test(text)).map(([, code]) => code);
    writeFileSync(path, needed.join('') + text);
  }
  return metafile;
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function inProject(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
