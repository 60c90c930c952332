/** What is recorded of one inbound message: which reply it got, and nothing of who wrote or what was written. */

import * as z from 'zod/mini';
import type { Reply } from '../letters/choose-reply.ts';
import type { Understanding } from '../letters/understand.ts';

export interface Request {
  /** The texter reference. */
  texter: string;
  messageSid: string;
  at: Date;
  outcome: Understanding['kind'];
  /** Which subjects of the content's list were looked for, when the text was not understood. */
  wanted?: string[];
  reply: Reply;
  /** How many segments the reply has; 0 when nothing is sent. */
  segments: number;
}

/** A reply as it stands in the table or the log. */
export const recordedReply: z.ZodMiniType<Reply> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('text'), topic: z.string(), text: z.number() }),
  z.object({ kind: z.literal('endOfTopic'), topic: z.string() }),
  z.object({ kind: z.enum(['severalTopics', 'didYouMean']), topics: z.array(z.string()) }),
  z.object({ kind: z.enum(['safety', 'slowDown']) }),
  z.object({
    kind: z.enum(['menu', 'nothingToContinue', 'greeting', 'thanks', 'help', 'notUnderstood', 'cannotAnswer']),
  }),
]);
