/** Requests as people might have made them, for looking at the staff pages and for measuring them. Pure. */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { chooseReply } from '../../../lambdas/replies/choose-reply.ts';
import type { Conversation } from '../../../lambdas/replies/conversation.ts';
import { textsOf } from '../../../lambdas/replies/reply.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import type { Delivery } from '../../../lambdas/usage/delivery.ts';
import { addDays, daysFrom, londonDay } from '../../../lambdas/usage/london-day.ts';
import type { RecordedRequest } from '../../../lambdas/usage/read-requests.ts';
import { DAY_SECONDS, epochSeconds } from '../../../lambdas/usage/usage-table.ts';

export interface MakingUp {
  /** How many are made. */
  requests: number;
  /** Over how many days in London, of which today is the last. */
  days: number;
  now: Date;
  /** It is drawn from, and so moves on. */
  random: RandomGenerator;
  texterOf(number: string): string;
  /** Two or more. */
  topics: readonly Topic[];
  /** What may be looked for and not found. */
  wantedSubjects: readonly string[];
}

/** What is known here of a letter's topic: how many texts it has. */
export interface Topic {
  id: string;
  texts: number;
}

/** FORGET is not among them: it is not recorded. */
type Outcome = Exclude<RecordedRequest['outcome'], 'forget'>;

interface InboundText {
  texter: string;
  /** In milliseconds since 1970. */
  at: number;
  meant: Understanding;
}

/** What the service remembers of somebody for a day. */
interface Remembered {
  at: Date;
  conversation: Conversation;
}

type Draw<Value> = (random: RandomGenerator) => Value;

const SECOND_MS = 1000;
const HOUR_MS = 60 * 60 * SECOND_MS;
/** Reports of what is newer may still be on their way. */
const REPORTED_AFTER_MS = 5 * 60 * SECOND_MS;

/** Ofcom keeps +447700900000 to +447700900999 for fiction: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const FICTIONAL_NUMBERS = 1000;

/** How much is texted in each hour, from midnight on. */
const HOURS_OF_SCHOOL_DAYS = [
  0.1, 0.05, 0.03, 0.02, 0.02, 0.03, 0.1, 0.6, 1, 0.5, 0.5, 0.6, 1.2, 0.9, 0.6, 3.2, 4, 3.8, 3.3, 3.2, 2.6, 1.2, 0.5,
  0.2,
];
const HOURS_OF_FREE_DAYS = [
  0.2, 0.1, 0.06, 0.03, 0.02, 0.02, 0.04, 0.1, 0.3, 0.6, 1, 1.3, 1.4, 1.4, 1.4, 1.4, 1.3, 1.2, 1.2, 1.2, 1.1, 0.9, 0.6,
  0.4,
];

/** Roughly when schools are shut, in every year. */
const HOLIDAYS = [
  { first: '01-01', last: '01-03' },
  { first: '02-14', last: '02-21' },
  { first: '04-01', last: '04-14' },
  { first: '05-25', last: '05-31' },
  { first: '07-22', last: '09-01' },
  { first: '10-24', last: '10-31' },
  { first: '12-20', last: '12-31' },
];

/** What is texted first, and what after what, by how many of a hundred people; the others text no more. */
const NEXT: Partial<Record<'first' | Outcome, Partial<Record<Outcome, number>>>> = {
  first: {
    topic: 64.2,
    menu: 9,
    greeting: 6,
    notUnderstood: 5.3,
    severalTopics: 3,
    unsure: 3,
    distress: 1.2,
    worry: 1.2,
    human: 0.5,
    free: 0.4,
    private: 0.3,
    confused: 0.3,
    glossary: 0.3,
    number: 0.5,
    source: 0.4,
    current: 0.4,
    happy: 0.3,
    contact: 0.3,
    reaction: 0.2,
    complain: 0.2,
    language: 0.2,
    stop: 0.2,
    more: 1,
    help: 0.8,
    optedIn: 0.4,
    helpedByTwilio: 0.2,
    automatic: 0.1,
  },
  topic: {
    more: 62,
    topic: 10,
    confused: 2,
    glossary: 0.5,
    again: 0.5,
    menu: 5,
    thanks: 4,
    notUnderstood: 3.5,
    distress: 0.4,
    optedOut: 0.2,
    automatic: 0.1,
  },
  more: { more: 50, topic: 13, menu: 6, thanks: 8, notUnderstood: 3.5, distress: 0.4, optedOut: 0.2 },
  menu: { topic: 72, notUnderstood: 5, severalTopics: 2, help: 1, distress: 0.4 },
  greeting: { topic: 55, menu: 20, notUnderstood: 8, distress: 1 },
  thanks: { topic: 4, menu: 2, bye: 3 },
  severalTopics: { topic: 78 },
  unsure: { topic: 70, notUnderstood: 5 },
  worry: { worry: 10, topic: 10, distress: 5, thanks: 4 },
  human: { topic: 30, menu: 10, bye: 4 },
  free: { topic: 50, menu: 10 },
  private: { topic: 20, worry: 6, distress: 6 },
  confused: { topic: 20, menu: 10, stop: 2 },
  notUnderstood: { topic: 38, menu: 16, notUnderstood: 9, help: 4, distress: 1.5, optedOut: 0.8 },
  distress: { distress: 12, again: 1, erase: 1, notUnderstood: 5, thanks: 4, help: 3 },
  help: { topic: 20, menu: 12, distress: 4, thanks: 4 },
  helpedByTwilio: { topic: 20, menu: 12 },
  optedIn: { topic: 60, menu: 20 },
  optedOut: { optedIn: 4 },
  automatic: { automatic: 10 },
};

const drawDelivery = drawOf<Delivery | undefined>([
  [{ status: 'delivered' }, 95],
  [{ status: 'undelivered', errorCode: '30003' }, 1.2],
  [{ status: 'undelivered', errorCode: '30005' }, 0.4],
  [{ status: 'undelivered', errorCode: '30006' }, 0.2],
  [{ status: 'undelivered', errorCode: '30008' }, 0.15],
  [{ status: 'undelivered', errorCode: '30007' }, 0.05],
  [{ status: 'failed', errorCode: '21610' }, 0.8],
  [{ status: 'failed', errorCode: '30004' }, 0.2],
  [undefined, 2],
]);

/** Makes requests up, the oldest first, each with the reply that `chooseReply` gives; the loop guard holds none back. */
export function* madeUpRequests(makingUp: MakingUp): Generator<RecordedRequest> {
  const { now, random, topics } = makingUp;
  const remembered = new Map<string, Remembered>();
  const letter = { topics: topics.map(({ id, texts }) => ({ id, texts: Array.from({ length: texts }) })) };
  for (const { texter, at: atMs, meant } of inboundTexts(makingUp)) {
    const at = new Date(atMs);
    const { reply, conversation } = chooseReply(meant, recall(remembered.get(texter), at), letter, at);
    remembered.set(texter, { at, conversation });
    const segments = reply.kind === 'nothing' ? 0 : Math.max(1, textsOf(reply).length);
    const delivery = segments > 0 ? deliveryAfter(now.getTime() - atMs, random) : undefined;
    yield {
      texter,
      messageSid: messageSid(random),
      at,
      outcome: meant.kind,
      ...('wanted' in meant && meant.wanted.length > 0 && { wanted: meant.wanted }),
      reply,
      segments,
      ...(delivery && { delivery }),
    };
  }
}

function inboundTexts({
  requests,
  days,
  now,
  random,
  texterOf,
  topics,
  wantedSubjects,
}: MakingUp): readonly InboundText[] {
  const drawStart = drawStartOf(now, days, random);
  const draws = { topic: drawTopicOf(topics, random), wanted: drawWantedOf(wantedSubjects) };
  const texters = Array.from({ length: FICTIONAL_NUMBERS }, (_, one) =>
    texterOf(`+447700900${String(one).padStart(3, '0')}`),
  );
  const texts: InboundText[] = [];
  while (texts.length < requests) {
    // Some people text far more often than others.
    const texter = texters[Math.floor(FICTIONAL_NUMBERS * uniformFloat64(random) ** 1.5)] ?? '';
    let at = drawStart(random);
    for (const meant of conversation(draws, topics, random)) {
      if (at > now.getTime()) break;
      texts.push({ texter, at, meant });
      at += pause(random);
    }
  }
  texts.length = requests;
  return texts.sort((one, other) => one.at - other.at);
}

/** What one person texts at a time. */
function* conversation(
  draws: { topic: Draw<Topic>; wanted: Draw<string[]> },
  topics: readonly Topic[],
  random: RandomGenerator,
): Generator<Understanding> {
  let named: string[] = [];
  // Who begins with MORE counts on a text from before.
  let textsLeft = 1;
  for (let outcome = nextOutcome('first', random); outcome; outcome = nextOutcome(outcome, random)) {
    switch (outcome) {
      case 'topic': {
        // Who was told of two topics asks for one of them.
        const [id] = named.splice(0);
        const topic = topics.find((one) => one.id === id) ?? draws.topic(random);
        const text = isLucky(0.05, random) ? uniformInt(random, 1, topic.texts) : 1;
        textsLeft = topic.texts - text;
        yield { kind: outcome, topic: topic.id, text };
        break;
      }
      case 'severalTopics':
      case 'unsure':
        named = twoTopics(draws.topic, random);
        yield { kind: outcome, topics: [...named] };
        break;
      case 'notUnderstood':
        yield { kind: outcome, wanted: draws.wanted(random), isNearWorry: isLucky(0.1, random) };
        break;
      case 'more':
        // The last text does not ask for it, and few text it all the same.
        if (textsLeft <= 0 && isLucky(0.8, random)) return;
        textsLeft -= 1;
        yield { kind: outcome };
        break;
      case 'distress':
        yield { kind: outcome, ...(isLucky(0.1, random) && { isFromAdult: true }) };
        break;
      case 'language':
        yield { kind: outcome, ...(isLucky(0.3, random) && { language: 'polish' }) };
        break;
      case 'glossary':
        yield { kind: outcome, term: 'care-leaver' };
        break;
      default:
        // The compiler compares no more than 25 kinds.
        yield { kind: outcome } as Understanding;
    }
  }
}

function nextOutcome(after: 'first' | Outcome, random: RandomGenerator): Outcome | undefined {
  let left = uniformFloat64(random) * 100;
  for (const [outcome, ofHundred] of Object.entries(NEXT[after] ?? {}) as [Outcome, number][]) {
    left -= ofHundred;
    if (left < 0) return outcome;
  }
  return undefined;
}

/** As `recallConversation` does: a day after the last request all is forgotten. */
function recall(remembered: Remembered | undefined, at: Date): Conversation {
  return remembered && epochSeconds(at) < epochSeconds(remembered.at) + DAY_SECONDS ? remembered.conversation : {};
}

function deliveryAfter(ageMs: number, random: RandomGenerator): Delivery | undefined {
  return ageMs >= REPORTED_AFTER_MS ? drawDelivery(random) : undefined;
}

/** Draws the moment at which somebody begins to text, of all moments until now. */
function drawStartOf(now: Date, days: number, random: RandomGenerator): Draw<number> {
  const today = londonDay(now);
  const first = addDays(today, 1 - days);
  const busyness = new Map(daysFrom(first, today).map((day, past) => [day, busynessOf(past, days, random)]));
  const hours: [{ from: number; until: number }, number][] = [];
  // In summer a day begins an hour before it does in UTC.
  for (let from = Date.parse(first) - HOUR_MS; from <= now.getTime(); from += HOUR_MS) {
    const day = londonDay(new Date(from));
    const busy = busyness.get(day);
    if (busy === undefined) continue;
    const until = Math.min(from + HOUR_MS - 1, now.getTime());
    const share = (until - from + 1) / HOUR_MS;
    const texted = (isSchoolDay(day) ? HOURS_OF_SCHOOL_DAYS : HOURS_OF_FREE_DAYS)[londonHour(from)] ?? 0;
    hours.push([{ from, until }, busy * texted * share]);
  }
  const drawHour = drawOf(hours);
  return (random) => {
    const { from, until } = drawHour(random);
    return uniformInt(random, from, until);
  };
}

/** How busy a day is: much at the launch, a little more in each week after it, and on some days far more than usual. */
function busynessOf(past: number, days: number, random: RandomGenerator): number {
  const launch = 3 * Math.exp(-past / 3);
  const trend = 1 + 0.6 * (past / days);
  const surge = isLucky(0.04, random) ? 2 + 2 * uniformFloat64(random) : 1;
  return (launch + trend) * surge * (0.7 + 0.6 * uniformFloat64(random));
}

function isSchoolDay(day: string): boolean {
  const weekday = new Date(day).getUTCDay();
  const date = day.slice('2026-'.length);
  return weekday >= 1 && weekday <= 5 && !HOLIDAYS.some(({ first, last }) => first <= date && date <= last);
}

const LONDON_HOUR = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

function londonHour(at: number): number {
  return Number(LONDON_HOUR.format(at));
}

/** The second most popular topic is half as popular as the first, the third a third, in an order that is drawn. */
function drawTopicOf(topics: readonly Topic[], random: RandomGenerator): Draw<Topic> {
  const order = topics.map((topic) => ({ topic, place: uniformFloat64(random) }));
  order.sort((one, other) => one.place - other.place);
  return drawOf(order.map(({ topic }, before) => [topic, 1 / (before + 1)]));
}

function twoTopics(drawTopic: Draw<Topic>, random: RandomGenerator): string[] {
  const named = new Set<string>();
  while (named.size < 2) named.add(drawTopic(random).id);
  return [...named];
}

/** No subject of the list in most texts that are not understood, two in a few. */
function drawWantedOf(subjects: readonly string[]): Draw<string[]> {
  if (subjects.length === 0) return () => [];
  const drawSubject = drawOf(subjects.map((subject, before) => [subject, 1 / (before + 1)]));
  const drawSubjects = drawOf([
    [0, 65],
    [1, 31],
    [2, 4],
  ]);
  return (random) => [...new Set(Array.from({ length: drawSubjects(random) }, () => drawSubject(random)))];
}

/** Some seconds mostly, some minutes rarely, in milliseconds. */
function pause(random: RandomGenerator): number {
  return Math.round((10 - 45 * Math.log(1 - uniformFloat64(random))) * SECOND_MS);
}

function messageSid(random: RandomGenerator): string {
  const parts = Array.from({ length: 4 }, () => (random.next() >>> 0).toString(16).padStart(8, '0'));
  return `SM${parts.join('')}`;
}

function isLucky(share: number, random: RandomGenerator): boolean {
  return uniformFloat64(random) < share;
}

/** Draws values, each as often as its weight says; at least one must have a weight. */
function drawOf<Value>(weighted: readonly (readonly [value: Value, weight: number])[]): Draw<Value> {
  const ends: number[] = [];
  for (const [, weight] of weighted) ends.push((ends.at(-1) ?? 0) + weight);
  return (random) => {
    const drawn = uniformFloat64(random) * (ends.at(-1) ?? 0);
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (drawn < (ends[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    const [value] = weighted[low] as readonly [Value, number];
    return value;
  };
}
