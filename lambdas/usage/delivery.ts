/** What Twilio reports of a reply on its way to the phone. */

import * as z from 'zod/mini';

/** From the least that can be known to the most: a later one in this list is never replaced by an earlier one. */
const STATUSES = ['failed', 'undelivered', 'delivered'] as const;

/**
 * `failed`: Twilio could not send it; `undelivered`: it did not reach the phone. What comes before these (queued, sending,
 * sent) does not say whether it arrives, and is not stored: a report that a reply is sent would be written to the request
 * and to its index, $1.48 for a million texts.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export type DeliveryStatus = (typeof STATUSES)[number];

export const deliveryStatus = z.enum(STATUSES);

export interface Delivery {
  status: DeliveryStatus;
  /** Twilio's code when it did not arrive: https://www.twilio.com/docs/api/errors */
  errorCode?: string;
}

/** True when the reply did not reach the phone. */
export function isUndelivered(status: DeliveryStatus): boolean {
  return status === 'failed' || status === 'undelivered';
}

/**
 * How much a status tells. Twilio's reports come late, twice and in any order, so the one with the highest rank stays,
 * whichever came last.
 *
 * @example deliveryRank('delivered') > deliveryRank('failed') // true
 */
export function deliveryRank(status: DeliveryStatus): number {
  return STATUSES.indexOf(status);
}
