/** The addresses that the stack has, and that the local run calls. */

/** Twilio's inbound webhook, by POST. */
export const INBOUND_SMS_PATH = '/sms';
