/** What a Lambda gives back to the HTTP API. */

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A refusal, told in words to whoever set Twilio up. */
export function refuse(statusCode: number, reason: string): APIGatewayProxyStructuredResultV2 {
  return respond(statusCode, 'text/plain', reason);
}

export function respond(statusCode: number, contentType: string, body: string): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'Content-Type': `${contentType}; charset=utf-8` }, body };
}
