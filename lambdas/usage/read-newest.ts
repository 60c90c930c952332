/** Reads an append-only list page by page. Its items are sorted by the time they were added. */

import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { UsageTable } from './usage-table.ts';

/**
 * One page of such a list, the newest first.
 *
 * @param before where the previous page ended: its `next`. Any text is safe, because it is only compared with moments
 * @param most how many items a page has
 */
export async function readNewest(
  table: UsageTable,
  { partition, before, most }: { partition: string; before?: string | undefined; most: number },
): Promise<{ items: Record<string, unknown>[]; next?: string }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: marshall({ ':pk': partition, ...(before !== undefined && { ':before': before }) }),
      ScanIndexForward: false,
      // We read one more, to know whether there is another page.
      Limit: most + 1,
    }),
  );
  const items = Items.map((item) => unmarshall(item));
  const page = items.slice(0, most);
  const isMore = items.length > most || LastEvaluatedKey !== undefined;
  const last = page.at(-1)?.['sk'];
  return { items: page, ...(isMore && typeof last === 'string' && { next: last }) };
}

/** @example momentOf('2026-06-30T12:00:00.000Z#an-id') // 2026-06-30T12:00:00Z */
export function momentOf(sk: string): Date {
  return new Date(sk.slice(0, sk.indexOf('#')));
}
