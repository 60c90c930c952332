/** One Lambda's code as it is uploaded: minified, what it loads later in files of its own, and what it reads beside it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/** Where the bundles of this process lie until it ends. */
const folders: string[] = [];

/**
 * Bundles an entry of lambdas/ with the SDK's own version of all it uses.
 *
 * @param entry the file's name in lambdas/, for example `inbound-sms.ts`
 * @param files the names and contents of what the code reads from its own folder
 */
export function bundleLambda(entry: string, files: Record<string, string>): Code {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
  // The CDK copies it when the app is synthesized.
  if (folders.length === 0) process.once('exit', removeFolders);
  folders.push(folder);
  buildSync({
    entryPoints: { index: inProject(`lambdas/${entry}`) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    // What is imported later is loaded later, and shaken like the rest.
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // The SDK's ES modules can be shaken, its CommonJS cannot.
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': inProject('infra/lambda-credentials.ts'),
      '@aws-sdk/endpoint-cache': inProject('infra/lambda-endpoint-cache.ts'),
    },
    // The SDK imports these only in a browser and for streams, of which the functions have none: 48 kB never loaded.
    external: ['bowser', '@smithy/core/event-streams'],
    // The SDK has its whole package.json in it, 2 kB, to name its version to AWS.
    loader: { '.json': 'empty' },
    // What is CommonJS in there, twilio for one, asks for Node's modules with require.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return Code.fromAsset(folder);
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function inProject(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
