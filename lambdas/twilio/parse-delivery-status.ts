/** Twilio's report on a reply, parsed from the signed form and address. */

import * as z from 'zod/mini';
import { readInbound } from './delivery-status-url.ts';
import { messageSid, type ParsedForm, parseForm, unlessStrange } from './parse-form.ts';
import type { Webhook } from './read-webhook.ts';

export interface DeliveryStatusReport {
  /** The inbound message that we replied to. */
  inboundMessageSid: string;
  /** The texter's number. The only thing to do with it is to make a texter reference. */
  to: string;
  /** Twilio's word for the status, such as `queued` or `delivered`. */
  status: string;
  errorCode?: string;
}

// https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
const statusForm = z.object({
  /** Comes from the address: the form has only the reply's own id. */
  inbound: messageSid,
  To: z.string().check(z.minLength(1)),
  MessageStatus: z.string().check(z.minLength(1)),
  ErrorCode: unlessStrange(z.string().check(z.regex(/^\d{1,6}$/))),
});

/** Parses a report, or names the fields that are missing or malformed. */
export function parseDeliveryStatus({ url, params }: Webhook): ParsedForm<DeliveryStatusReport> {
  const fields = { ...params, inbound: readInbound(url) };
  return parseForm(statusForm, fields, ({ inbound, To, MessageStatus, ErrorCode }) => ({
    inboundMessageSid: inbound,
    to: To,
    status: MessageStatus,
    ...(ErrorCode && { errorCode: ErrorCode }),
  }));
}
