/**
 * A stand-in for Twilio's REST API: one account with its numbers and Messaging Services, as the API's description has them.
 * https://github.com/twilio/twilio-oai (twilio_api_v2010, twilio_messaging_v1)
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
export const NUMBER_SID = `PN${'1'.repeat(32)}`;
export const SERVICE_SID = `MG${'2'.repeat(32)}`;

export interface TwilioApi {
  url: string;
  authToken: string;
  account: { status: string; type: string };
  /** The number +447700900000, by the API's own names. */
  number: Record<string, unknown>;
  /** The Messaging Service that has it; none at first. */
  service: Record<string, unknown> | undefined;
  /** What was changed, in order. */
  changes: { path: string; form: Record<string, string> }[];
}

export async function twilioApiForThisTest(): Promise<TwilioApi> {
  const api: TwilioApi = {
    url: '',
    authToken: 'the token of the stand-in',
    account: { status: 'active', type: 'Full' },
    number: {
      sid: NUMBER_SID,
      account_sid: ACCOUNT_SID,
      phone_number: '+447700900000',
      capabilities: { voice: true, sms: true, mms: false, fax: false },
      sms_url: 'https://demo.twilio.com/welcome/sms/reply',
      sms_method: 'POST',
      sms_fallback_url: '',
      sms_fallback_method: 'POST',
      sms_application_sid: '',
    },
    service: undefined,
    changes: [],
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(api, request);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

async function answer(api: TwilioApi, request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const { pathname: path } = new URL(request.url ?? '/', api.url);
  const expected = `Basic ${Buffer.from(`${ACCOUNT_SID}:${api.authToken}`).toString('base64')}`;
  if (request.headers.authorization !== expected) {
    return { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };
  }
  const form = Object.fromEntries(new URLSearchParams(await text(request)));
  const page = (name: string, items: unknown[]) => ({
    [name]: items,
    uri: path,
    next_page_uri: null,
    page: 0,
    page_size: 50,
    meta: { key: name, page: 0, page_size: 50, next_page_url: null, url: path },
  });
  const base = `/2010-04-01/Accounts/${ACCOUNT_SID}`;
  const change = (of: Record<string, unknown>) => {
    api.changes.push({ path, form });
    const isFlag = (value: string) => value === 'true' || value === 'false';
    for (const [name, value] of Object.entries(form)) of[snakeCase(name)] = isFlag(value) ? value === 'true' : value;
    return { status: 200, body: of };
  };
  switch (`${request.method} ${path}`) {
    case `GET ${base}.json`:
      return { status: 200, body: { sid: ACCOUNT_SID, friendly_name: 'A council', ...api.account } };
    case `GET ${base}/IncomingPhoneNumbers.json`:
      return { status: 200, body: page('incoming_phone_numbers', [api.number]) };
    case `GET ${base}/IncomingPhoneNumbers/${NUMBER_SID}.json`:
      return { status: 200, body: api.number };
    case `POST ${base}/IncomingPhoneNumbers/${NUMBER_SID}.json`:
      return change(api.number);
    case 'GET /v1/Services':
      return { status: 200, body: page('services', api.service ? [api.service] : []) };
    case `GET /v1/Services/${SERVICE_SID}/PhoneNumbers`:
      return { status: 200, body: page('phone_numbers', [{ sid: NUMBER_SID, phone_number: '+447700900000' }]) };
    case `POST /v1/Services/${SERVICE_SID}`:
      return api.service ? change(api.service) : { status: 404, body: { code: 20404, message: 'Not found' } };
    default:
      return { status: 404, body: { code: 20404, message: `The requested resource ${path} was not found` } };
  }
}

/** @example snakeCase('SmsFallbackUrl') // 'sms_fallback_url' */
function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
