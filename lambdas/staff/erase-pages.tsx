/** Erasing what is stored about a number: entered, shown, confirmed, done. The number stands in no address. */

import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { eraseTexter } from '../usage/erase-texter.ts';
import { countStored, readErasures } from '../usage/read-stored.ts';
import { texterReference } from '../usage/texter-reference.ts';
import { CONFIRM_ERASE_PATH, ERASE_PATH } from './addresses.ts';
import { ConfirmErasePage, ErasedPage, ErasePage } from './pages/erase-page.tsx';
import { seal, unseal } from './session.ts';
import { managersOnly, ownFormsOnly } from './session-cookie.ts';
import { show, showMessage } from './show.tsx';
import type { StaffEnvironment, StaffWorld } from './world.ts';

const LAST_ERASURES = 20;
/** Staff write a number as one does here. */
const COUNTRY = 'GB';
const ENDING_DIGITS = 3;

export function addErasePages(app: Hono<StaffEnvironment>, world: StaffWorld): void {
  const { table, sealingKey, now, stylesheet } = world;

  app.get(ERASE_PATH, managersOnly(world), (c) => ask(c));

  app.post(ERASE_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const session = c.get('session');
    const { number } = await c.req.parseBody();
    const written = typeof number === 'string' ? number.trim() : '';
    const parsed = parsePhoneNumberFromString(written, COUNTRY);
    if (!parsed || !isWhole(parsed)) return await ask(c, { written, fault: faultOf(written) });

    const texter = texterReference(parsed.number, await world.texterKey());
    const page = (
      <ConfirmErasePage
        layout={{ stylesheet, session }}
        session={session}
        stored={await countStored(table, texter)}
        ending={parsed.number.slice(-ENDING_DIGITS)}
        erasure={await seal('erasure', { texter, sessionId: session.id }, await sealingKey(), now())}
      />
    );
    return show(c, page);
  });

  app.post(CONFIRM_ERASE_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const session = c.get('session');
    const { erasure } = await c.req.parseBody();
    const sealed = typeof erasure === 'string' ? erasure : undefined;
    const inHand = await unseal('erasure', sealed, await sealingKey(), now());
    if (inHand?.sessionId !== session.id) {
      return showMessage(c, {
        layout: { stylesheet, session },
        status: 400,
        title: 'Nothing was erased',
        message: 'It was too long ago that the number was entered.',
        action: { href: ERASE_PATH, words: 'Enter the number again' },
      });
    }
    const by = { subject: session.subject, name: session.name };
    const erased = await eraseTexter(table, inHand.texter, { id: randomUUID(), at: now(), by });
    return show(c, <ErasedPage layout={{ stylesheet, session }} session={session} erased={erased} />);
  });

  async function ask(c: Context<StaffEnvironment>, faulty?: { written: string; fault: string }) {
    const session = c.get('session');
    const erasures = await readErasures(table, LAST_ERASURES, now());
    const page = <ErasePage layout={{ stylesheet, session }} session={session} erasures={erasures} {...faulty} />;
    return show(c, page, faulty ? 400 : 200);
  }
}

/** The library takes nine digits after +44, which a few landlines have: of a mobile's number one would be missing. */
function isWhole(parsed: PhoneNumber): boolean {
  return parsed.isPossible() && !/^\+44(?:0|7\d{8}$)/.test(parsed.number);
}

function faultOf(written: string): string {
  return written === ''
    ? 'Enter a telephone number'
    : 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123';
}
