/** Twilio's auth tokens in the stack's secret. */

import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Finding } from './twilio-account.ts';

const tokens = z.object({ primary: z.string(), secondary: z.string() });
export type AuthTokens = z.infer<typeof tokens>;

export async function readTokens(secretId: string, region: string): Promise<AuthTokens> {
  const read = new GetSecretValueCommand({ SecretId: secretId });
  const { SecretString = '' } = await new SecretsManagerClient({ region }).send(read);
  return tokens.parse(JSON.parse(SecretString));
}

/**
 * The tokens after a new one: the old one is still accepted, so that nothing is refused while a rotation is under way.
 *
 * @example withToken({ primary: 'old', secondary: '' }, 'new') // { primary: 'new', secondary: 'old' }
 */
export function withToken(before: AuthTokens, token: string): AuthTokens {
  return before.primary === token ? before : { primary: token, secondary: before.primary };
}

/** Stores the token unless it is there. */
export async function storeToken(secretId: string, token: string, region: string, isDryRun: boolean): Promise<Finding> {
  const before = await readTokens(secretId, region);
  const after = withToken(before, token);
  const what = 'The auth token is in Secrets Manager';
  if (after === before) return { state: 'right', what };
  if (isDryRun) return { state: 'wouldChange', what };
  const stored = new PutSecretValueCommand({ SecretId: secretId, SecretString: JSON.stringify(after) });
  await new SecretsManagerClient({ region }).send(stored);
  return { state: 'changed', what };
}
