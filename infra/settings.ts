/** What a council can change of a deployment: CDK context, with a default that is safe for each. */

import * as z from 'zod';
import { LONGEST_CONTACT_LINE } from './content/check-text.ts';
import { origin } from './origin.ts';

const DAYS = 'a number of days from 1 to 365';
const REPLIES = 'a number of replies from 1 to 1000';

const settings = z.object({
  /** The stack's name in CloudFormation. */
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'a letter, then letters, digits and hyphens')
    .default('OfstedLetterTexts'),
  /** How many days a request is kept. */
  retentionDays: z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(365, DAYS).default(30),
  /** How many replies one texter gets in an hour, before "slow down" and silence. */
  repliesPerHour: z.coerce.number(REPLIES).int(REPLIES).min(1, REPLIES).max(1000, REPLIES).default(20),
  /** The council's own telephone line for the HELP and safety replies; none by default, for a wrong one would be worse. */
  contactLine: z
    .string()
    .max(LONGEST_CONTACT_LINE.length, `at most ${LONGEST_CONTACT_LINE.length} characters, or HELP grows past one text`)
    .regex(/^[A-Za-z0-9 +()-]+$/, 'letters, digits, spaces, + ( ) and - only')
    .optional(),
  /** The letter's folder in content/; the newest by default. */
  letter: z.string().optional(),
  /** Scheme and host of a domain of the council's own, where Twilio does not call API Gateway's address. */
  publicUrl: origin(['https:'], 'https:// and a host, with nothing after it').optional(),
});

export type Settings = z.infer<typeof settings>;

/** Raised when a setting cannot be used; its message names each such setting and what it must be. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Parses the settings out of CDK's context.
 *
 * @param contextValue looks a name up there, as `app.node.tryGetContext` does
 * @throws SettingsError
 */
export function parseSettings(contextValue: (name: string) => unknown): Settings {
  const names = Object.keys(settings.shape);
  const parsed = settings.safeParse(Object.fromEntries(names.map((name) => [name, contextValue(name)])));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `The setting ${path.join('.')} must be ${message}.`);
  throw new SettingsError(lines.join('\n'));
}
