/**
 * Answers when the service can't: Twilio calls it after the webhook failed, took too long or was throttled. It says the
 * same to everybody. It reads no table, no secret, no file and no code of ours, so whatever breaks those can't break it.
 *
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Made with the stack (`infra/fallback.ts`), as there is nothing in it to work out. */
const { TWIML } = process.env;
if (!TWIML) throw new Error('The environment variable TWIML is missing. The stack sets it.');

const ANSWER = { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: TWIML };

export async function handler(): Promise<APIGatewayProxyStructuredResultV2> {
  return ANSWER;
}
