/** What Twilio reports about a reply on its way to the phone. */

import * as z from 'zod/mini';

/** From the status that tells us least to the one that tells us most. A status never replaces one later in the list. */
const STATUSES = ['failed', 'undelivered', 'delivered'] as const;

/**
 * `failed`: Twilio could not send it. `undelivered`: it did not reach the phone. We do not store the earlier statuses
 * (queued, sending, sent), because they do not say whether the reply arrives. Storing `sent` would write to the request
 * and its index, which costs $1.48 for a million texts.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export type DeliveryStatus = (typeof STATUSES)[number];

export const deliveryStatus = z.enum(STATUSES);

export interface Delivery {
  status: DeliveryStatus;
  /** Twilio's code when the reply did not arrive: https://www.twilio.com/docs/api/errors */
  errorCode?: string;
}

/** True when the reply did not reach the phone. */
export function isUndelivered(status: DeliveryStatus): boolean {
  return status === 'failed' || status === 'undelivered';
}

/**
 * How much a status tells us. Twilio's reports can come late, twice and in any order, so we keep the one with the
 * highest rank, whichever came last.
 *
 * @example deliveryRank('delivered') > deliveryRank('failed') // true
 */
export function deliveryRank(status: DeliveryStatus): number {
  return STATUSES.indexOf(status);
}
