/**
 * The audit trail: what staff did on these pages. It says who, when and what, with a reference or a filter, but never a
 * number or whose data it was. We keep it for three years, like the record of erasures. The pages' role can only add to
 * it, and cannot change or delete anything (`infra/letter-texts-stack.ts`).
 */

import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { momentOf, readNewest } from '../usage/read-newest.ts';
import { AUDIT_TRAIL, epochSeconds, isExpired, type UsageTable } from '../usage/usage-table.ts';
import type { Session } from './session.ts';

const KEPT_SECONDS = 3 * 365 * 24 * 60 * 60;
/** How many events a page shows. */
export const EVENTS_ON_A_PAGE = 50;

// Older events have no reason.
const reason = z._default(z.string(), '');

const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['signedIn', 'signedOut']) }),
  /** A manager saw a page of requests whole, or began to download them. The filter is as in the address. */
  z.object({ kind: z.enum(['sawRequests', 'beganExport']), filter: z.string(), reason }),
  z.object({ kind: z.literal('endedExport'), filter: z.string(), reason, rows: z.number() }),
  /** The person asked the council for it, under this reference. */
  z.object({ kind: z.literal('lookedUp'), reference: z.string() }),
  z.object({ kind: z.enum(['showed', 'showedAsFile']), reference: z.string(), requests: z.number() }),
  z.object({ kind: z.literal('erased'), reference: z.string(), requests: z.number() }),
]);
export type AuditEvent = z.infer<typeof event>;

const auditItem = z.object({
  sk: z.string(),
  subject: z.string(),
  name: z.string(),
  // We say so if another version of these pages wrote something that we can't read.
  event: z.catch(z.optional(event), undefined),
  expiresAt: z.number(),
});

/** An event of the trail, and who did it. */
export interface RecordedEvent {
  at: Date;
  /** The person's name at the provider at that time. */
  name: string;
  /** Undefined when another version of these pages wrote it. */
  event: AuditEvent | undefined;
}

/**
 * Adds an event to the trail.
 *
 * @param id makes the entry unique when two come in the same millisecond
 * @throws when the table does not take it. What we can't record must not be done
 */
export async function recordEvent(
  table: UsageTable,
  { subject, name }: Pick<Session, 'subject' | 'name'>,
  event: AuditEvent,
  { at, id }: { at: Date; id: string },
): Promise<void> {
  const item = { pk: AUDIT_TRAIL, sk: `${at.toISOString()}#${id}`, subject, name, event };
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: marshall({ ...item, expiresAt: epochSeconds(at) + KEPT_SECONDS }),
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}

/**
 * Where the previous page of the trail or of the erasures ended, as the address gives it. Any text is safe, because it is
 * only compared with moments. At worst nothing is older.
 *
 * @example placeInTrail('2026-06-30T12:00:00.000Z#an-id')
 */
export function placeInTrail(before: string | undefined): string | undefined {
  return before?.slice(0, 100) || undefined;
}

/**
 * One page of the trail, the newest first.
 *
 * @param before where the previous page ended: its `next`
 */
export async function readAuditTrail(
  table: UsageTable,
  { before, now }: { before?: string | undefined; now: Date },
): Promise<{ events: RecordedEvent[]; next?: string }> {
  const { items, next } = await readNewest(table, { partition: AUDIT_TRAIL, before, most: EVENTS_ON_A_PAGE });
  return {
    events: items
      .map((item) => auditItem.parse(item))
      .filter((one) => !isExpired(one, now))
      .map(({ sk, name, event }) => ({ at: momentOf(sk), name, event })),
    ...(next && { next }),
  };
}
