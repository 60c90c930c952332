import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readAuditTrail } from '../../../lambdas/staff/audit-trail.ts';
import { recordRequest } from '../../../lambdas/usage/record-request.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import {
  type Answer,
  expectReadable,
  type StaffBrowser,
  type StaffPages,
  sessionOf,
  staffPagesOn,
  TEXTER_KEY,
  wordsOf,
} from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NUMBER = '07700 900456';
const TEXTER = texterReference('+447700900456', TEXTER_KEY);
const OTHER = texterReference('+447700900457', TEXTER_KEY);
const newTable = usageTablesForThisFile();
let table: UsageTable;
let pages: StaffPages;
let browser: StaffBrowser;

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  table = await newTable();
  pages = staffPagesOn(table);
  browser = await pages.browser(sessionOf('manager', pages.clock, { name: 'Ana Amber' }));
  const at = (time: string) => new Date(`2026-06-30T${time}Z`);
  await store(table, [
    requestWith({
      texter: TEXTER,
      at: at('09:00:00'),
      outcome: 'topic',
      reply: { kind: 'text', topic: 'care', text: 1 },
    }),
    requestWith({ texter: OTHER, at: at('09:30:00'), outcome: 'greeting', reply: { kind: 'greeting' } }),
  ]);
  const distress = requestWith({ texter: TEXTER, at: at('10:00:00'), outcome: 'distress', reply: { kind: 'safety' } });
  const since = at('10:00:00').getTime() / 1000;
  const conversation = { lastReply: distress.reply, safety: { since, sent: 1 } };
  await recordRequest(table, distress, 30, { conversation, revision: 0 });
});

async function lookedUp(number = NUMBER): Promise<Answer> {
  return browser.submit(await browser.open('/staff/erase'), '/staff/erase', { number, reference: 'letter 12' });
}

async function trail() {
  return (await readAuditTrail(table, { now: pages.clock.now })).events.map(({ event }) => event);
}

describe('what is stored about a person', () => {
  it('is shown to be printed: each text with what it was taken for, the words sent back, and when it is deleted', async () => {
    const shown = await browser.submit(await lookedUp(), '/staff/access');
    expect(shown.status).toBe(200);
    expectReadable(shown);
    const words = wordsOf(shown);
    expect(words).toContain(
      '30 Jun 2026, 11:00 We understood That you, or somebody you know, could be in danger We sent safety',
    );
    expect(words).toContain('30 Jun 2026, 10:00 We understood That you asked about a topic We sent care 1');
    expect(words).toContain('Will be deleted on 30 Jul 2026');
    expect(words).toContain('That we sent you 999 and Childline');
    expect(words).not.toContain('That you said hello');
  });

  it('is to be had as a JSON file with the same', async () => {
    const file = await browser.submit(await lookedUp(), '/staff/access.json');
    expect(file.status).toBe(200);
    expect(file.headers.get('Content-Disposition')).toBe('attachment; filename="what-is-stored-2026-06-30.json"');
    const { texts, rememberedForADay } = JSON.parse(file.html);
    expect(texts).toMatchObject([
      { cameOn: '30 Jun 2026, 11:00', understoodAs: 'That you, or somebody you know, could be in danger' },
      { cameOn: '30 Jun 2026, 10:00', understoodAs: 'That you asked about a topic', weSent: ['care 1'] },
    ]);
    expect(rememberedForADay).toContain('That we sent you 999 and Childline');
  });

  it('has neither the number nor the reference in it, on the page or in the file', async () => {
    for (const address of ['/staff/access', '/staff/access.json']) {
      const shown = await browser.submit(await lookedUp(), address);
      expect(shown.html + JSON.stringify([...shown.headers])).not.toMatch(/900 ?456/);
      expect(shown.html).not.toContain(TEXTER);
    }
  });

  it('is shown with a record of who showed it, for which request, and never of whom', async () => {
    await browser.submit(await lookedUp(), '/staff/access');
    pages.passes({ seconds: 5 });
    await browser.submit(await lookedUp(), '/staff/access.json');
    const recorded = await trail();
    expect(recorded).toContainEqual({ kind: 'showed', reference: 'letter 12', requests: 2 });
    expect(recorded).toContainEqual({ kind: 'showedAsFile', reference: 'letter 12', requests: 2 });
    expect(wordsOf(await browser.open('/staff/audit-trail'))).toContain(
      'Ana Amber Showed a person’s data (requests: 2), for letter 12',
    );
  });

  it('is not shown when it cannot be recorded that it was', async () => {
    const page = await lookedUp();
    const broken = staffPagesOn({ ...table, name: 'NoSuchTable' });
    const other = await broken.browser(sessionOf('manager', pages.clock));
    for (const [name, cookie] of browser.cookies) other.cookies.set(name, cookie);
    expect((await other.submit(page, '/staff/access')).status).toBe(500);
  });

  it('is not shown to a manager who did not look it up, or ten minutes later', async () => {
    const page = await lookedUp();
    const session = sessionOf('manager', pages.clock);
    const other = await pages.browser(session);
    const [, lookUp = ''] = /name="lookUp" value="([^"]*)"/.exec(page.html) ?? [];
    const byOther = await other.open('/staff/access', { form: { csrf: session.csrfToken, lookUp } });
    expect(byOther.status).toBe(400);
    pages.passes({ minutes: 11 });
    const late = await browser.submit(page, '/staff/access.json');
    expect(late.status).toBe(400);
    expect(wordsOf(late)).toContain('Nothing was shown It was too long ago that the number was entered');
  });

  it.each(['/staff/access', '/staff/access.json'])(
    'is not for other staff, nor to be had by a link: %s',
    async (path) => {
      const session = sessionOf('staff', pages.clock);
      const staff = await pages.browser(session);
      expect((await staff.open(path, { form: { csrf: session.csrfToken } })).status).toBe(403);
      expect((await browser.open(path)).status).toBe(404);
      const nobody = await (await pages.browser()).open(path, { form: { csrf: 'x' } });
      expect(nobody.status).toBe(401);
    },
  );

  it('still says what it can of a request that another version of the service has written', async () => {
    await store(table, [{ ...requestWith({ texter: TEXTER }), outcome: 'a kind of 2031' as 'topic' }]);
    expect(wordsOf(await browser.submit(await lookedUp(), '/staff/access'))).toContain('We can no longer tell');
  });
});
