import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../lambdas/twilio/read-webhook.ts';
import { RAW_INBOUND_FORM, webhookEvent } from '../../support/webhook-event.ts';

const PUBLIC_URL = 'https://texts.example.org';

describe('a webhook', () => {
  it.each([true, false])(
    'has its fields decoded, the empty ones kept and none trimmed (base64: %s)',
    (isBase64Encoded) => {
      const { params } = readWebhook(webhookEvent({ isBase64Encoded }), PUBLIC_URL);
      expect(params).toMatchObject({ Body: ' grades & care? 🙏', From: '+447700900123', ToState: '' });
      expect(Object.keys(params)).toHaveLength(RAW_INBOUND_FORM.split('&').length);
    },
  );

  it('has the address that is configured, whatever host the request names', () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    expect(readWebhook(webhookEvent({ headers }), PUBLIC_URL).url).toBe('https://texts.example.org/sms');
  });

  it('has the query in its address', () => {
    const { url } = readWebhook(webhookEvent({ rawQueryString: 'a=1&b=%20' }), PUBLIC_URL);
    expect(url).toBe('https://texts.example.org/sms?a=1&b=%20');
  });

  it('keeps every value of a field that comes twice', () => {
    expect(readWebhook(webhookEvent({ body: 'A=1&A=2&B=3' }), PUBLIC_URL).params).toEqual({ A: ['1', '2'], B: '3' });
  });

  it.each([[''], ['%'], ['{"Body":"GRADES"}'], ['__proto__=1&constructor=2']])(
    'can be read when its body is %j',
    (body) => {
      const { params } = readWebhook(webhookEvent({ body }), PUBLIC_URL);
      expect(params).not.toHaveProperty('Body');
      expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
    },
  );

  it('is not read when it is longer than any form of Twilio', () => {
    const longest = `${RAW_INBOUND_FORM}&Longest=${'%F0%9F%99%8F'.repeat(1600)}`;
    expect(readWebhook(webhookEvent({ body: longest }), PUBLIC_URL).params).toHaveProperty('Longest');
    const tooLong = Array.from({ length: 10_000 }, (_, index) => `field${index}=`).join('&');
    expect(readWebhook(webhookEvent({ body: tooLong }), PUBLIC_URL).params).toEqual({});
  });

  it('without a body has no fields', () => {
    const { body: _, ...event } = webhookEvent();
    expect(readWebhook({ ...event, isBase64Encoded: false }, PUBLIC_URL).params).toEqual({});
  });
});
