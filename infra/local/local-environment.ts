/** The environment variables of the local run. */

import * as z from 'zod';
import { CommandError } from '../command.ts';
import { origin } from '../origin.ts';

const localEnvironment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  TWILIO_AUTH_TOKEN: z.string().default('local-auth-token'),
  /** The address that Twilio's forms are signed for; by default the local one. */
  PUBLIC_URL: origin(['http:', 'https:']).optional(),
  /** Where the table is kept; in memory by default. */
  DATA_DIR: z.string().optional(),
  /** A DynamoDB that runs already, for machines that the embedded engine is not built for. */
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
});

export type LocalEnvironment = z.infer<typeof localEnvironment>;

const FIXES: Record<string, string> = {
  PORT: 'a number from 0 to 65535',
  PUBLIC_URL: 'an address such as https://example.org, with nothing after the host',
  AWS_ENDPOINT_URL_DYNAMODB: 'an address such as http://localhost:8000',
};

/**
 * A variable that is set to nothing counts as not set.
 *
 * @throws CommandError naming each variable that cannot be used
 */
export function parseLocalEnvironment(variables: Record<string, string | undefined>): LocalEnvironment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = localEnvironment.safeParse(set);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  throw new CommandError(names.map((name) => `${name} must be ${FIXES[name] ?? 'text'}.`).join(' '));
}
