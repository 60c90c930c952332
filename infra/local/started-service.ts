/** Which service the commands talk to: the one at `PORT`, or the one that was started last. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { parseLocalEnvironment } from './local-environment.ts';

const FILE = join('node_modules', '.cache', 'letter-texts', 'started.json');

const started = z.object({ url: z.url() });

/**
 * Remembers a service as the one that was started last.
 *
 * @returns forgets it again, unless another has been started since
 */
export function rememberStarted(url: string): () => void {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify({ url }));
  return () => {
    if (lastStarted() === url) rmSync(FILE, { force: true });
  };
}

/**
 * Where the commands look for the service. Nothing may be listening there.
 *
 * @param variables `PORT`, if it is set, comes first
 */
export function serviceUrl(variables: Record<string, string | undefined>): string {
  const { PORT } = parseLocalEnvironment(variables);
  const isNamed = variables['PORT']?.trim();
  return (isNamed ? undefined : lastStarted()) ?? `http://localhost:${PORT}`;
}

function lastStarted(): string | undefined {
  try {
    return started.parse(JSON.parse(readFileSync(FILE, 'utf8'))).url;
  } catch {
    return undefined;
  }
}
