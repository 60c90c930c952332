import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { renderTwiml } from '../../../lambdas/twilio/render-twiml.ts';

function twilioTwiml(texts: readonly string[], statusUrl?: string): string {
  const response = new twilio.twiml.MessagingResponse();
  const attributes = statusUrl === undefined ? {} : { action: statusUrl, statusCallback: statusUrl };
  for (const text of texts) response.message(attributes, text);
  return response.toString();
}

describe('TwiML', () => {
  it.each([['Hello'], ['1 < 2 & 3 > 2'], ['"quoted", it\'s'], ['one\ntwo'], ['£5, é, Ω'], ['&amp;']])(
    'for %j is what Twilio’s own library writes',
    (text) => expect(renderTwiml([text])).toBe(twilioTwiml([text])),
  );

  it.each([
    ['https://texts.example.org/sms/status?inbound=SM0123456789abcdef0123456789abcdef', 'as Twilio is given it'],
    ['https://texts.example.org/sms/status?one=1&two=2', 'two parameters'],
    ['https://texts.example.org/sms/status?one="1"&two=<2', 'what would end the attribute or the element'],
  ])('that asks for reports at %s is what Twilio’s own library writes: %s', (statusUrl) => {
    expect(renderTwiml(['1 < 2 & "3"'], statusUrl)).toBe(twilioTwiml(['1 < 2 & "3"'], statusUrl));
  });

  it('for two texts is two messages, each with its reports', () => {
    const url = 'https://texts.example.org/sms/status';
    expect(renderTwiml(['one', 'two'], url)).toBe(twilioTwiml(['one', 'two'], url));
  });

  it('that asks for reports names the address twice: for the sending, and for all after it', () => {
    expect(renderTwiml(['Hello'], 'https://a.example/?b&c')).toContain(
      '<Message action="https://a.example/?b&amp;c" statusCallback="https://a.example/?b&amp;c">Hello</Message>',
    );
  });

  it.each([undefined, 'https://texts.example.org/sms/status'])(
    'for no reply answers nothing, and asks for no report (%s)',
    (statusUrl) => expect(renderTwiml([], statusUrl)).toBe(twilioTwiml([])),
  );
});
