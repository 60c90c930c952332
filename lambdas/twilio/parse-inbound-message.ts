/** Twilio's inbound message, parsed from the signed form. */

import * as z from 'zod/mini';
import { messageSid, type ParsedForm, parseForm, unlessStrange } from './parse-form.ts';
import type { Webhook } from './read-webhook.ts';

export interface InboundMessage {
  messageSid: string;
  /** The texter's number. The only thing to do with it is to make a texter reference. */
  from: string;
  /** The number that was texted, which is one of the service's own. */
  to: string;
  body: string;
  /** What Twilio's Advanced Opt-Out did. If it is set, Twilio has already answered the person. */
  doneByTwilio?: 'optedOut' | 'optedIn' | 'helpedByTwilio';
}

const DONE_BY_TWILIO = { STOP: 'optedOut', START: 'optedIn', HELP: 'helpedByTwilio' } as const;

// Twilio adds fields without notice, so we ignore others: https://www.twilio.com/docs/messaging/guides/webhook-request
const inboundForm = z.object({
  MessageSid: messageSid,
  From: z.string().check(z.minLength(1)),
  To: z.string().check(z.minLength(1)),
  Body: z.optional(z.string()),
  OptOutType: unlessStrange(z.enum(['STOP', 'START', 'HELP'])),
});

/**
 * Parses the form's fields into a message, or names those that are missing or malformed. A picture without words is a
 * message too: its Body is empty or missing.
 */
export function parseInboundMessage(params: Webhook['params']): ParsedForm<InboundMessage> {
  return parseForm(inboundForm, params, ({ MessageSid, From, To, Body, OptOutType }) => ({
    messageSid: MessageSid,
    from: From,
    to: To,
    body: Body ?? '',
    ...(OptOutType && { doneByTwilio: DONE_BY_TWILIO[OptOutType] }),
  }));
}
