/** The door: who does not hold Twilio's auth token gets no further. */

// The package's own entry would load all of it, 3.75 MB.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Webhook } from './read-webhook.ts';

/**
 * Whether the webhook was signed with one of the auth tokens. During a rotation Twilio's primary and secondary token
 * change roles, so either is taken. A token that is empty signs nothing.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSignedByTwilio(webhook: Webhook, authTokens: readonly string[]): boolean {
  return authTokens.some(
    (token) => token !== '' && validateRequest(token, webhook.signature, webhook.url, webhook.params),
  );
}
