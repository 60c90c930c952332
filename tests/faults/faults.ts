/**
 * `npm run faults [-- --posts N --texters N --faults 'hang,throttling' --seed S]`: texts the service while its table fails,
 * in each way in turn, and has what was missed recorded. Ends with 1 when a text is lost, recorded twice or not answered.
 * `--faults none` texts it while nothing fails.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CommandError, runCommand } from '../../infra/command.ts';
import { synthesizeIfChanged } from '../../infra/local/synthesis-cache.ts';
import { type Came, isFaultless, TABLE_FAULTS, type TableFault, textThroughFault } from './text-through-faults.ts';

const ALL: readonly TableFault[] = ['none', ...TABLE_FAULTS];
const USAGE = `Use: npm run faults -- [--posts 1200] [--texters 200] [--seed 1] [--faults 'one,another']
Posts are those to all faults together. The faults are: ${ALL.join(', ')}.`;

const commandArguments = z.object({
  posts: z.coerce.number().int().min(1).default(1200),
  texters: z.coerce.number().int().min(1).max(999).default(200),
  seed: z.coerce.number().int().default(1),
  faults: z
    .string()
    .transform((names) => names.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(ALL)))
    .default([...TABLE_FAULTS]),
});

await runCommand(async () => {
  const { posts, texters, seed, faults } = readArguments();
  const folder = mkdtempSync(join(tmpdir(), 'letter-texts-faults-'));
  try {
    const stack = await synthesizeIfChanged(folder);
    console.log(`seed ${seed}`);
    const all: Came[] = [];
    for (const [at, fault] of faults.entries()) {
      // What is left over goes to the last.
      const share = Math.floor((posts * (at + 1)) / faults.length) - Math.floor((posts * at) / faults.length);
      const came = await textThroughFault(stack, fault, { posts: share, texters, seed: seed + at });
      console.error(`${fault}: ${isFaultless(came) ? 'nothing lost' : JSON.stringify(came)}`);
      all.push(came);
    }
    console.table(Object.fromEntries(all.map(({ fault, ...counts }) => [fault, counts])));
    if (!all.every(isFaultless)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function readArguments(): z.infer<typeof commandArguments> {
  try {
    const text = { type: 'string' } as const;
    return commandArguments.parse(
      parseArgs({ options: { posts: text, texters: text, seed: text, faults: text } }).values,
    );
  } catch {
    throw new CommandError(USAGE);
  }
}
