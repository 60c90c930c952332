/** What Twilio is to say to STOP, START and HELP: it answers them itself, and what it says by default helps nobody. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { CommandError } from '../command.ts';
import { countSegments } from '../content/count-segments.ts';

const optOutText = z
  .string()
  .regex(/call 999/, 'must say "call 999"')
  .regex(/Childline.*0800 1111/, 'must name Childline and 0800 1111')
  .refine((text) => countSegments(text).segments === 1, 'must be one segment');
const optOutFile = z.strictObject({ stop: optOutText, start: optOutText });

/** @throws CommandError naming each text that must not be used */
export function readOptOutTexts(contentDir: string): { stop: string; start: string } {
  const file = join(contentDir, 'opt-out.yaml');
  const parsed = optOutFile.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new CommandError(
    parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')} ${message}`).join('\n'),
  );
}
