/** Twilio's auth tokens, as they stand in their secret and as they are kept between requests. */

import * as z from 'zod/mini';

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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
