/** TwiML, the XML that tells Twilio what to text back. Built here because twilio's builder weighs 62 kB bundled. */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The document for one text, or for none.
 *
 * https://www.twilio.com/docs/messaging/twiml
 *
 * @example renderTwiml('Hello') // '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello</Message></Response>'
 */
export function renderTwiml(text: string | undefined): string {
  const message =
    text === undefined ? '' : `<Message>${text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? '')}</Message>`;
  return `<?xml version="1.0" encoding="UTF-8"?>${message ? `<Response>${message}</Response>` : '<Response/>'}`;
}
