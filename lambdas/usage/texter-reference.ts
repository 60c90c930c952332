/** Identifies a texter without storing their number. */

import { createHmac } from 'node:crypto';

/** The stack makes a key of 64 characters. */
const MIN_KEY_LENGTH = 16;

/**
 * Reads the key from its secret.
 *
 * @throws Error when the key is empty or too short: with an empty key, anyone could work out the references
 */
export function parseTexterKey(secret: string): string {
  if (secret.trim().length >= MIN_KEY_LENGTH) return secret;
  throw new Error('The secret of the texter key is empty or too short. The stack makes one; put that back.');
}

/**
 * The reference that replaces a number in everything we store. It is an HMAC-SHA-256 under a secret key, so anyone who
 * has the table but not the key cannot try every number, as they could with a plain hash. 43 characters of base64url.
 */
export function texterReference(number: string, key: string): string {
  return createHmac('sha256', key).update(number).digest('base64url');
}
