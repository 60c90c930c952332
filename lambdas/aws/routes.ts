/** The paths that the stack serves, that we give Twilio, and that the local run calls. */

/** Twilio's inbound webhook, by POST. */
export const INBOUND_SMS_PATH = '/sms';
/** Twilio's delivery status callback, by POST. */
export const DELIVERY_STATUS_PATH = '/sms/status';
/** Twilio's fallback webhook, by POST, on its own API. */
export const FALLBACK_PATH = '/fallback';
/** The staff pages: this path and everything below it. */
export const STAFF_PATH = '/staff';
