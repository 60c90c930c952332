/**
 * Shows a person what is stored about them, as a page to print and as a file: their right of access.
 * https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/individual-rights/right-of-access/
 */

import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { londonDay } from '../usage/london-day.ts';
import { readTexter, type StoredOfTexter } from '../usage/read-stored.ts';
import { ACCESS_FILE_PATH, ACCESS_PATH, ERASE_PATH } from './addresses.ts';
import { recordEvent } from './audit-trail.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { describeStored } from './describe-stored.ts';
import { readLookUp } from './look-up.ts';
import { AccessPage } from './pages/access-page.tsx';
import { managersOnly, ownFormsOnly } from './session-cookie.ts';
import { show, showMessage } from './show.tsx';

export function addAccessPages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { table, frame } = world;

  app.post(ACCESS_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const stored = await readAndRecord(c, 'showed');
    if (!stored) return showTooLate(c);
    const layout = { ...frame, session: c.get('session') };
    return show(c, <AccessPage layout={layout} data={describeStored(stored, world, world.now())} />);
  });

  app.post(ACCESS_FILE_PATH, managersOnly(world), ownFormsOnly(world), async (c) => {
    const stored = await readAndRecord(c, 'showedAsFile');
    if (!stored) return showTooLate(c);
    const now = world.now();
    return c.body(`${JSON.stringify(describeStored(stored, world, now), null, 2)}\n`, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="what-is-stored-${londonDay(now)}.json"`,
    });
  });

  async function readAndRecord(
    c: Context<StaffEnvironment>,
    kind: 'showed' | 'showedAsFile',
  ): Promise<StoredOfTexter | undefined> {
    const lookUp = await readLookUp(c, world);
    if (!lookUp) return undefined;
    const now = world.now();
    const stored = await readTexter(table, lookUp.texter, now);
    const event = { kind, reference: lookUp.reference, requests: stored.requests.length };
    await recordEvent(table, c.get('session'), event, { at: now, id: randomUUID() });
    return stored;
  }

  function showTooLate(c: Context<StaffEnvironment>) {
    return showMessage(c, {
      layout: { ...frame, session: c.get('session') },
      status: 400,
      title: 'Nothing was shown',
      message: 'It was too long ago that the number was entered.',
      action: { href: ERASE_PATH, words: 'Enter the number again' },
    });
  }
}
