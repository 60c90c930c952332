/** Reads the parts that Twilio signs from the event that an HTTP API gives a Lambda. */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export interface Webhook {
  /** The address that Twilio called, as it is configured there. */
  url: string;
  /** The form's fields, decoded and untrimmed. A name that occurs more than once has all its values. */
  params: Record<string, string | string[]>;
  signature: string;
}

/**
 * Reads the form, the signature and the address. We build the address from the configured public URL and never from
 * the request's headers, which anyone can set. A body that is not a form, or is longer than Twilio's ever are,
 * gives no fields, so its signature can't be valid.
 *
 * @param publicUrl scheme and host with no trailing slash, for example `https://texts.example.org`
 */
export function readWebhook(event: APIGatewayProxyEventV2, publicUrl: string): Webhook {
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  return {
    url: publicUrl + event.rawPath + query,
    params: readForm(event),
    signature: event.headers['x-twilio-signature'] ?? '',
  };
}

// Twilio's forms are a few kilobytes: a text of 1,600 characters takes at most 14,400 when each is escaped as three
// bytes. We don't read anything longer, because at this point we don't know who sent it.
const MAX_FORM_LENGTH = 65_536;

// HTTP APIs pass a form on in base64:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
function readForm({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Webhook['params'] {
  const form = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (form.length > MAX_FORM_LENGTH) return {};
  const values = Map.groupBy(new URLSearchParams(form), ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, pairs]) => {
      const [first = '', ...others] = pairs.map(([, value]) => value);
      return [name, others.length > 0 ? [first, ...others] : first];
    }),
  );
}
