import { describe, expect, it } from 'vitest';
import { deliveryStatusUrl } from '../../../lambdas/twilio/delivery-status-url.ts';
import { parseDeliveryStatus } from '../../../lambdas/twilio/parse-delivery-status.ts';
import { readWebhook, type Webhook } from '../../../lambdas/twilio/read-webhook.ts';
import { webhookEvent } from '../../support/webhook-event.ts';

const ADDRESS = 'https://texts.example.org/sms/status';
const INBOUND = 'SM0123456789abcdef0123456789abcdef';

/** What matters of what Twilio sends; the ids are the reply's own. */
const COMPLETE: Webhook['params'] = {
  MessageSid: 'SMffffffffffffffffffffffffffffffff',
  SmsSid: 'SMffffffffffffffffffffffffffffffff',
  MessageStatus: 'delivered',
  To: '+447700900123',
  From: '+447700900999',
};
const REPORT = { inboundMessageSid: INBOUND, to: '+447700900123', status: 'delivered' };

function parse(params: Webhook['params'], url = deliveryStatusUrl(ADDRESS, INBOUND)) {
  return parseDeliveryStatus({ url, params, signature: '' });
}

describe('a report on a reply', () => {
  it('is read as Twilio posts it to the address that it was given', () => {
    const { origin, pathname, search } = new URL(deliveryStatusUrl(ADDRESS, INBOUND));
    const body = 'MessageStatus=delivered&To=%2B447700900123&MessageSid=SMffffffffffffffffffffffffffffffff&ErrorCode=';
    const event = webhookEvent({ rawPath: pathname, rawQueryString: search.slice(1), body });
    expect(parseDeliveryStatus(readWebhook(event, origin))).toEqual({ isComplete: true, message: REPORT });
  });

  it('is read out of the fields that matter, whatever else comes', () => {
    expect(parse({ ...COMPLETE, RawDlrDoneDate: '2611241200', NewField: ['1', '2'] })).toEqual({
      isComplete: true,
      message: REPORT,
    });
  });

  it.each(['queued', 'sending', 'read', 'a word of the future'])('may be of a status like %s', (status) => {
    expect(parse({ ...COMPLETE, MessageStatus: status })).toMatchObject({ isComplete: true, message: { status } });
  });

  it.each(['30003', '21610', '0'])('has the code %s', (errorCode) => {
    const parsed = parse({ ...COMPLETE, MessageStatus: 'undelivered', ErrorCode: errorCode });
    expect(parsed).toEqual({ isComplete: true, message: { ...REPORT, status: 'undelivered', errorCode } });
  });

  it.each<[string | string[], string]>([
    ['', 'an empty one'],
    ['unreachable', 'a word'],
    ['1234567', 'a longer number than Twilio has'],
    ['30003 +447700900123', 'a number of somebody beside it'],
    [['30003', '30006'], 'two'],
  ])('passes over the code %j and stays complete: %s', (ErrorCode) => {
    expect(parse({ ...COMPLETE, ErrorCode })).toEqual({ isComplete: true, message: REPORT });
  });

  it('is of the message that the address names, and not of one that the form does', () => {
    const parsed = parse({ ...COMPLETE, inbound: 'SManother' });
    expect(parsed).toMatchObject({ message: { inboundMessageSid: INBOUND } });
    expect(parse({ ...COMPLETE, inbound: INBOUND }, ADDRESS)).toEqual({
      isComplete: false,
      faultyFields: ['inbound'],
    });
  });

  it.each<[Webhook['params'], string, string[], string]>([
    [{}, ADDRESS, ['inbound', 'To', 'MessageStatus'], 'nothing at all'],
    [COMPLETE, ADDRESS, ['inbound'], 'an address without a message'],
    [COMPLETE, `${ADDRESS}?inbound=`, ['inbound'], 'an empty id'],
    [COMPLETE, `${ADDRESS}?inbound=SM/../x`, ['inbound'], 'an id with other characters'],
    [COMPLETE, `${ADDRESS}?inbound=${'a'.repeat(65)}`, ['inbound'], 'an id that is too long'],
    [{ ...COMPLETE, To: '' }, `${ADDRESS}?inbound=${INBOUND}`, ['To'], 'an empty number'],
    [{ ...COMPLETE, To: ['1', '2'] }, `${ADDRESS}?inbound=${INBOUND}`, ['To'], 'two numbers'],
    [{ To: '+447700900123' }, `${ADDRESS}?inbound=${INBOUND}`, ['MessageStatus'], 'no status'],
    [{ ...COMPLETE, MessageStatus: '' }, `${ADDRESS}?inbound=${INBOUND}`, ['MessageStatus'], 'an empty status'],
  ])('%j at %s is incomplete and says so of %j: %s', (params, url, faultyFields) => {
    expect(parse(params, url)).toEqual({ isComplete: false, faultyFields });
  });
});
