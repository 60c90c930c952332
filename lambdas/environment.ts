/**
 * The environment variables that the stack sets and the Lambdas read. The names stand here once: `infra/` sets what
 * this type asks for, and what is missing at start is named.
 */

import * as z from 'zod/mini';

const required = z.string().check(z.minLength(1));

const environment = z.object({
  /** Scheme and host that Twilio calls, without a slash at the end: signatures are checked against it. */
  PUBLIC_URL: required,
  TABLE_NAME: required,
  /** Secrets Manager's id of the Twilio auth tokens, JSON: `{"primary": "…", "secondary": "…"}`. */
  TWILIO_AUTH_TOKENS_SECRET: required,
  /** Secrets Manager's id of the key that texter references are made with. */
  TEXTER_KEY_SECRET: required,
  /** How many days a request is kept. */
  RETENTION_DAYS: required.check(z.regex(/^[1-9]\d*$/)),
  /** How many replies one texter gets in an hour. */
  REPLIES_PER_HOUR: required.check(z.regex(/^[1-9]\d*$/)),
});

export type Environment = z.infer<typeof environment>;

/** @throws Error naming every variable that is missing or malformed */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const parsed = environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new Error(`Environment variables missing or malformed: ${names.join(', ')}. The stack sets them.`);
}
