/** The letter as content/ has it now, built with the settings that the stack is synthesized with. */

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type BuiltLetter, buildLetter } from '../content/build-letter.ts';
import { parseSettings } from '../settings.ts';

export const CONTENT_DIR = 'content';

const cdkFile = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** @throws ContentError or SettingsError when content/ or cdk.json cannot be served */
export function buildServedLetter(): BuiltLetter {
  const { context } = cdkFile.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  return buildLetter(
    CONTENT_DIR,
    parseSettings((name) => context[name]),
  );
}
