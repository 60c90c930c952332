/** Twilio's inbound message, parsed out of the signed form. */

import * as z from 'zod/mini';
import { messageSid, type ParsedForm, parseForm, unlessStrange } from './parse-form.ts';
import type { Webhook } from './read-webhook.ts';

export interface InboundMessage {
  messageSid: string;
  /** The texter's number. It leaves this object only to become a texter reference. */
  from: string;
  body: string;
  /** What Twilio has done itself with Advanced Opt-Out; the person has then been answered. */
  doneByTwilio?: 'optedOut' | 'optedIn' | 'helpedByTwilio';
}

const DONE_BY_TWILIO = { STOP: 'optedOut', START: 'optedIn', HELP: 'helpedByTwilio' } as const;

// https://www.twilio.com/docs/messaging/guides/webhook-request: fields are added without notice, so others may come.
const inboundForm = z.object({
  MessageSid: messageSid,
  From: z.string().check(z.minLength(1)),
  To: z.string().check(z.minLength(1)),
  Body: z.optional(z.string()),
  OptOutType: unlessStrange(z.enum(['STOP', 'START', 'HELP'])),
});

/**
 * Parses the form's fields into a message, or names those that are missing or malformed. A picture without words is a
 * message too: its Body is empty, or not there at all.
 */
export function parseInboundMessage(params: Webhook['params']): ParsedForm<InboundMessage> {
  return parseForm(inboundForm, params, ({ MessageSid, From, Body, OptOutType }) => ({
    messageSid: MessageSid,
    from: From,
    body: Body ?? '',
    ...(OptOutType && { doneByTwilio: DONE_BY_TWILIO[OptOutType] }),
  }));
}
