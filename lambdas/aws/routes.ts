/** The addresses that the stack has, that Twilio is told of, and that the local run calls. */

/** Twilio's inbound webhook, by POST. */
export const INBOUND_SMS_PATH = '/sms';
/** Twilio's delivery status callback, by POST. */
export const DELIVERY_STATUS_PATH = '/sms/status';
/** Twilio's fallback webhook, by POST, on an API of its own. */
export const FALLBACK_PATH = '/fallback';
/** The staff pages: this address and all below it. */
export const STAFF_PATH = '/staff';
