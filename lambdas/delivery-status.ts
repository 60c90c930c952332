/**
 * Takes Twilio's report on a reply: delivered, undelivered or failed. We write it to the request that we replied to,
 * unless the request is gone or we already know more. Twilio gets an answer whatever happens to the report.
 */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { cachedSecret } from './aws/cached-secret.ts';
import { countMetric } from './aws/count-metric.ts';
import { deliveryStatusEnvironment, parseEnvironment } from './aws/environment.ts';
import { logFault, REPORT_NOT_RECORDED } from './aws/log-fault.ts';
import { refuse } from './aws/respond.ts';
import { isSignedWithKeptTokens, parseAuthTokens } from './twilio/auth-tokens.ts';
import { type DeliveryStatusReport, parseDeliveryStatus } from './twilio/parse-delivery-status.ts';
import { readWebhook } from './twilio/read-webhook.ts';
import { deliveryStatus, isUndelivered } from './usage/delivery.ts';
import { recordDelivery } from './usage/record-delivery.ts';
import { parseTexterKey, texterReference } from './usage/texter-reference.ts';
import { openUsageTable } from './usage/usage-table.ts';

const environment = parseEnvironment(deliveryStatusEnvironment, process.env);
const authTokens = cachedSecret(environment.TWILIO_AUTH_TOKENS_SECRET, 'auth tokens', parseAuthTokens);
const texterKey = cachedSecret(environment.TEXTER_KEY_SECRET, 'texter key', parseTexterKey);
const table = openUsageTable(environment.TABLE_NAME);

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const webhook = readWebhook(event, environment.PUBLIC_URL);
  if (!(await isSignedWithKeptTokens(webhook, authTokens))) return refuse(403, 'Not signed by Twilio.');

  const parsed = parseDeliveryStatus(webhook);
  if (!parsed.isComplete) return refuse(400, `Missing or malformed in the report: ${parsed.faultyFields.join(', ')}.`);

  await record(parsed.message);
  return { statusCode: 204 };
}

async function record({ to, inboundMessageSid, status, errorCode }: DeliveryStatusReport): Promise<void> {
  const known = deliveryStatus.safeParse(status);
  // The reply is still on its way. We know that already, because the request has a reply.
  if (!known.success) return;
  const delivery = { status: known.data, ...(errorCode && { errorCode }) };
  const texter = await texterKey().then(
    (key) => texterReference(to, key),
    (error: unknown) => logFault('texter key not read', { error }),
  );
  if (texter === undefined) return;
  const report = { texter, messageSid: inboundMessageSid, delivery };
  try {
    const recorded = await recordDelivery(table, report);
    if (recorded === 'unknownRequest') countMetric('UnknownDeliveryStatus', new Date());
    if (recorded === 'recorded' && isUndelivered(known.data)) countMetric('UndeliveredReply', new Date());
  } catch (error) {
    // Twilio never sends a report again, whatever we answer. `replay.ts` records this one from the log.
    logFault(REPORT_NOT_RECORDED, { error, report });
  }
}
