/** What API Gateway passes on although no request can be made of it. */

import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A header's value may have visible characters, spaces, tabs, and Latin-1: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const UNFIT_FOR_A_HEADER = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * Whether a request can be made of a REST API's event. None can when it is a GET with a body, when a header has a control
 * character or one beyond Latin-1, when half of a surrogate pair is in the address, or when the host is no host: hono's
 * adapter throws on each of them, and the function would fail. Nothing is thrown here.
 *
 * @example isReadableEvent({ ...event, httpMethod: 'GET', body: 'a=1' }) // false
 */
export function isReadableEvent(event: APIGatewayProxyEvent): boolean {
  const { httpMethod, path, body, requestContext } = event;
  const headers = pairsOf(event.multiValueHeaders, event.headers);
  const query = pairsOf(event.multiValueQueryStringParameters, event.queryStringParameters);
  const address = [path, requestContext.path, ...query.flat()];
  if (!address.every((part) => part.isWellFormed())) return false;
  if (headers.some(([, value]) => UNFIT_FOR_A_HEADER.test(value))) return false;
  try {
    const url = new URL(`https://${requestContext.domainName}${path}`);
    new Request(url, { method: httpMethod, headers, ...(body && { body }) });
    return true;
  } catch {
    return false;
  }
}

type Values = Readonly<Record<string, string[] | undefined>> | null | undefined;
type LastValues = Readonly<Record<string, string | undefined>> | null | undefined;

/** API Gateway names each header and each parameter in both; a test of its console names them in one or in none. */
function pairsOf(all: Values, last: LastValues): [name: string, value: string][] {
  return [...Object.entries(all ?? {}), ...Object.entries(last ?? {})].flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
}
