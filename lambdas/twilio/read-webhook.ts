/** Twilio's webhook as it reaches a Lambda behind an HTTP API, taken apart into what its signature covers. */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export interface Webhook {
  /** The address that Twilio called, as it was configured there. */
  url: string;
  /** The form's fields, decoded and untrimmed; a name that came more than once has all its values. */
  params: Record<string, string | string[]>;
  signature: string;
}

/**
 * Reads the form, the signature and the address. The address is built from the configured public URL and never from
 * the request's own headers, which anyone can set. A body that is no form, or longer than any of Twilio's,
 * gives no fields, and so no valid signature.
 *
 * @param publicUrl scheme and host without a slash at the end, for example `https://texts.example.org`
 */
export function readWebhook(event: APIGatewayProxyEventV2, publicUrl: string): Webhook {
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  return {
    url: publicUrl + event.rawPath + query,
    params: readForm(event),
    signature: event.headers['x-twilio-signature'] ?? '',
  };
}

// Twilio's forms are a few kilobytes: 1,600 characters are at most 14,400 when each is escaped as three bytes. More is
// not read at all, for it would be read before it is known who sent it.
const MAX_FORM_LENGTH = 65_536;

// HTTP APIs hand a form over in base64:
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
