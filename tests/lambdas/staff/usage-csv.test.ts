import { describe, expect, it } from 'vitest';
import { usageCsv } from '../../../lambdas/staff/usage-csv.ts';
import { countRequests } from '../../../lambdas/usage/day-counts.ts';
import { rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { sessionOf, staffPagesOn, wordsOf } from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const newTable = usageTablesForThisFile();
const DAY = { first: '2026-06-30', last: '2026-06-30' };
const HEADER = 'first_day,last_day,texts,people,topics,no_topic_found,replies,segments';

describe('usage as a file', () => {
  it('has the days that staff asked for, as the page shows them', async () => {
    const table = await newTable();
    await store(table, [requestWith({ at: new Date('2026-06-30T12:00:00Z') })]);
    const pages = staffPagesOn(table);
    const browser = await pages.browser(sessionOf('staff', pages.clock));
    const link = /href="(\/staff\/usage\.csv[^"]*)"/.exec((await browser.open('/staff?days=7')).html)?.[1] ?? '';
    const answer = await browser.open(link.replaceAll('&amp;', '&'));
    expect(answer.headers.get('Content-Disposition')).toBe(
      'attachment; filename="usage-by-day-2026-06-24-to-2026-06-30.csv"',
    );
    const lines = answer.html.split('\r\n');
    expect(lines).toHaveLength(1 + 7 + 1);
    expect(lines[0]).toBe(HEADER);
    expect(lines[7]).toBe('2026-06-30,2026-06-30,1,fewer than 5,1,0,1,1');
  });

  it('is not made of days that cannot be read', async () => {
    const pages = staffPagesOn(await newTable());
    const answer = await (await pages.browser(sessionOf('staff', pages.clock))).open('/staff/usage.csv?from=x&to=y');
    expect(answer.status).toBe(400);
    expect(wordsOf(answer)).toContain('The file was not made The first day must be a real date');
  });

  it('does not tell a cry for help from a text that was not understood, nor count a few people', () => {
    const of = (outcome: 'distress' | 'notUnderstood') =>
      usageCsv([{ ...DAY, counts: countRequests([requestWith({ outcome })]) }], 'day');
    expect(of('distress')).toBe(of('notUnderstood'));
    expect(usageCsv([{ ...DAY, counts: countRequests([]) }], 'day')).toBe(
      `${HEADER}\r\n2026-06-30,2026-06-30,0,0,0,0,0,0\r\n`,
    );
  });

  it('has a line for each week or month, without people: nobody can tell who came on two days', async () => {
    const table = await newTable();
    const at = (day: string) => requestWith({ at: new Date(`2026-06-${day}T12:00:00Z`) });
    await store(table, [at('10'), at('16'), at('17')]);
    const pages = staffPagesOn(table);
    await rollUpDays(table, pages.clock.now, 30);
    const browser = await pages.browser(sessionOf('staff', pages.clock));
    const weeks = await browser.open('/staff/usage.csv?from=2026-06-10&to=2026-06-30&by=week');
    expect(weeks.html.split('\r\n')).toEqual([
      'first_day,last_day,texts,topics,no_topic_found,replies,segments',
      '2026-06-10,2026-06-14,1,1,0,1,1',
      '2026-06-15,2026-06-21,2,2,0,2,2',
      '2026-06-22,2026-06-28,0,0,0,0,0',
      '2026-06-29,2026-06-30,0,0,0,0,0',
      '',
    ]);
    const months = await browser.open('/staff/usage.csv?from=2026-05-10&to=2026-06-30&by=month');
    expect(months.html).toContain('2026-06-01,2026-06-30,3,3,0,3,3');
  });
});
