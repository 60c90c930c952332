import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { countStored, ERASURES_ON_A_PAGE, readErasures } from '../../../lambdas/usage/read-stored.ts';
import { recordRequest } from '../../../lambdas/usage/record-request.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { BY_TEXTER, requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const AT = new Date('2026-06-30T12:00:00Z');
const NOW = new Date('2026-06-30T13:00:00Z');
const MANAGER = { subject: 'the id of a manager', name: 'A manager' };
const THREE_YEARS_LATER = new Date('2029-06-30T12:00:00Z');

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeEach(async () => {
  table = await newTable();
});

describe('what is stored about a person', () => {
  it('is counted before it is erased, and counting erases nothing', async () => {
    await recordRequest(table, requestWith({ texter: 'ana' }), 30, { conversation: {}, revision: 0 });
    await store(table, [
      requestWith({ texter: 'ana' }),
      requestWith({ texter: 'ana' }),
      requestWith({ texter: 'anab' }),
    ]);
    expect(await countStored(table, 'ana')).toEqual({ requests: 3, hasConversation: true });
    expect(await countStored(table, 'ana')).toEqual({ requests: 3, hasConversation: true });
    expect(await countStored(table, 'nobody')).toEqual({ requests: 0, hasConversation: false });
  });

  it('can be requests alone, when the conversation has expired and gone', async () => {
    await store(table, [requestWith({ texter: 'ana' })]);
    expect(await countStored(table, 'ana')).toEqual({ requests: 1, hasConversation: false });
  });

  it('is counted and erased when it has expired, too, as long as it is there', async () => {
    await store(table, [requestWith({ texter: 'ana', at: new Date('2020-01-01T12:00:00Z') })]);
    expect(await countStored(table, 'ana')).toEqual({ requests: 1, hasConversation: false });
    expect(await eraseTexter(table, 'ana', BY_TEXTER)).toEqual({ requests: 1, hasConversation: false });
  });
});

describe('the list of erasures', () => {
  const at = (hour: number) => new Date(`2026-06-30T${hour}:00:00Z`);
  const erasuresAt = async (now: Date) => (await readErasures(table, { now })).erasures;

  it('has the last ones, the newest first, with how much each erased', async () => {
    await store(table, [
      requestWith({ texter: 'ana' }),
      requestWith({ texter: 'ana' }),
      requestWith({ texter: 'ben' }),
    ]);
    await eraseTexter(table, 'ana', { id: 'one', at: at(10), by: 'texter' });
    await eraseTexter(table, 'ben', { id: 'two', at: at(12), by: MANAGER });
    expect(await erasuresAt(NOW)).toEqual([
      { at: at(12), by: MANAGER, requests: 1 },
      { at: at(10), by: 'texter', requests: 2 },
    ]);
  });

  it('has nothing of a FORGET, a retry of one or a second form by which nothing was erased', async () => {
    await store(table, [requestWith({ texter: 'ana' })]);
    await eraseTexter(table, 'ana', { id: 'one', at: at(10), by: 'texter' });
    await eraseTexter(table, 'ana', { id: 'two', at: at(11), by: MANAGER });
    await eraseTexter(table, 'nobody', { id: 'three', at: at(11), by: 'texter' });
    expect(await erasuresAt(NOW)).toHaveLength(1);
  });

  it('has both of one moment', async () => {
    await store(table, [requestWith({ texter: 'ana' }), requestWith({ texter: 'ben' })]);
    for (const texter of ['ana', 'ben']) await eraseTexter(table, texter, { id: texter, at: AT, by: MANAGER });
    expect(await erasuresAt(NOW)).toHaveLength(2);
  });

  it('goes back three years, however late the table deletes', async () => {
    await eraseTexter(table, 'ana', BY_TEXTER);
    expect(await erasuresAt(THREE_YEARS_LATER)).toEqual([]);
  });

  it.each([
    [ERASURES_ON_A_PAGE, 1],
    [ERASURES_ON_A_PAGE + 1, 2],
    [2 * ERASURES_ON_A_PAGE + 1, 3],
  ])('of %i erasures has %i pages, that leave none out', async (count, expected) => {
    const moments = Array.from({ length: count }, (_, at) => new Date(NOW.getTime() - at * 60_000));
    await store(
      table,
      moments.map((_, at) => requestWith({ texter: `texter${at}` })),
    );
    for (const [at, moment] of moments.entries()) {
      await eraseTexter(table, `texter${at}`, { id: 'id', at: moment, by: 'texter' });
    }
    const found: Date[] = [];
    let pages = 0;
    let next: string | undefined;
    do {
      const page = await readErasures(table, { before: next, now: NOW });
      found.push(...page.erasures.map(({ at }) => at));
      pages += 1;
      next = page.next;
    } while (next);
    expect(found).toEqual(moments);
    expect(pages).toBe(expected);
  });

  it('is empty at first', async () => {
    expect(await erasuresAt(NOW)).toEqual([]);
  });

  it('is kept for three years, and knows no texter', async () => {
    await store(table, [requestWith({ texter: 'ana' })]);
    await eraseTexter(table, 'ana', { id: 'id', at: AT, by: MANAGER });
    const Key = marshall({ pk: 'ERASURES', sk: `${AT.toISOString()}#id` });
    const { Item = {} } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    const { pk: _, sk: __, expiresAt, ...rest } = unmarshall(Item);
    expect(rest).toEqual({ by: MANAGER, requests: 1 });
    expect(new Date(Number(expiresAt) * 1000)).toEqual(new Date('2029-06-29T12:00:00Z'));
  });
});
