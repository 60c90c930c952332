/** Signing in with the council's OpenID provider: authorization code flow with PKCE, state and nonce. */

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import * as z from 'zod/mini';
import type { BegunSignIn } from './session.ts';

/** How long the provider may take to answer: for discovery, and for later requests. */
const ANSWER_TIME_SECONDS = 5;

/** Reads the provider's discovery document. Plain HTTP is only allowed on this machine, for the local run's provider. */
export async function discoverProvider(issuer: string, clientId: string, clientSecret: string): Promise<Configuration> {
  const url = new URL(issuer);
  const isLocal = url.protocol === 'http:' && url.hostname === 'localhost';
  const provider = await discovery(url, clientId, clientSecret || undefined, undefined, {
    timeout: ANSWER_TIME_SECONDS,
    // This is for discovery. The configuration sets it for later requests.
    ...(isLocal && { execute: [allowInsecureRequests] }),
  });
  // The ID token comes straight from the provider, but we check its signature all the same.
  enableNonRepudiationChecks(provider);
  return provider;
}

/** @param callbackUrl where the provider must send the person back to */
export async function beginSignIn(
  provider: Configuration,
  callbackUrl: string,
  to: string,
): Promise<{ address: URL; begun: BegunSignIn }> {
  const begun = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), to };
  const address = buildAuthorizationUrl(provider, {
    redirect_uri: callbackUrl,
    scope: 'openid profile',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await calculatePKCECodeChallenge(begun.codeVerifier),
    code_challenge_method: 'S256',
  });
  return { address, begun };
}

const idTokenClaims = z.looseObject({
  sub: z.string(),
  name: z.nullish(z.string()),
  email: z.nullish(z.string()),
});
export type Claims = z.infer<typeof idTokenClaims>;

/**
 * The claims of the person who has signed in.
 *
 * @param address the address that the provider sent the person back to, with the configured host and not the request's
 * @throws Error when the state, nonce, issuer, audience, time or signature is wrong
 */
export async function finishSignIn(provider: Configuration, address: URL, begun: BegunSignIn): Promise<Claims> {
  const tokens = await authorizationCodeGrant(provider, address, {
    pkceCodeVerifier: begun.codeVerifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  });
  return idTokenClaims.parse(tokens.claims());
}

/** Where to sign out at the provider as well, if it has such a page. */
export function signOutAddress(provider: Configuration, signedOutUrl: string): URL | undefined {
  if (!provider.serverMetadata().end_session_endpoint) return undefined;
  return buildEndSessionUrl(provider, {
    post_logout_redirect_uri: signedOutUrl,
    // What Cognito calls it: https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
    logout_uri: signedOutUrl,
  });
}
