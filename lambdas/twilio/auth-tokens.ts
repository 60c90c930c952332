/** Twilio's auth tokens, as they stand in their secret and as they are kept between requests. */

import * as z from 'zod/mini';
import { isSignedByTwilio } from './is-signed-by-twilio.ts';
import type { Webhook } from './read-webhook.ts';

/** The secret's JSON. `secondary` is filled only while the tokens are being rotated. */
const authTokensSecret = z.object({ primary: z.string(), secondary: z.optional(z.string()) });

/**
 * The tokens that a request may be signed with, out of the secret's JSON.
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

/** How long tokens are kept, in milliseconds; a signature is refused only by tokens fresher than the second. */
const KEPT_MS = 5 * 60_000;
const KEPT_FOR_REFUSAL_MS = 60_000;

/**
 * Whether a webhook is signed by Twilio, with tokens that are kept for a while: those of a rotation are taken at most a
 * minute late, and whoever sends forged requests causes at most one reading a minute.
 *
 * @param authTokens gives tokens that were read at most so many milliseconds ago
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
