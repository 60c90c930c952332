/** Texts the real bundles while their table fails, has what it missed recorded, and counts what came of each text. */

import { paginateScan } from '@aws-sdk/client-dynamodb';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { MAX_INSTANCES } from '../../infra/local/local-stack.ts';
import { type LocalService, startService } from '../../infra/local/service.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { inboundForm, postSigned, readTwiml } from '../../infra/local/twilio-phone.ts';
import { CALL_FAULTS, type CallFault, type FaultyDynamoDb, startFaultyDynamoDb } from '../support/faulty-dynamodb.ts';
import { type Post, planPosts } from './planned-posts.ts';

/** What the table does while people text. */
export type TableFault = 'none' | 'connection refused' | CallFault | 'all of them mixed';

export const TABLE_FAULTS: readonly TableFault[] = ['connection refused', ...CALL_FAULTS, 'all of them mixed'];

/** What came of the posts of one run. */
export interface Came {
  fault: TableFault;
  posts: number;
  /** How many of them were other texts, and not the same again. */
  texts: number;
  /** Posts that got in time, with 200, what was due. */
  answered: number;
  /** Posts that got 5xx, no TwiML, other words, or nothing in Twilio's time. */
  unanswered: number;
  slowestMs: number;
  /** Texts that stood in the table when it worked again, and those that were recorded after that. */
  recordedAtOnce: number;
  recordedLater: number;
  recordedTwice: number;
  lost: number;
}

/** One call in so many meets the fault. */
const MEETS_FAULT = 3;
/** So long Twilio waits: https://www.twilio.com/docs/messaging/guides/webhook-request */
const TWILIO_WAITS_MS = 15_000;
/** Somebody who is in no plan. */
const WARM_UP_NUMBER = '+447700900999';
/** Loads all that a function has. */
const WARM_UP_TEXT = 'what did they say about my school';

/**
 * @param posts how many posts to the webhook in all
 * @param texters how many people text, at most 999
 * @param seed the same texts come of the same seed; which call meets a fault depends on their timing too
 */
export async function textThroughFault(
  stack: SynthesizedStack,
  fault: TableFault,
  { posts, texters, seed }: { posts: number; texters: number; seed: number },
): Promise<Came> {
  const faulty = await startFaultyDynamoDb();
  const environment = parseLocalEnvironment({ PORT: '0' });
  const service = await startService(stack, environment, () => {}, faulty.inFrontOf);
  const send = (form: Record<string, string>) =>
    postSigned({
      url: `${service.url}/sms`,
      signedUrl: `${service.publicUrl}/sms`,
      authToken: environment.TWILIO_AUTH_TOKEN,
      form,
    });
  try {
    const planned = planPosts(service.stack.letter(), { count: posts, texters, random: xoroshiro128plus(seed) });
    await Promise.all(
      Array.from({ length: MAX_INSTANCES }, () => send(inboundForm({ from: WARM_UP_NUMBER, body: WARM_UP_TEXT }))),
    );
    let unanswered = 0;
    let slowestMs = 0;
    const sendAll = async (list: Post[]) => {
      const left = list.values();
      // As many as are answered at once, so that none waits for a worker.
      const sendNext = async () => {
        for (const { form, isDue } of left) {
          const began = performance.now();
          const isAnswered = await send(form).then(
            (answer) => answer.status === 200 && isDue(readTwiml(answer).map(({ text }) => text)),
            () => false,
          );
          const tookMs = performance.now() - began;
          slowestMs = Math.max(slowestMs, tookMs);
          if (!isAnswered || tookMs > TWILIO_WAITS_MS) unanswered += 1;
        }
      };
      await Promise.all(Array.from({ length: MAX_INSTANCES }, sendNext));
    };

    await begin(faulty, fault, seed);
    await sendAll(planned.during);
    await faulty.work();
    const texts = new Set(planned.during.map(({ messageSid }) => messageSid));
    const atOnce = await timesRecorded(service, texts);
    await sendAll(planned.after);
    await service.stack.runScheduled();
    await sendAll(planned.last);
    await service.stack.runScheduled();
    const atLast = await timesRecorded(service, texts);
    return {
      fault,
      posts,
      texts: texts.size,
      answered: posts - unanswered,
      unanswered,
      slowestMs: Math.round(slowestMs),
      recordedAtOnce: atOnce.size,
      recordedLater: atLast.size - atOnce.size,
      recordedTwice: [...atLast.values()].filter((times) => times > 1).length,
      lost: texts.size - atLast.size,
    };
  } finally {
    await service.close();
    await faulty.close();
  }
}

/** @example isFaultless(came) // false when a text was lost */
export function isFaultless({ unanswered, recordedTwice, lost }: Came): boolean {
  return unanswered + recordedTwice + lost === 0;
}

async function begin(faulty: FaultyDynamoDb, fault: TableFault, seed: number): Promise<void> {
  if (fault === 'none') return;
  if (fault === 'connection refused') return await faulty.refuse();
  const random = xoroshiro128plus(seed + 1);
  faulty.fail(() => {
    if (uniformFloat64(random) * MEETS_FAULT >= 1) return undefined;
    return fault === 'all of them mixed' ? CALL_FAULTS[uniformInt(random, 0, CALL_FAULTS.length - 1)] : fault;
  });
}

const REQUEST = 'REQUEST#';

/** How often each of these texts stands in the table. */
async function timesRecorded(
  { stack }: LocalService,
  messageSids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const { TABLE_NAME } = stack.environmentOf('POST /sms');
  const times = new Map<string, number>();
  for await (const { Items = [] } of paginateScan({ client: stack.dynamoDb }, { TableName: TABLE_NAME })) {
    for (const { sk } of Items) {
      const messageSid = sk?.S?.startsWith(REQUEST) ? sk.S.slice(REQUEST.length) : '';
      if (messageSids.has(messageSid)) times.set(messageSid, (times.get(messageSid) ?? 0) + 1);
    }
  }
  return times;
}
