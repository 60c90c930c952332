import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { renderTwiml } from '../../../lambdas/twilio/render-twiml.ts';

function twilioTwiml(text: string | undefined): string {
  const response = new twilio.twiml.MessagingResponse();
  if (text !== undefined) response.message(text);
  return response.toString();
}

describe('TwiML', () => {
  it.each([['Hello'], ['1 < 2 & 3 > 2'], ['"quoted", it\'s'], ['one\ntwo'], ['£5, é, Ω'], ['&amp;']])(
    'for %j is what Twilio’s own library writes',
    (text) => expect(renderTwiml(text)).toBe(twilioTwiml(text)),
  );

  it('for no reply answers nothing', () => {
    expect(renderTwiml(undefined)).toBe(twilioTwiml(undefined));
  });
});
