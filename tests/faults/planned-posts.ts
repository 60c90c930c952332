/** What Twilio posts in a run: texts of many people, copies of the same text at the same moment, and late retries. Pure. */

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Letter } from '../../content/letter.ts';
import { inboundForm } from '../../infra/local/twilio-phone.ts';

/** A text that is sent, and what may come back. */
export interface Post {
  form: Record<string, string>;
  messageSid: string;
  isDue(received: readonly string[]): boolean;
}

export interface PlannedPosts {
  /** While the table fails, in this order; a copy stands beside its text. */
  during: Post[];
  /** When the table works again, and before anything is recorded late. */
  after: Post[];
  /** When all is recorded. */
  last: Post[];
}

/** Of a hundred posts so many are a copy, and so many a retry in each part of the run. */
const COPIES = 15;
const RETRIES_DURING = 5;
const RETRIES_AFTER = 5;
const RETRIES_AT_LAST = 5;

/**
 * Plans a run. The same comes of the same chance.
 *
 * @param count how many posts in all, the copies and retries among them
 * @param texters how many people text
 */
export function planPosts(
  letter: Letter,
  { count, texters, random }: { count: number; texters: number; random: RandomGenerator },
): PlannedPosts {
  const percent = (of: number) => Math.floor((count * of) / 100);
  const [after, last] = [percent(RETRIES_AFTER), percent(RETRIES_AT_LAST)];
  const kinds = textKinds(letter);
  const during: Post[] = [];
  while (during.length < count - after - last) {
    const chance = uniformInt(random, 0, 99);
    const before = during.at(-1);
    if (before && chance < COPIES) during.push(before);
    else if (before && chance < COPIES + RETRIES_DURING) during.push(oneOf(during, random));
    else during.push(newPost(oneOf(kinds, random), uniformInt(random, 0, texters - 1), random));
  }
  const retries = (of: number) => Array.from({ length: during.length > 0 ? of : 0 }, () => oneOf(during, random));
  return { during, after: retries(after), last: retries(last) };
}

interface TextKind {
  body: string;
  isDue: Post['isDue'];
}

// Of each whatever its person was sent before: what comes after MORE depends on which text came first.
function textKinds({ topics, replies: { safety, safetySilent, safetyStay } }: Letter): TextKind[] {
  const keywords = topics.map(
    ({ keyword, texts }): TextKind => ({ body: keyword, isDue: ([text]) => text === texts[0]?.words }),
  );
  const others: TextKind[] = [
    { body: 'MORE', isDue: ([text]) => Boolean(text) },
    { body: 'i want to die', isDue: ([text]) => [safety, safetySilent, safetyStay].some((one) => one === text) },
    { body: 'STOP', isDue: (received) => received.length === 0 },
  ];
  return [...keywords, ...others];
}

function newPost({ body, isDue }: TextKind, texter: number, random: RandomGenerator): Post {
  const from = `+447700900${String(texter).padStart(3, '0')}`;
  const digits = Array.from({ length: 32 }, () => uniformInt(random, 0, 15).toString(16));
  const messageSid = `SM${digits.join('')}`;
  return { form: inboundForm({ from, body, messageSid }), messageSid, isDue };
}

function oneOf<One>(all: readonly One[], random: RandomGenerator): One {
  const one = all[uniformInt(random, 0, all.length - 1)];
  if (one === undefined) throw new Error('There is nothing to choose from');
  return one;
}
