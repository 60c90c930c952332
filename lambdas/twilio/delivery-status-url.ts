/** The address at which Twilio reports on a reply, which says what was replied to. */

const INBOUND = 'inbound';

/**
 * The address for the reply to an inbound message. There is no number in it: that comes with the report.
 *
 * @example deliveryStatusUrl('https://texts.example.org/sms/status', 'SM1') // 'https://texts.example.org/sms/status?inbound=SM1'
 */
export function deliveryStatusUrl(address: string, inboundMessageSid: string): string {
  return `${address}?${new URLSearchParams({ [INBOUND]: inboundMessageSid })}`;
}

/** The MessageSid of the inbound message that an address is about, if it says so. */
export function readInbound(url: string): string | null {
  return new URL(url).searchParams.get(INBOUND);
}
