import { describe, expect, it } from 'vitest';
import { parseInboundMessage } from '../../../lambdas/twilio/parse-inbound-message.ts';
import type { Webhook } from '../../../lambdas/twilio/read-webhook.ts';

const COMPLETE = {
  MessageSid: 'SM0123456789abcdef0123456789abcdef',
  From: '+447700900123',
  To: '+447700900999',
  Body: 'GRADES',
};

describe('an inbound message', () => {
  it('is read out of the fields that matter, whatever else comes', () => {
    expect(parseInboundMessage({ ...COMPLETE, NumMedia: '0', ChannelMetadata: '{}', NewField: ['1', '2'] })).toEqual({
      isComplete: true,
      message: { messageSid: COMPLETE.MessageSid, from: '+447700900123', to: '+447700900999', body: 'GRADES' },
    });
  });

  it.each([
    ['an empty Body', { ...COMPLETE, Body: '' }],
    ['no Body at all', { MessageSid: COMPLETE.MessageSid, To: COMPLETE.To, From: COMPLETE.From }],
  ])('may have no words, as a picture has: %s', (_, params) => {
    expect(parseInboundMessage(params)).toMatchObject({ isComplete: true, message: { body: '' } });
  });

  it('may come from a sender that is no number', () => {
    const parsed = parseInboundMessage({ ...COMPLETE, From: 'SEATOWN' });
    expect(parsed).toMatchObject({ isComplete: true, message: { from: 'SEATOWN' } });
  });

  it.each([
    ['STOP', 'optedOut'],
    ['START', 'optedIn'],
    ['HELP', 'helpedByTwilio'],
  ])('tells when Twilio has answered %s itself', (OptOutType, doneByTwilio) => {
    expect(parseInboundMessage({ ...COMPLETE, OptOutType })).toMatchObject({ message: { doneByTwilio } });
  });

  it('passes over a kind of opt-out that is not known yet', () => {
    const parsed = parseInboundMessage({ ...COMPLETE, OptOutType: 'PAUSE' });
    expect(parsed).toMatchObject({ isComplete: true });
    expect(parsed).not.toHaveProperty('message.doneByTwilio');
  });

  it.each<[Webhook['params'], string[], string]>([
    [{}, ['MessageSid', 'From', 'To'], 'nothing at all'],
    [{ ...COMPLETE, From: '' }, ['From'], 'an empty sender'],
    [{ ...COMPLETE, MessageSid: 'SM/../x' }, ['MessageSid'], 'an id with other characters'],
    [{ ...COMPLETE, Body: ['GRADES', 'CARE'] }, ['Body'], 'two bodies'],
  ])('%j is incomplete and says so of %j: %s', (params, faultyFields) => {
    expect(parseInboundMessage(params)).toEqual({ isComplete: false, faultyFields });
  });
});
