/** Looks up what is stored about a number, and erases it once that is confirmed. No address contains the number. */

import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod/mini';
import { eraseTexter } from '../usage/erase-texter.ts';
import { countStored, readErasures } from '../usage/read-stored.ts';
import { texterReference } from '../usage/texter-reference.ts';
import { CONFIRM_ERASE_PATH, ERASE_PATH, ERASED_PATH } from './addresses.ts';
import { type AuditEvent, placeInTrail, recordEvent } from './audit-trail.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { readLookUp } from './look-up.ts';
import { ConfirmErasePage, ERASURES_ID, ErasedPage, ErasePage } from './pages/erase-page.tsx';
import type { FieldFault } from './pages/faults.tsx';
import { type Session, seal } from './session.ts';
import { managersOnly, ownFormsOnly } from './session-cookie.ts';
import { show, showMessage } from './show.tsx';
import { writtenIn } from './written-field.ts';
import { faultOfReason } from './written-reason.ts';

/** Staff write numbers as people do in Britain. */
const COUNTRY = 'GB';
const ENDING_DIGITS = 3;

export function addErasePages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { table, sealingKey, now, frame } = world;

  app.get(ERASE_PATH, managersOnly(world), (c) => ask(c));

  app.post(ERASE_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const session = c.get('session');
    const form = await c.req.parseBody();
    const written = { number: writtenIn(form['number']), reference: writtenIn(form['reference']) };
    const parsed = parsePhoneNumberFromString(written.number, COUNTRY);
    const number = parsed && isWhole(parsed) ? parsed.number : undefined;
    const reference = faultOfReference(written.reference) ? undefined : written.reference;
    if (!number || !reference) {
      const faults = [
        { field: 'number', message: number ? undefined : faultOf(written.number) },
        { field: 'reference', message: faultOfReference(written.reference) },
      ];
      return await ask(c, { written, faults: faults.filter(hasMessage) });
    }
    await record(session, { kind: 'lookedUp', reference });

    const texter = texterReference(number, await world.texterKey());
    const page = (
      <ConfirmErasePage
        layout={{ ...frame, session }}
        session={session}
        stored={await countStored(table, texter)}
        ending={number.slice(-ENDING_DIGITS)}
        lookUp={await seal('lookUp', { texter, sessionId: session.id, reference }, await sealingKey(), now())}
      />
    );
    return show(c, page);
  });

  app.post(CONFIRM_ERASE_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const session = c.get('session');
    const inHand = await readLookUp(c, world);
    if (!inHand) {
      return showMessage(c, {
        layout: { ...frame, session },
        status: 400,
        title: 'Nothing was erased',
        message: 'It was too long ago that the number was entered.',
        action: { href: ERASE_PATH, words: 'Enter the number again' },
      });
    }
    const by = { subject: session.subject, name: session.name };
    const erased = await eraseTexter(table, inHand.texter, { id: randomUUID(), at: now(), by });
    const isNothing = erased.requests === 0 && !erased.hasConversation;
    if (!isNothing) {
      await record(session, { kind: 'erased', reference: inHand.reference, requests: erased.requests });
    }
    // We redirect, so that Back and Reload don't send the form again. The count doesn't say whose requests they were.
    const done = new URLSearchParams({ requests: isNothing ? '' : String(erased.requests) });
    return c.redirect(`${world.origin}${ERASED_PATH}?${done}`, 303);
  });

  app.get(ERASED_PATH, managersOnly(world), (c) => {
    const { data: requests } = z.coerce
      .number()
      .check(z.int(), z.gte(0))
      .safeParse(c.req.query('requests') || undefined);
    const session = c.get('session');
    return show(c, <ErasedPage layout={{ ...frame, session }} session={session} requests={requests} />);
  });

  function record(session: Session, event: AuditEvent): Promise<void> {
    return recordEvent(table, session, event, { at: now(), id: randomUUID() });
  }

  async function ask(
    c: Context<StaffEnvironment>,
    faulty?: { written: { number: string; reference: string }; faults: FieldFault[] },
  ) {
    const session = c.get('session');
    const before = placeInTrail(c.req.query('before'));
    const { erasures, next } = await readErasures(table, { before, now: now() });
    const page = (
      <ErasePage
        layout={{ ...frame, session }}
        session={session}
        erasures={erasures}
        older={next && `${ERASE_PATH}?${new URLSearchParams({ before: next })}#${ERASURES_ID}`}
        isOlder={before !== undefined}
        {...faulty}
      />
    );
    return show(c, page, faulty ? 400 : 200);
  }
}

/** The library accepts nine digits after +44, which a few landlines have. A mobile number would have one missing. */
function isWhole(parsed: PhoneNumber): boolean {
  return parsed.isPossible() && !/^\+44(?:0|7\d{8}$)/.test(parsed.number);
}

function hasMessage(fault: { field: string; message: string | undefined }): fault is FieldFault {
  return fault.message !== undefined;
}

function faultOfReference(written: string): string | undefined {
  return faultOfReason(written, 'The reference', 'Enter the reference of the person’s request');
}

function faultOf(written: string): string {
  return written === ''
    ? 'Enter a telephone number'
    : 'Enter a whole telephone number, like 07700 900123 or +44 7700 900123';
}
