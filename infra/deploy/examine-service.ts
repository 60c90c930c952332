/** Texts a service end to end, as Twilio would, and finds out whether a person would be answered. */

import { countSegments } from '../content/count-segments.ts';
import { inboundForm, newMessageSid, postSigned, readTwiml } from '../local/twilio-phone.ts';
import type { Finding } from './twilio-account.ts';

export interface Service {
  /** Where it is, and the address that Twilio would sign for. */
  webhook: { url: string; signedUrl: string };
  fallbackUrl: string;
  staffPagesUrl: string;
  authToken: string;
}

/** One of the numbers that Ofcom keeps for fiction, so that no reply can reach anybody. */
const DOCTOR = '+447700900998';

export async function examineService(service: Service): Promise<Finding[]> {
  return [
    await look('A text is answered, signature and all', async () => {
      const menu = await text(service, 'MENU');
      if (countSegments(menu).segments !== 1) throw new Error('the menu is longer than one segment');
    }),
    await look('The table remembers a conversation', async () => {
      const [menu, more] = [await text(service, 'MENU'), await text(service, 'MORE')];
      // Without a conversation MORE has nothing to go on from.
      if (menu === more || !/^Text a word or number/.test(more)) throw new Error('MORE did not go on from MENU');
    }),
    await look('A sentence is understood, and a cry for help gets Childline', async () => {
      const reply = await text(service, 'i dont feel safe at home, my dad hits me');
      if (!/999/.test(reply) || !/0800 1111/.test(reply)) throw new Error(`it got: ${reply}`);
    }),
    await look('What was texted for this has been deleted again', async () => {
      const reply = await text(service, 'FORGET');
      if (!/deleted/.test(reply)) throw new Error(`FORGET got: ${reply}`);
    }),
    await look('A text that Twilio did not sign is refused', async () => {
      const { status } = await post(service, 'MENU', 'not the auth token');
      if (status !== 403) throw new Error(`it got ${status}`);
    }),
    await look('The fallback names 999 and Childline', async () => {
      const response = await fetch(service.fallbackUrl, { method: 'POST', signal: AbortSignal.timeout(WITHIN_MS) });
      const contentType = response.headers.get('content-type') ?? '';
      const [reply] = readTwiml({ status: response.status, contentType, body: await response.text() });
      if (!/999.*0800 1111/.test(reply?.text ?? '')) throw new Error('it does not');
    }),
    await look('The staff pages lead to signing in, and the OpenID provider answers', async () => {
      await leadsToSignIn(service.staffPagesUrl);
    }),
  ];
}

/** As long as Twilio waits, in milliseconds. */
const WITHIN_MS = 15_000;

async function look(what: string, attempt: () => Promise<void>): Promise<Finding> {
  try {
    await attempt();
    return { state: 'right', what };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { state: 'wrong', what: `Not so: ${what.toLowerCase()} (${why})`, fix: 'See the alarms, and RUNBOOK.md.' };
  }
}

function post({ webhook, authToken }: Service, body: string, token = authToken) {
  const form = inboundForm({ from: DOCTOR, body, messageSid: newMessageSid() });
  return postSigned({ ...webhook, authToken: token, form });
}

async function text(service: Service, body: string): Promise<string> {
  const [reply] = readTwiml(await post(service, body));
  if (!reply) throw new Error(`${body} got no reply`);
  return reply.text;
}

/** Follows the pages to the sign-in and to the provider's own page. */
async function leadsToSignIn(staffPagesUrl: string): Promise<void> {
  const wait = () => ({ redirect: 'manual' as const, signal: AbortSignal.timeout(WITHIN_MS) });
  const first = await fetch(staffPagesUrl, wait());
  const signIn = first.headers.get('location');
  if (first.status !== 303 || !signIn) throw new Error(`the pages answered ${first.status}`);
  const page = await fetch(new URL(signIn, staffPagesUrl), wait());
  if (page.status !== 200) throw new Error(`the sign-in page answered ${page.status}`);
  const begun = await fetch(new URL(`${new URL(staffPagesUrl).pathname}/sign-in/begin`, staffPagesUrl), wait());
  if (begun.status !== 303)
    throw new Error(`signing in cannot begin (${begun.status}), so the provider did not answer`);
}
