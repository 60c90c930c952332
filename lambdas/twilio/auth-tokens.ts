/** Twilio's auth tokens: how we parse the secret that holds them, and how long we cache them. */

import * as z from 'zod/mini';
import { isSignedByTwilio } from './is-signed-by-twilio.ts';
import type { Webhook } from './read-webhook.ts';

/** The secret's JSON. `secondary` is only set during a rotation. */
const authTokensSecret = z.object({ primary: z.string(), secondary: z.optional(z.string()) });

/**
 * Reads the tokens that Twilio may sign with from the secret's JSON.
 *
 * @throws Error saying what the secret must hold, never what it holds
 */
export function parseAuthTokens(secret: string): string[] {
  const { data } = authTokensSecret.safeParse(parseJson(secret));
  const tokens = [data?.primary, data?.secondary].flatMap((token) => token?.trim() || []);
  if (tokens.length > 0) return tokens;
  throw new Error(
    'The secret of the Twilio auth tokens holds no token yet. Put {"primary": "<auth token>", "secondary": ""} there.',
  );
}

/** How long we keep tokens, in milliseconds. Only tokens fresher than the second figure may refuse a signature. */
const KEPT_MS = 5 * 60_000;
const KEPT_FOR_REFUSAL_MS = 60_000;

/**
 * Whether Twilio signed the webhook, checked against cached tokens. After a rotation we accept the new tokens within a
 * minute, and forged requests make us read the secret at most once a minute.
 *
 * @param authTokens gives tokens that we read no longer ago than this
 */
export async function isSignedWithKeptTokens(
  webhook: Webhook,
  authTokens: (maxAgeMs: number) => Promise<readonly string[]>,
): Promise<boolean> {
  return (
    isSignedByTwilio(webhook, await authTokens(KEPT_MS)) ||
    isSignedByTwilio(webhook, await authTokens(KEPT_FOR_REFUSAL_MS))
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
