/** A texter without the number. */

import { createHmac } from 'node:crypto';

/**
 * The reference that stands for a number in everything stored: HMAC-SHA-256 under a secret key, so that whoever has
 * the table but not the key cannot try all numbers, as they could with a plain hash. 43 characters of base64url.
 */
export function texterReference(number: string, key: string): string {
  return createHmac('sha256', key).update(number).digest('base64url');
}
