import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import {
  expectReadable,
  type StaffBrowser,
  type StaffPages,
  sessionOf,
  staffPagesOn,
  wordsOf,
} from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const newTable = usageTablesForThisFile();
const log = vi.spyOn(console, 'error');
let table: UsageTable;
let pages: StaffPages;
let browser: StaffBrowser;

const TEXTS = [
  {
    name: 'GRADES 1',
    sent: 'grades 1',
    words: 'grades 1',
    septets: 8,
    grade: 2.5,
    restsOn: ['The letter’s sentence.'],
  },
  { name: 'CARE 1', sent: 'care 1', words: 'care 1', septets: 6, grade: 1, restsOn: ['Another.'] },
  { name: 'help', words: 'help', septets: 4, grade: 1, restsOn: [] },
];

beforeEach(async () => {
  log.mockReset().mockImplementation(() => {});
  table = await newTable();
  pages = staffPagesOn(table, { texts: TEXTS });
  browser = await pages.browser(sessionOf('staff', pages.clock));
});

async function tries(text: string) {
  return browser.submit(await browser.open('/staff/letter'), '/staff/letter', { text });
}

describe('the letter as people get it', () => {
  it('has each text with its length, its grade, what it rests on, and how often it was sent lately', async () => {
    const sent = requestWith({
      at: new Date('2026-06-29T12:00:00Z'),
      reply: { kind: 'text', topic: 'grades', text: 1 },
    });
    const long = requestWith({
      at: new Date('2026-05-01T12:00:00Z'),
      reply: { kind: 'text', topic: 'grades', text: 1 },
    });
    await store(table, [sent, long]);
    const page = await browser.open('/staff/letter');
    expectReadable(page);
    const words = wordsOf(page);
    expect(words).toContain(
      '1 GRADES grades 1 8 characters, reading grade 2.5, sent once What it rests on The letter’s sentence.',
    );
    expect(words).toContain('2 CARE care 1 6 characters, reading grade 1, sent 0 times');
    expect(words).toContain('help help 4 1');
  });
});

describe('trying a text', () => {
  it('shows what would be answered, and as what it is understood', async () => {
    const page = await tries('grades');
    expectReadable(page);
    expect(wordsOf(page)).toContain(
      'What would be answered grades 1 1 segment Understood as: A topic (GRADES). It was understood by its very words.',
    );
  });

  it('shows how likely each meaning of a sentence is', async () => {
    pages = staffPagesOn(table, {
      understand: async () => ({
        understanding: { kind: 'distress' },
        likeliest: [
          ['distress', 0.876],
          ['worry', 0.1],
        ],
      }),
    });
    browser = await pages.browser(sessionOf('staff', pages.clock));
    expect(wordsOf(await tries('somebody hurts me'))).toContain(
      'Understood as: A safety reply was needed. How likely each meaning is Meaning Likely distress 88% worry 10%',
    );
  });

  it('says when nothing would be sent', async () => {
    expect(wordsOf(await tries('STOP'))).toContain('Nothing is sent. Understood as: STOP: opted out.');
  });

  it('stores nothing of it, and logs nothing', async () => {
    const before = JSON.stringify(await browser.open('/staff/requests'));
    await tries('grades of a very particular kind');
    expect(JSON.stringify(await browser.open('/staff/requests')).length).toBe(before.length);
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    ['', 'Enter a text to try'],
    ['   ', 'Enter a text to try'],
    ['x'.repeat(1601), 'The text must be 1600 characters or fewer'],
  ])('asks again for %j', async (text, message) => {
    const page = await tries(text);
    expect(page.status).toBe(400);
    expectReadable(page);
    expect(page.html).toContain(`<a href="#text">${message}</a>`);
  });

  it('shows what was typed as text, whatever it is', async () => {
    const page = await tries('"><script>alert(1)</script>');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('<script>');
    expect(page.html).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  it('is for who is signed in, with a form of their own', async () => {
    expect((await browser.open('/staff/letter', { form: { text: 'grades' } })).status).toBe(403);
    const nobody = await pages.browser();
    expect((await nobody.open('/staff/letter')).status).toBe(303);
    expect((await nobody.open('/staff/letter', { form: { text: 'grades' } })).status).toBe(401);
  });
});
