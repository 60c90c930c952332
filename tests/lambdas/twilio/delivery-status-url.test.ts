import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryStatusUrl, readInbound } from '../../../lambdas/twilio/delivery-status-url.ts';

const ADDRESS = 'https://texts.example.org/sms/status';

describe('the address for reports on a reply', () => {
  it('says which message was replied to, and nothing else: no number', () => {
    const inboundMessageSid = 'SM0123456789abcdef0123456789abcdef';
    expect(deliveryStatusUrl(ADDRESS, inboundMessageSid)).toBe(`${ADDRESS}?inbound=${inboundMessageSid}`);
  });

  it('gives the message back, whatever its id', () => {
    fc.assert(
      fc.property(fc.string(), (inboundMessageSid) => {
        expect(readInbound(deliveryStatusUrl(ADDRESS, inboundMessageSid))).toBe(inboundMessageSid);
      }),
    );
  });

  it.each([ADDRESS, `${ADDRESS}?other=SM1`])('%s says of no message', (url) => {
    expect(readInbound(url)).toBeNull();
  });
});
