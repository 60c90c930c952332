/** Scheme and host of an address, as signatures are checked against: `https://texts.example.org`. */

import * as z from 'zod';

/**
 * A schema for an address with nothing after the host. It removes slashes at the end.
 *
 * @param protocols those that are allowed, for example `['https:']`
 * @param message tells people what the address must be
 */
export function origin(protocols: readonly string[], message?: string) {
  return z
    .string()
    .transform((url) => url.replace(/\/+$/, ''))
    .refine((url) => {
      const parsed = URL.parse(url);
      return parsed?.origin === url && protocols.includes(parsed.protocol);
    }, message);
}
