/** One request to a Lambda's bundle in a process that has just begun; prints the milliseconds since then and the memory. */

import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const [, , bundle = ''] = process.argv;
const event: unknown = JSON.parse(await text(process.stdin));
const { handler } = await import(pathToFileURL(bundle).href);
const { statusCode } = await handler(event);
const ms = performance.now();
console.log(JSON.stringify({ statusCode, ms, residentMb: process.memoryUsage.rss() / 1e6 }));
process.exit();
