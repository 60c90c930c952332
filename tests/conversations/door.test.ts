import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundForm } from '../../infra/local/twilio-phone.ts';
import { AUTH_TOKEN, type RunningService, startTestService } from '../support/running-service.ts';
import { RAW_INBOUND_FORM } from '../support/webhook-event.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const GRADES = inboundForm({ from: '+447700900500', body: 'GRADES' });

describe('the webhook', () => {
  it('takes a raw form of Twilio, character by character', async () => {
    const form = Object.fromEntries(new URLSearchParams(RAW_INBOUND_FORM));
    const response = await fetch(`${service.url}/sms`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'X-Twilio-Signature': getExpectedTwilioSignature(AUTH_TOKEN, `${service.publicUrl}/sms`, form),
      },
      body: RAW_INBOUND_FORM,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(await response.text()).toMatch(/^<\?xml .*<Response><Message [^>]+>.+<\/Message><\/Response>$/s);
  });

  it('takes fields that Twilio has added since', async () => {
    expect(await service.post({ ...GRADES, BrandNewField: '' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['no signature', () => ''],
    ['a signature under another token', (url: string) => getExpectedTwilioSignature('another', url, GRADES)],
    [
      'a signature for another address',
      () => getExpectedTwilioSignature(AUTH_TOKEN, 'https://evil.example/sms', GRADES),
    ],
    ['a signature of another form', (url: string) => getExpectedTwilioSignature(AUTH_TOKEN, url, { Body: 'CARE' })],
  ])('refuses %s and records nothing', async (_, sign) => {
    const signature = sign(`${service.publicUrl}/sms`);
    const before = await service.items();
    const response = await fetch(`${service.url}/sms`, {
      method: 'POST',
      headers: { 'X-Twilio-Signature': signature, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
      body: new URLSearchParams(GRADES),
    });
    expect(response.status).toBe(403);
    expect(await service.items()).toEqual(before);
  });

  it('names the fields that a signed form lacks, and records nothing', async () => {
    const before = await service.items();
    const { To: _, From: __, ...incomplete } = GRADES;
    const answer = await service.post(incomplete);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('To');
    expect(answer.body).toContain('From');
    expect(answer.body).not.toContain('MessageSid');
    expect(await service.items()).toEqual(before);
  });

  it.each(['GET', 'PUT', 'DELETE'])('is not there for %s', async (method) => {
    expect((await fetch(`${service.url}/sms`, { method })).status).toBe(404);
  });
});

describe('when Twilio has answered with Advanced Opt-Out', () => {
  it.each([
    ['STOP', 'optedOut'],
    ['START', 'optedIn'],
    ['HELP', 'helpedByTwilio'],
  ])('%s gets no second answer and is recorded', async (OptOutType, outcome) => {
    const form = inboundForm({ from: '+447700900501', body: OptOutType });
    const { status, body } = await service.post({ ...form, OptOutType });
    expect(status).toBe(200);
    expect(body).toContain('<Response/>');
    expect(await service.items()).toContainEqual(
      expect.objectContaining({ sk: `REQUEST#${form['MessageSid']}`, outcome, segments: 0 }),
    );
  });
});
