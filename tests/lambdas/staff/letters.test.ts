import { beforeEach, expect, it, vi } from 'vitest';
import { recordRequest } from '../../../lambdas/usage/record-request.ts';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { exampleLetter } from '../../support/example-letter.ts';
import {
  type StaffBrowser,
  type StaffPages,
  sessionOf,
  staffPagesOn,
  TEXTER_KEY,
  wordsOf,
} from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const TEXTER = texterReference('+447700900456', TEXTER_KEY);
const newTable = usageTablesForThisFile();
let table: UsageTable;
let pages: StaffPages;
let manager: StaffBrowser;

/** Another letter with topics of the same ids, under other keywords, and one of its own. */
const HILLTOWN = {
  ...exampleLetter,
  id: 'hilltown-2032',
  topics: [...exampleLetter.topics, { id: 'harbour', keyword: 'HARBOUR', phrases: [], texts: [] }].map((topic) => ({
    ...topic,
    keyword: `HILL ${topic.keyword}`,
    texts: topic.texts.map((text) => ({ ...text, words: `hilltown ${text.words}` })),
  })),
};

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  table = await newTable();
  pages = staffPagesOn(table, { otherLetters: [HILLTOWN] });
  manager = await pages.browser(sessionOf('manager', pages.clock), 'complaint 12');
  await store(table, [
    requestWith({ reply: { kind: 'text', topic: 'care', text: 1 } }),
    requestWith({ letter: HILLTOWN.id, reply: { kind: 'text', topic: 'care', text: 1 } }),
    requestWith({ letter: 'gone-2019', reply: { kind: 'text', topic: 'care', text: 1 } }),
  ]);
});

it('Usage counts the topics of each letter by themselves, and says of which letter they are', async () => {
  const words = wordsOf(await manager.open('/staff'));
  expect(words).toMatch(/ CARE 1 CARE \(gone-2019\) 1 HILL CARE \(hilltown-2032\) 1 /);
});

it('Requests name the letter of a topic, and its topics can be asked for', async () => {
  const page = await manager.open('/staff/requests?topic=care');
  const words = wordsOf(page);
  for (const reply of ['CARE, text 1', 'HILL CARE (hilltown-2032), text 1', 'CARE (gone-2019), text 1']) {
    expect(words).toContain(reply);
  }
  expect(page.html.match(/<option value="care"/g)).toHaveLength(1);
  expect(page.html).toContain('<option value="harbour"');
  const csv = await manager.open('/staff/requests.csv');
  expect(csv.html).toContain(',text,hilltown-2032/care,1,');
});

it('a person is shown the words that they were sent, and none of another letter’s', async () => {
  const care = { kind: 'text', topic: 'care', text: 1 } as const;
  const [hilltown, gone] = [HILLTOWN.id, 'gone-2019'].map((letter) =>
    requestWith({ texter: TEXTER, letter, reply: care }),
  );
  if (gone) await store(table, [gone]);
  const conversation = { letter: HILLTOWN.id, lastReply: care };
  if (hilltown) await recordRequest(table, hilltown, 30, { conversation, revision: 0 });
  const written = { number: '07700 900456', reference: 'letter 12' };
  const found = await manager.submit(await manager.open('/staff/erase'), '/staff/erase', written);
  const words = wordsOf(await manager.submit(found, '/staff/access'));
  expect(words).toContain('What we sent you last: hilltown care 1');
  expect(words).toContain('We sent hilltown care 1');
  expect(words).toContain('We sent cannot answer');
  expect(words).not.toContain('We sent care 1');
});
