/**
 * `npm run new-letter -- --name "Somerset 2022"`: lays out the folder of a new letter, with a filled example to write over.
 * It is not served before the check finds nothing wrong with it.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CommandError, runCommand } from '../command.ts';

const CONTENT_DIR = 'content';
const TEMPLATE_DIR = fileURLToPath(new URL('letter-template', import.meta.url));
const USAGE = 'Name the place and the year of the inspection: npm run new-letter -- --name "Somerset 2022"';

await runCommand(async () => {
  const { place, year } = readName();
  const id = `${place.toLowerCase().replace(/[^a-z]+/g, '-')}-${year}`;
  const folder = join(CONTENT_DIR, id);
  if (existsSync(folder))
    throw new CommandError(`${folder} is there already. Take another name, or change what is in it.`);

  for (const name of readdirSync(TEMPLATE_DIR, { recursive: true, encoding: 'utf8' })) {
    const from = join(TEMPLATE_DIR, name);
    if (statSync(from).isDirectory()) continue;
    const filled = readFileSync(from, 'utf8').replaceAll('{{place}}', place).replaceAll('{{year}}', year);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), filled);
    console.log(join(folder, name));
  }
  console.log(`
It holds an example that works as it is. Now:
1. Put the real letter into letter.md, and what it is into letter.yaml.
2. Write its topics in topics.yaml, and how people ask for them in examples/.
3. Run npm run learn, then npm run content until it finds nothing.
content/README.md says more. Until then, set "letter: dorset-2021" in settings.yaml to go on serving another.`);
});

function readName(): { place: string; year: string } {
  const given = (() => {
    try {
      return parseArgs({ options: { name: { type: 'string' } } }).values.name;
    } catch {
      return undefined;
    }
  })();
  const { place, year } = /^(?<place>[A-Z][A-Za-z' -]*?) (?<year>20\d\d)$/.exec(given?.trim() ?? '')?.groups ?? {};
  if (!place || !year) throw new CommandError(USAGE);
  return { place, year };
}
