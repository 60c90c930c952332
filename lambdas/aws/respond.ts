/** Responses that a Lambda gives the HTTP API. */

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A refusal, with a reason for the person who sets up Twilio. */
export function refuse(statusCode: number, reason: string): APIGatewayProxyStructuredResultV2 {
  return respond(statusCode, 'text/plain', reason);
}

export function respond(statusCode: number, contentType: string, body: string): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'Content-Type': `${contentType}; charset=utf-8` }, body };
}
