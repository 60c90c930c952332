/** TwiML, the XML that tells Twilio what to text back. Built here because twilio's builder weighs 62 kB bundled. */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The document for one text, or for none.
 *
 * https://www.twilio.com/docs/messaging/twiml/message
 *
 * @param statusUrl where Twilio is to report whether the text arrived, if anywhere
 *
 * @example renderTwiml('Hello') // '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello</Message></Response>'
 */
export function renderTwiml(texts: readonly string[], statusUrl?: string): string {
  const attributes = statusAttributes(statusUrl);
  const messages = texts.map((text) => `<Message${attributes}>${escapeXml(text)}</Message>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>${messages ? `<Response>${messages}</Response>` : '<Response/>'}`;
}

// Some accounts of Twilio's report at the one, some at the other, so both are set:
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
