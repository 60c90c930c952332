import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { isSignedByTwilio } from '../../../lambdas/twilio/is-signed-by-twilio.ts';
import { readWebhook } from '../../../lambdas/twilio/read-webhook.ts';
import { webhookEvent } from '../../support/webhook-event.ts';

const PUBLIC_URL = 'https://texts.example.org';
const URL_CALLED = `${PUBLIC_URL}/sms`;

function webhookOf(form: Record<string, string>, signature: string) {
  const headers = { 'x-twilio-signature': signature };
  return readWebhook(webhookEvent({ body: new URLSearchParams(form).toString(), headers }), PUBLIC_URL);
}

function isSigned(form: Record<string, string>, signedWith: string, url = URL_CALLED, tokens = ['token']): boolean {
  return isSignedByTwilio(webhookOf(form, getExpectedTwilioSignature(signedWith, url, form)), tokens);
}

const aForm = fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));

describe('a signature', () => {
  it('holds for any form that Twilio signs', () => {
    fc.assert(
      fc.property(aForm, (form) => {
        expect(isSigned(form, 'token')).toBe(true);
      }),
    );
  });

  it('does not hold when any field was changed, added or taken out', () => {
    fc.assert(
      fc.property(aForm, aForm, (form, other) => {
        fc.pre(JSON.stringify(Object.entries(form).sort()) !== JSON.stringify(Object.entries(other).sort()));
        // Names and values are joined without a separator before they are signed, so these two are one to Twilio too.
        const joined = (fields: Record<string, string>) =>
          Object.keys(fields)
            .sort()
            .map((name) => name + fields[name])
            .join('');
        fc.pre(joined(form) !== joined(other));
        const signature = getExpectedTwilioSignature('token', URL_CALLED, form);
        expect(isSignedByTwilio(webhookOf(other, signature), ['token'])).toBe(false);
      }),
    );
  });

  it('does not hold under another token', () => {
    expect(isSigned({ Body: 'GRADES' }, 'another')).toBe(false);
  });

  it('does not hold for another address', () => {
    expect(isSigned({ Body: 'GRADES' }, 'token', 'https://evil.example/sms')).toBe(false);
  });

  it('holds under either token during a rotation', () => {
    expect(isSigned({ Body: 'GRADES' }, 'new', URL_CALLED, ['old', 'new'])).toBe(true);
    expect(isSigned({ Body: 'GRADES' }, 'old', URL_CALLED, ['old', 'new'])).toBe(true);
  });

  it.each([[['']], [[]]])('never holds under the tokens %j', (tokens) => {
    expect(isSigned({ Body: 'GRADES' }, '', URL_CALLED, tokens)).toBe(false);
  });

  it.each(['', 'x', '=', 'not base64!'])('that is %j is refused without an error', (signature) => {
    expect(isSignedByTwilio(webhookOf({ Body: 'GRADES' }, signature), ['token'])).toBe(false);
  });
});
