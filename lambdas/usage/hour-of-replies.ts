/** The replies of an hour, as we store them. */

import * as z from 'zod/mini';
import type { HourOfReplies } from '../replies/conversation.ts';

export type { HourOfReplies };

export const hourOfReplies: z.ZodMiniType<HourOfReplies> = z.object({
  since: z.number(),
  reading: z.number(),
  others: z.number(),
  safetyReplies: z.number(),
  inARow: z.number(),
  last: z.number(),
});
