/** Requests to the staff pages that no browser would send, and some that it would, by somebody who is signed in. */

import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import * as addresses from '../../lambdas/staff/addresses.ts';
import type { Role } from '../../lambdas/staff/session.ts';
import { restEvent } from '../support/rest-event.ts';
import { oddText } from './odd-texts.ts';

/** What is sent, before the session is known. */
export interface OddRequest {
  method: string;
  /** As it was called, with the stage. */
  path: string;
  query: Record<string, string[]>;
  headers: Record<string, string[]>;
  form: Record<string, string>;
  rawBody: string | undefined;
  isBase64Encoded: boolean;
  /** Whether the form has the session's own token. */
  hasToken: boolean;
  role: Role | undefined;
  /** What stands after the session's cookie. */
  afterCookie: string;
}

// With half of a surrogate pair no request can be made, and then no page is reached.
const wellFormed = fc.oneof({ weight: 19, arbitrary: oddText.map((text) => text.toWellFormed()) }, oddText);
const headerText = fc.oneof({ weight: 19, arbitrary: oddText.map((text) => text.replace(/[^ -~]/g, '')) }, oddText);

const paths = Object.entries(addresses).flatMap(([name, path]) =>
  name.endsWith('_PATH') && typeof path === 'string' ? [path] : [],
);

const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '2026-02-30',
    '2026-11-27',
    '9999-12-31',
    '0001-01-01',
    'week',
    'month',
    'help',
  ),
  fc.constantFrom('distress', 'delivered', 'grades', '+447700900123', '07700 900123', 'null', '%', '../..', '<b>'),
  wellFormed,
);
const NAMES = [
  'from',
  'to',
  'by',
  'days',
  'day',
  'topic',
  'outcome',
  'delivery',
  'before',
  'requests',
  'state',
  'code',
];
const FIELDS = ['number', 'reference', 'reason', 'lookUp', 'text', 'csrf', 'day', 'topic', 'outcome'];

/** Most get as far as a page. */
export const oddRequest: fc.Arbitrary<OddRequest> = fc.record({
  method: fc.oneof(
    { weight: 5, arbitrary: fc.constant('GET') },
    { weight: 5, arbitrary: fc.constant('POST') },
    { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS') },
  ),
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...paths) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...paths), wellFormed).map(([path, text]) => `${path}/${text}`) },
  ),
  query: fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), wellFormed), fc.array(value, { maxLength: 2 }), {
    maxKeys: 3,
  }),
  headers: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc.dictionary(
      fc.constantFrom('accept', 'user-agent', 'content-type', 'origin', 'host', 'x-forwarded-for', 'content-length'),
      fc.array(fc.oneof(fc.constantFrom('multipart/form-data', 'application/json', 'null'), headerText), {
        maxLength: 2,
      }),
      { maxKeys: 2 },
    ),
  ),
  form: fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 4 }),
  rawBody: fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, oddText),
  isBase64Encoded: fc.boolean(),
  hasToken: fc.integer({ max: 9, min: 0 }).map((one) => one > 0),
  role: fc.constantFrom<Role | undefined>('manager', 'manager', 'staff', undefined),
  afterCookie: fc.oneof({ weight: 9, arbitrary: fc.constant('') }, headerText),
});

/** The event in which API Gateway hands it over. */
export function eventOf(request: OddRequest, session: { cookie: string; csrfToken: string }): APIGatewayProxyEvent {
  const { method, path, query, form, hasToken, rawBody, isBase64Encoded } = request;
  const fields = new URLSearchParams({ ...form, ...(hasToken && { csrf: session.csrfToken }) }).toString();
  const body = rawBody ?? (method === 'GET' || method === 'HEAD' ? '' : fields);
  const event = restEvent({
    path: path.slice('/staff'.length) || '/',
    httpMethod: method,
    multiValueQueryStringParameters: query,
    headers: {},
    multiValueHeaders: {
      'content-type': ['application/x-www-form-urlencoded'],
      ...(request.role && { cookie: [session.cookie + request.afterCookie] }),
      ...request.headers,
    },
    body: body === '' ? null : isBase64Encoded ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: isBase64Encoded && body !== '',
  });
  return { ...event, requestContext: { ...event.requestContext, path } };
}
