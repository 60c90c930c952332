/** The Twilio account: its number, the Messaging Service that has it, and what must be so for texts to arrive. */

import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { CommandError } from '../command.ts';

export interface TwilioCredentials {
  accountSid: string;
  authToken: string;
}

/** What is looked at, and what has come of it. */
export interface Finding {
  /** `changed` has been put right; `wouldChange` would have been, without `--dry-run`. */
  state: 'right' | 'changed' | 'wouldChange' | 'wrong' | 'byHand';
  what: string;
  /** What to do, where somebody must. */
  fix?: string;
}

/** Where the number's texts go. */
export interface Addresses {
  webhookUrl: string;
  fallbackUrl: string;
}

/** @param apiUrl a stand-in's address; Twilio's own by default */
export function openTwilio({ accountSid, authToken }: TwilioCredentials, apiUrl?: string): twilio.Twilio {
  if (!apiUrl) return twilio(accountSid, authToken);
  class StandInClient extends RequestClient {
    override request<Data>(options: RequestClient.RequestOptions<Data>) {
      return super.request<Data>({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, apiUrl ?? '') });
    }
  }
  return twilio(accountSid, authToken, { httpClient: new StandInClient() });
}

/**
 * Points a number, and the Messaging Service that has it, at the service, and reads it back.
 *
 * @param number as ITU-T E.164 has it
 * @throws CommandError when Twilio refuses the credentials, or the account does not have the number
 */
export async function connectNumber(
  client: twilio.Twilio,
  number: string,
  addresses: Addresses,
  isDryRun: boolean,
): Promise<Finding[]> {
  const findings = [await checkAccount(client)];
  const found = await findNumber(client, number);
  findings.push(
    found.capabilities.sms
      ? { state: 'right', what: `${number} can send and receive texts` }
      : { state: 'wrong', what: `${number} cannot take texts`, fix: 'Buy a number with the capability SMS.' },
  );
  findings.push(await setAddresses(client, found, addresses, isDryRun));
  findings.push(await letServiceUseNumber(client, found.sid, isDryRun));
  return findings;
}

/** Whether the number leads to the service, without changing anything. */
export function checkNumber(client: twilio.Twilio, number: string, addresses: Addresses): Promise<Finding[]> {
  return connectNumber(client, number, addresses, true);
}

async function checkAccount(client: twilio.Twilio): Promise<Finding> {
  const account = await client.api.v2010.accounts(client.accountSid).fetch().catch(explain);
  if (account.status !== 'active') {
    return { state: 'wrong', what: `The account is ${account.status}`, fix: 'Ask Twilio’s support why.' };
  }
  if (account.type === 'Trial') {
    const fix =
      'Upgrade it in the console: a trial answers only numbers that were verified, and adds words of its own.';
    return { state: 'byHand', what: 'The account is a trial', fix };
  }
  return { state: 'right', what: 'Twilio takes the auth token, and the account is active' };
}

async function findNumber(client: twilio.Twilio, number: string) {
  const numbers = await client.incomingPhoneNumbers.list().catch(explain);
  const found = numbers.find(({ phoneNumber }) => phoneNumber === number);
  if (found) return found;
  const others = numbers.map(({ phoneNumber }) => phoneNumber).join(', ');
  throw new CommandError(`The account does not have ${number}. It has: ${others || 'no number yet'}.`);
}

type PhoneNumber = Awaited<ReturnType<typeof findNumber>>;

async function setAddresses(
  client: twilio.Twilio,
  found: PhoneNumber,
  { webhookUrl, fallbackUrl }: Addresses,
  isDryRun: boolean,
): Promise<Finding> {
  const wanted = { smsUrl: webhookUrl, smsMethod: 'POST', smsFallbackUrl: fallbackUrl, smsFallbackMethod: 'POST' };
  const isSet = ({ smsUrl, smsMethod, smsFallbackUrl, smsFallbackMethod, smsApplicationSid }: PhoneNumber) =>
    // An application would be asked instead.
    !smsApplicationSid &&
    JSON.stringify({ smsUrl, smsMethod, smsFallbackUrl, smsFallbackMethod }) === JSON.stringify(wanted);
  const what = `Texts go to ${webhookUrl}, and to ${fallbackUrl} when that fails`;
  if (isSet(found)) return { state: 'right', what };
  if (isDryRun) return { state: 'wouldChange', what, fix: 'Run npm run connect.' };
  await client
    .incomingPhoneNumbers(found.sid)
    .update({ ...wanted, smsApplicationSid: '' })
    .catch(explain);
  const after = await client.incomingPhoneNumbers(found.sid).fetch().catch(explain);
  if (isSet(after)) return { state: 'changed', what };
  return { state: 'wrong', what: 'Twilio did not keep the addresses', fix: 'Set them on the number in the console.' };
}

/** Without it a Messaging Service drops what comes in: https://www.twilio.com/docs/messaging/api/service-resource */
async function letServiceUseNumber(client: twilio.Twilio, numberSid: string, isDryRun: boolean): Promise<Finding> {
  const services = await client.messaging.v1.services.list().catch(explain);
  for (const service of services) {
    const numbers = await client.messaging.v1.services(service.sid).phoneNumbers.list().catch(explain);
    if (!numbers.some(({ sid }) => sid === numberSid)) continue;
    const what = `The Messaging Service ${service.friendlyName} leaves texts to the number's webhook`;
    if (service.useInboundWebhookOnNumber) return { state: 'right', what };
    if (isDryRun) return { state: 'wouldChange', what, fix: 'Run npm run connect.' };
    const after = await client.messaging.v1
      .services(service.sid)
      .update({ useInboundWebhookOnNumber: true })
      .catch(explain);
    if (after.useInboundWebhookOnNumber) return { state: 'changed', what };
    return { state: 'wrong', what: `${service.friendlyName} still drops texts`, fix: 'Set it in the console.' };
  }
  return {
    state: 'byHand',
    what: 'The number is in no Messaging Service',
    fix: 'Make one and add the number: only there Twilio’s answers to STOP, START and HELP can be changed.',
  };
}

function explain(error: unknown): never {
  const { status, code, message } = Object(error);
  if (status === 401) throw new CommandError('Twilio refuses the account SID or the auth token. Copy both again.');
  throw new CommandError(`Twilio answered: ${code ?? status ?? ''} ${message ?? String(error)}`);
}
