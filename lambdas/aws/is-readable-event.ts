/** API Gateway passes on some events that can't be turned into a request. This finds them. */

import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * A header's value may hold visible characters, spaces, tabs and Latin-1.
 * https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
const UNFIT_FOR_A_HEADER = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * Whether a REST API's event can be turned into a request. It can't when it is a GET with a body, when a header has a
 * control character or one beyond Latin-1, when the address has half a surrogate pair, or when the host is not valid.
 * Hono's adapter throws on each of these, and the function would fail. This function never throws.
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

/** API Gateway lists each header and parameter in both. A test from its console lists them in one or in neither. */
function pairsOf(all: Values, last: LastValues): [name: string, value: string][] {
  return [...Object.entries(all ?? {}), ...Object.entries(last ?? {})].flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
}
