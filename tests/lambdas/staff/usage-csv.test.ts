import { describe, expect, it } from 'vitest';
import { usageCsv } from '../../../lambdas/staff/usage-csv.ts';
import { countRequests } from '../../../lambdas/usage/day-counts.ts';
import { sessionOf, staffPagesOn, wordsOf } from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const newTable = usageTablesForThisFile();
const HEADER = 'day,texts,people,no_topic_found,replies,segments';

describe('usage as a file', () => {
  it('has the days that staff asked for, as the page shows them', async () => {
    const table = await newTable();
    await store(table, [requestWith({ at: new Date('2026-06-30T12:00:00Z') })]);
    const pages = staffPagesOn(table);
    const browser = await pages.browser(sessionOf('staff', pages.clock));
    const link = /href="(\/staff\/usage\.csv[^"]*)"/.exec((await browser.open('/staff?days=7')).html)?.[1] ?? '';
    const answer = await browser.open(link.replaceAll('&amp;', '&'));
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="usage-2026-06-24-to-2026-06-30.csv"');
    const lines = answer.html.split('\r\n');
    expect(lines).toHaveLength(1 + 7 + 1);
    expect(lines[0]).toBe(HEADER);
    expect(lines[7]).toBe('2026-06-30,1,fewer than 5,0,1,1');
  });

  it('is not made of days that cannot be read', async () => {
    const pages = staffPagesOn(await newTable());
    const answer = await (await pages.browser(sessionOf('staff', pages.clock))).open('/staff/usage.csv?from=x&to=y');
    expect(answer.status).toBe(400);
    expect(wordsOf(answer)).toContain('The file was not made Enter the first day as a date');
  });

  it('does not tell a cry for help from a text that was not understood, nor count a few people', () => {
    const of = (outcome: 'distress' | 'notUnderstood') =>
      usageCsv([{ day: '2026-06-30', counts: countRequests([requestWith({ outcome })]) }]);
    expect(of('distress')).toBe(of('notUnderstood'));
    expect(usageCsv([{ day: '2026-06-30', counts: countRequests([]) }])).toBe(`${HEADER}\r\n2026-06-30,0,0,0,0,0\r\n`);
  });
});
