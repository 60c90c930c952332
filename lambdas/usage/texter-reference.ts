/** A texter without the number. */

import { createHmac } from 'node:crypto';

/** The stack makes one of 64 characters. */
const MIN_KEY_LENGTH = 16;

/**
 * The key out of its secret.
 *
 * @throws Error when there is no key worth the name: with an empty one, everybody could work the references out
 */
export function parseTexterKey(secret: string): string {
  if (secret.trim().length >= MIN_KEY_LENGTH) return secret;
  throw new Error('The secret of the texter key is empty or too short. The stack makes one; put that back.');
}

/**
 * The reference that stands for a number in everything stored: HMAC-SHA-256 under a secret key, so that whoever has
 * the table but not the key cannot try all numbers, as they could with a plain hash. 43 characters of base64url.
 */
export function texterReference(number: string, key: string): string {
  return createHmac('sha256', key).update(number).digest('base64url');
}
