import { beforeEach, describe, expect, it } from 'vitest';
import { noCounts } from '../../../lambdas/usage/day-counts.ts';
import { rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { readSignsOfLife } from '../../../lambdas/usage/signs-of-life.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NOW = new Date('2026-07-01T15:00:00Z');
const RETENTION_DAYS = 30;

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeEach(async () => {
  table = await newTable();
});

describe('the signs of life', () => {
  it('are none before there is anything', async () => {
    expect(await readSignsOfLife(table, NOW)).toEqual({
      rolledUpAt: undefined,
      lastTextAt: undefined,
      lastReportedTextAt: undefined,
      counted: noCounts(),
    });
  });

  it('are the last roll-up, the newest text, and the newest one whose reply has a report', async () => {
    await store(table, [
      requestWith({ texter: 'ana', at: new Date('2026-07-01T10:00:00Z'), delivery: { status: 'delivered' } }),
      requestWith({ texter: 'ana', at: new Date('2026-07-01T09:00:00Z'), delivery: { status: 'delivered' } }),
      requestWith({ texter: 'ben', at: new Date('2026-07-01T11:00:00Z') }),
    ]);
    await rollUpDays(table, NOW, RETENTION_DAYS);
    expect(await readSignsOfLife(table, NOW)).toMatchObject({
      rolledUpAt: NOW,
      lastTextAt: new Date('2026-07-01T11:00:00Z'),
      lastReportedTextAt: new Date('2026-07-01T10:00:00Z'),
      counted: { texts: 3, replies: 3 },
    });
  });

  it('reach back to yesterday, also over the end of a month, and no further', async () => {
    await store(table, [requestWith({ at: new Date('2026-06-30T12:00:00Z') })]);
    const { lastTextAt } = await readSignsOfLife(table, NOW);
    expect(lastTextAt).toEqual(new Date('2026-06-30T12:00:00Z'));
    expect((await readSignsOfLife(table, new Date('2026-07-02T15:00:00Z'))).lastTextAt).toBeUndefined();
  });

  it('have the roll-up of before midnight when none has run in the new month', async () => {
    const before = new Date('2026-06-30T22:58:00Z');
    await rollUpDays(table, before, RETENTION_DAYS);
    expect((await readSignsOfLife(table, new Date('2026-06-30T23:02:00Z'))).rolledUpAt).toEqual(before);
  });
});
