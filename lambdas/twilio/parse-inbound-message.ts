/** Twilio's inbound message, parsed out of the signed form. */

import * as z from 'zod/mini';
import type { Webhook } from './read-webhook.ts';

export interface InboundMessage {
  messageSid: string;
  /** The texter's number. It leaves this object only to become a texter reference. */
  from: string;
  body: string;
  /** What Twilio has done itself with Advanced Opt-Out; the person has then been answered. */
  doneByTwilio?: 'optedOut' | 'optedIn' | 'helpedByTwilio';
}

export type ParsedInboundMessage =
  | { isComplete: true; message: InboundMessage }
  | { isComplete: false; faultyFields: string[] };

const DONE_BY_TWILIO = { STOP: 'optedOut', START: 'optedIn', HELP: 'helpedByTwilio' } as const;

// https://www.twilio.com/docs/messaging/guides/webhook-request: fields are added without notice, so others may come.
const inboundForm = z.object({
  MessageSid: z.string().check(z.regex(/^\w{1,64}$/)),
  From: z.string().check(z.minLength(1)),
  To: z.string().check(z.minLength(1)),
  Body: z.string(),
  OptOutType: z.catch(z.optional(z.enum(['STOP', 'START', 'HELP'])), undefined),
});

/**
 * Parses the form's fields into a message, or names those that are missing or malformed. An empty Body is a message:
 * a picture without words has one.
 */
export function parseInboundMessage(params: Webhook['params']): ParsedInboundMessage {
  const parsed = inboundForm.safeParse(params);
  if (!parsed.success) {
    const faultyFields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    return { isComplete: false, faultyFields };
  }
  const { MessageSid, From, Body, OptOutType } = parsed.data;
  return {
    isComplete: true,
    message: {
      messageSid: MessageSid,
      from: From,
      body: Body,
      ...(OptOutType && { doneByTwilio: DONE_BY_TWILIO[OptOutType] }),
    },
  };
}
