/**
 * `npm run fuzz [-- --forms N --requests N --seed S]`: throws odd forms at the webhooks, with a right signature and a wrong
 * one, and odd requests at the staff pages, signed in and not. Ends with 1 when an answer is a 5xx, is no TwiML, or takes
 * time that grows faster than the text. The default takes hours; what is tried depends on the seed alone.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CommandError, runCommand } from '../../infra/command.ts';
import { synthesizeIfChanged } from '../../infra/local/synthesis-cache.ts';
import { throwAtService } from './throw-at-service.ts';

const USAGE = 'Use: npm run fuzz -- [--forms 1000000] [--requests 100000] [--seed 1], each a whole number.';
const GROWTH_RUNS = 5;
const TELL_EVERY = 10_000;

const commandArguments = z.object({
  forms: z.coerce.number().int().min(0).default(1_000_000),
  requests: z.coerce.number().int().min(0).default(100_000),
  seed: z.coerce.number().int().default(1),
});

await runCommand(async () => {
  const { forms, requests, seed } = readArguments();
  const folder = mkdtempSync(join(tmpdir(), 'letter-texts-fuzz-'));
  try {
    const stack = await synthesizeIfChanged(folder);
    const thrown = await throwAtService(stack, { forms, requests, growthRuns: GROWTH_RUNS }, seed, (done) => {
      if (done % TELL_EVERY === 0) console.error(`${done} of ${forms + requests}`);
    });
    for (const fault of thrown.faults) console.error(fault);
    console.log(JSON.stringify({ seed, ...thrown, faults: undefined }, null, 2));
    if (thrown.faultCount > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function readArguments(): z.infer<typeof commandArguments> {
  try {
    const options = { forms: { type: 'string' }, requests: { type: 'string' }, seed: { type: 'string' } } as const;
    return commandArguments.parse(parseArgs({ options }).values);
  } catch {
    throw new CommandError(USAGE);
  }
}
