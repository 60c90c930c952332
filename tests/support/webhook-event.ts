/** Raw Twilio forms as API Gateway hands them to a Lambda. */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * An inbound message as Twilio sent it, with a number from Ofcom's range for fiction: fields that are empty, fields
 * that nobody reads, and an emoji.
 */
export const RAW_INBOUND_FORM =
  'ToCountry=GB&ToState=&SmsMessageSid=SM0123456789abcdef0123456789abcdef&NumMedia=0&ToCity=&FromZip=&SmsSid=SM0123456789abcdef0123456789abcdef&FromState=&SmsStatus=received&FromCity=&Body=+grades+%26+care%3F+%F0%9F%99%8F&FromCountry=GB&To=%2B447700900999&ToZip=&NumSegments=1&MessageSid=SM0123456789abcdef0123456789abcdef&AccountSid=AC00000000000000000000000000000000&From=%2B447700900123&ApiVersion=2010-04-01';

export function webhookEvent({
  body = RAW_INBOUND_FORM,
  headers = {},
  rawPath = '/sms',
  rawQueryString = '',
  isBase64Encoded = true,
}: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: 'POST /sms',
    rawPath,
    rawQueryString,
    headers,
    body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded,
    requestContext: {
      accountId: '000000000000',
      apiId: 'example',
      domainName: 'evil.example',
      domainPrefix: 'evil',
      http: {
        method: 'POST',
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'TwilioProxy/1.1',
      },
      requestId: 'example',
      routeKey: 'POST /sms',
      stage: '$default',
      time: '23/Nov/2026:12:00:00 +0000',
      timeEpoch: 0,
    },
  };
}
