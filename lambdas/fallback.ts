/**
 * Answers when the service can't: Twilio calls it after the webhook failed, took too long or was throttled. It gives
 * everybody the same answer. It uses no table, secret, file or other code of ours, so it works when they don't.
 *
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** The stack renders the answer (`infra/fallback.ts`), so there is nothing left to work out here. */
const { TWIML } = process.env;
if (!TWIML) throw new Error('The environment variable TWIML is missing. The stack sets it.');

const ANSWER = { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: TWIML };

export async function handler(): Promise<APIGatewayProxyStructuredResultV2> {
  return ANSWER;
}
