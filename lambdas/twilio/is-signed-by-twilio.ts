/** The door: only a request signed with our Twilio auth token gets through. */

// The package's main entry loads all 3.75 MB of it.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Webhook } from './read-webhook.ts';

/**
 * Whether one of the auth tokens signed the webhook. Twilio swaps the primary and secondary token during a rotation, so
 * we accept either. An empty token signs nothing.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSignedByTwilio(webhook: Webhook, authTokens: readonly string[]): boolean {
  return authTokens.some(
    (token) => token !== '' && validateRequest(token, webhook.signature, webhook.url, webhook.params),
  );
}
