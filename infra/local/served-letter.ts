/** The letters as content/ has them now, built with the settings that the stack is synthesized with. */

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type BuiltLetter, buildLetter, buildLetters } from '../content/build-letter.ts';
import { readSettings, SETTINGS_FILE, type Settings } from '../settings.ts';

export const CONTENT_DIR = 'content';

const cdkFile = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/**
 * The letter that all numbers get, and after it those that some numbers have instead.
 *
 * @throws ContentError or SettingsError when content/ or the settings cannot be served
 */
export function buildServedLetters(): [BuiltLetter, ...BuiltLetter[]] {
  return buildLetters(CONTENT_DIR, servedSettings());
}

/**
 * The letter of one of the service's numbers, or the one that all numbers get which have no other.
 *
 * @throws ContentError or SettingsError when it cannot be served
 */
export function buildServedLetter(number = ''): BuiltLetter {
  const settings = servedSettings();
  return buildLetter(CONTENT_DIR, { ...settings, letter: settings.numbers?.[number] ?? settings.letter });
}

function servedSettings(): Settings {
  const { context } = cdkFile.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  return readSettings(SETTINGS_FILE, context);
}
