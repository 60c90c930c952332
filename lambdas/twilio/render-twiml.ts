/** Writes TwiML, the XML that tells Twilio what to text back. Twilio's own builder adds 62 kB to the bundle. */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Writes the document for the texts. With no texts it is an empty response.
 *
 * https://www.twilio.com/docs/messaging/twiml/message
 *
 * @param statusUrl where Twilio should report whether the text arrived. Leave it out for no reports.
 *
 * @example renderTwiml(['Hello'])
 * // '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello</Message></Response>'
 */
export function renderTwiml(texts: readonly string[], statusUrl?: string): string {
  const attributes = statusAttributes(statusUrl);
  const messages = texts.map((text) => `<Message${attributes}>${escapeXml(text)}</Message>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>${messages ? `<Response>${messages}</Response>` : '<Response/>'}`;
}

// Some Twilio accounts report to `action` and some to `statusCallback`, so we set both:
// https://www.twilio.com/docs/messaging/twiml/message#statuscallback
function statusAttributes(url: string | undefined): string {
  return url === undefined ? '' : ` action="${escapeAttribute(url)}" statusCallback="${escapeAttribute(url)}"`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? '');
}

function escapeAttribute(value: string): string {
  return escapeXml(value).replaceAll('"', '&quot;');
}
