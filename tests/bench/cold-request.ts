/**
 * One request to a Lambda's bundle in a process that has just begun; prints the milliseconds since then, the memory, and how
 * much of the bundle's code was loaded.
 */

import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [, , bundle = '', isCounted] = process.argv;
const event: unknown = JSON.parse(await text(process.stdin));
let codeBytes = 0;
// Watching what is loaded takes time itself, so it is done in a run of its own.
if (isCounted) {
  const folder = pathToFileURL(dirname(bundle)).href;
  registerHooks({
    load(url, context, next) {
      if (url.startsWith(folder)) codeBytes += statSync(fileURLToPath(url)).size;
      return next(url, context);
    },
  });
}
const { handler } = await import(pathToFileURL(bundle).href);
const { statusCode } = await handler(event);
const ms = performance.now();
console.log(JSON.stringify({ statusCode, ms, residentMb: process.memoryUsage.rss() / 1e6, codeBytes }));
process.exit();
