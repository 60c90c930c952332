/** The address where Twilio reports on a reply. It names the message we replied to. */

const INBOUND = 'inbound';

/**
 * The address for reports on the reply to an inbound message. It holds no number: the report brings that.
 *
 * @example deliveryStatusUrl('https://texts.example.org/sms/status', 'SM1')
 * // 'https://texts.example.org/sms/status?inbound=SM1'
 */
export function deliveryStatusUrl(address: string, inboundMessageSid: string): string {
  return `${address}?${new URLSearchParams({ [INBOUND]: inboundMessageSid })}`;
}

/** The MessageSid of the inbound message that an address names, if it names one. */
export function readInbound(url: string): string | null {
  return new URL(url).searchParams.get(INBOUND);
}
