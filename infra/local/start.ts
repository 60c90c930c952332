/** `npm start`: runs the service here until it is stopped, and takes over every change in content/. */

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { INBOUND_SMS_PATH, STAFF_PATH } from '../../lambdas/aws/routes.ts';
import { runCommand } from '../command.ts';
import { parseLocalEnvironment } from './local-environment.ts';
import { buildServedLetters, CONTENT_DIR } from './served-letter.ts';
import { type LocalService, startService } from './service.ts';
import { LOCAL_ACCOUNTS } from './sign-in-provider.ts';
import { rememberStarted } from './started-service.ts';
import { synthesizeIfChanged } from './synthesis-cache.ts';

/** How long content/ must have been quiet before it is read, in milliseconds: editors write in several steps. */
const QUIET_MS = 100;

await runCommand(async () => {
  const environment = parseLocalEnvironment(process.env);
  const outputFolder = mkdtempSync(join(tmpdir(), 'letter-texts-'));
  process.on('exit', () => rmSync(outputFolder, { recursive: true, force: true }));
  const service = await startService(await synthesizeIfChanged(outputFolder), environment, (printed) =>
    process.stderr.write(printed),
  );
  await serveContentChanges(service);
  service.stack.runScheduled().catch((error: Error) => console.error(`The days were not counted: ${error.message}`));
  const forget = rememberStarted(service.url);
  process.on('exit', forget);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => service.close().then(() => process.exit(0)));
  }
  const accounts = LOCAL_ACCOUNTS.map(({ name }) => name).join(', ');
  console.log(`ready
  phone page       ${service.url}/
  Twilio's webhook ${service.publicUrl}${INBOUND_SMS_PATH}
  text by command  npm run text -- GRADES
  staff pages      ${service.url}${STAFF_PATH}
                   sign in as ${accounts}, each with its name as the password
Stop with Ctrl+C.`);
});

/** Resolves when no change goes unseen any more. */
async function serveContentChanges(service: LocalService): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(CONTENT_DIR, { ignoreInitial: true });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        service.stack.serveLetter(...buildServedLetters());
        console.log('content/ has changed and is served.');
      } catch (error) {
        // The files may be incomplete for a moment. The service goes on with what it has.
        console.error(error instanceof Error ? error.message : String(error));
        console.error('content/ has changed but is not served until this is fixed.');
      }
    }, QUIET_MS);
  });
  await once(watcher, 'ready');
}
