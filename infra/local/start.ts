/** `npm start`: runs the service here until it is stopped, and takes over every change in content/. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watch } from 'chokidar';
import * as z from 'zod';
import { buildLetter, ContentError } from '../content/build-letter.ts';
import { parseSettings, SettingsError } from '../settings.ts';
import { parseLocalEnvironment } from './local-environment.ts';
import { runCommand } from './local-error.ts';
import { type LocalService, startService } from './service.ts';
import { synthesize } from './synthesize.ts';

const CONTENT_DIR = 'content';

/** How often it is looked whether npm is still there, in milliseconds. */
const PARENT_CHECK_MS = 250;

/** How long content/ must have been quiet before it is read, in milliseconds: editors write in several steps. */
const QUIET_MS = 100;

await runCommand(async () => {
  const environment = parseLocalEnvironment(process.env);
  const outputFolder = mkdtempSync(join(tmpdir(), 'letter-texts-'));
  process.on('exit', () => rmSync(outputFolder, { recursive: true, force: true }));
  const service = await startService(await synthesize(outputFolder), environment, (printed) =>
    process.stderr.write(printed),
  );
  serveContentChanges(service);
  onStop(() => service.close().then(() => process.exit(0)));
  console.log(`ready
  phone page       ${service.url}/
  Twilio's webhook ${service.publicUrl}/sms
  text by command  npm run text -- GRADES
Stop with Ctrl+C.`);
});

function onStop(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  // npm passes a SIGTERM to the shell between us and itself, and the shell goes without passing it on.
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
}

function serveContentChanges(service: LocalService): void {
  let timer: NodeJS.Timeout | undefined;
  watch(CONTENT_DIR, { ignoreInitial: true }).on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        service.serveLetter(buildLetter(CONTENT_DIR, parseSettings(contextValue)));
        console.log('content/ has changed and is served.');
      } catch (error) {
        if (!(error instanceof ContentError || error instanceof SettingsError)) throw error;
        console.error(`${error.message}\ncontent/ has changed but is not served until this is mended.`);
      }
    }, QUIET_MS);
  });
}

// The settings that the CLI synthesized with, read as it reads them.
function contextValue(name: string): unknown {
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  return context[name];
}
