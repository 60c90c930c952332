/** Turns a day's requests into counts, which no longer identify anyone. Pure. */

import { isSafetyReply, textsOf } from '../replies/reply.ts';
import { type DeliveryStatus, isUndelivered } from './delivery.ts';
import { londonHour } from './london-day.ts';
import type { RecordedRequest } from './read-requests.ts';
import type { Request } from './request.ts';

/** Counts by name. A name that is missing was never counted. */
export type Counts<Name extends string = string> = Partial<Record<Name, number>>;

export interface DayCounts {
  /** Inbound messages. */
  texts: number;
  /** Replies that were sent. */
  replies: number;
  /** Segments of those replies. */
  segments: number;
  /** Replies that give 999 and Childline to people who may be in danger. */
  safetyReplies: number;
  outcomes: Counts<Request['outcome']>;
  /** Texts of topics that were sent, as `countedTopic` names them. */
  topics: Counts;
  /** What happened to the replies. `unreported` counts those we know nothing about. */
  deliveries: Counts<DeliveryStatus | 'unreported'>;
  /** Replies that did not arrive, by Twilio's error code. `none` means Twilio gave no code. */
  errorCodes: Counts;
  /** Inbound messages by hour of arrival in London, `00` to `23`. Counts from before we added this have none. */
  hours: Counts;
  /** Texts that were sent, by topic and position in the topic: `care 1`. Counts from before we added this have none. */
  sentTexts: Counts;
  /** Each person counts once a day, however many texts they send. */
  people: PeopleCounts;
}

export interface PeopleCounts {
  texters: number;
  optedOut: number;
  /** People who looked for a subject and did not find it, by subject. */
  wanted: Counts;
}

export function noCounts(): DayCounts {
  return {
    texts: 0,
    replies: 0,
    segments: 0,
    safetyReplies: 0,
    outcomes: {},
    topics: {},
    deliveries: {},
    errorCodes: {},
    hours: {},
    sentTexts: {},
    people: { texters: 0, optedOut: 0, wanted: {} },
  };
}

/** Counts the requests of a day, or of part of a day. */
export function countRequests(requests: Iterable<RecordedRequest>): DayCounts {
  const counting = startCounting();
  for (const request of requests) counting.add(request);
  return counting.counts();
}

/** Counts requests one by one, so a day can be any size: of each request it keeps only the texter. */
export function startCounting(): { add(request: RecordedRequest): void; counts(): DayCounts } {
  const counts = noCounts();
  const texters = new Set<string>();
  const optedOut = new Set<string>();
  const wantedBy = new Map<string, Set<string>>();
  return {
    add({ texter, at, letter, outcome, wanted = [], reply, segments, delivery }) {
      counts.texts += 1;
      counts.segments += segments;
      countOne(counts.outcomes, outcome);
      countOne(counts.hours, londonHour(at));
      texters.add(texter);
      for (const subject of wanted) wantedBy.set(subject, (wantedBy.get(subject) ?? new Set()).add(texter));
      if (outcome === 'optedOut') optedOut.add(texter);
      if (isSafetyReply(reply)) counts.safetyReplies += 1;
      for (const { topic, text } of textsOf(reply)) {
        const counted = countedTopic(topic, letter);
        countOne(counts.topics, counted);
        countOne(counts.sentTexts, `${counted} ${text}`);
      }
      if (segments === 0) return;
      counts.replies += 1;
      countOne(counts.deliveries, delivery?.status ?? 'unreported');
      if (delivery && isUndelivered(delivery.status)) countOne(counts.errorCodes, delivery.errorCode ?? 'none');
    },
    counts() {
      const wanted = Object.fromEntries([...wantedBy].map(([subject, people]) => [subject, people.size]));
      return { ...counts, people: { texters: texters.size, optedOut: optedOut.size, wanted } };
    },
  };
}

/** Adds up the counts of several days. A person who texted on two days counts twice. */
export function sumCounts(days: Iterable<DayCounts>): DayCounts {
  return [...days].reduce((sum, day) => combine(sum, day, add), noCounts());
}

/**
 * Adds what came since to the counts of the earlier part of a day. We cannot tell who texted in both parts, so we take
 * the larger number of people. It is never more than there were.
 */
export function continueCounts(earlier: DayCounts, since: DayCounts): DayCounts {
  return combine(earlier, since, Math.max);
}

function combine(one: DayCounts, other: DayCounts, people: (one: number, other: number) => number): DayCounts {
  return {
    texts: one.texts + other.texts,
    replies: one.replies + other.replies,
    segments: one.segments + other.segments,
    safetyReplies: one.safetyReplies + other.safetyReplies,
    outcomes: combineNames(one.outcomes, other.outcomes, add),
    topics: combineNames(one.topics, other.topics, add),
    deliveries: combineNames(one.deliveries, other.deliveries, add),
    errorCodes: combineNames(one.errorCodes, other.errorCodes, add),
    hours: combineNames(one.hours, other.hours, add),
    sentTexts: combineNames(one.sentTexts, other.sentTexts, add),
    people: {
      texters: people(one.people.texters, other.people.texters),
      optedOut: people(one.people.optedOut, other.people.optedOut),
      wanted: combineNames(one.people.wanted, other.people.wanted, people),
    },
  };
}

function add(one: number, other: number): number {
  return one + other;
}

function combineNames<Name extends string>(
  one: Counts<Name>,
  other: Counts<Name>,
  combineTwo: (one: number, other: number) => number,
): Counts<Name> {
  const combined: Counts<Name> = { ...one };
  for (const name of Object.keys(other) as Name[]) combined[name] = combineTwo(one[name] ?? 0, other[name] ?? 0);
  return combined;
}

/**
 * The name a topic is counted under. Two letters can use the same topic id, and each is counted separately.
 *
 * @example countedTopic('care', 'somerset-2022') // 'somerset-2022/care'
 */
export function countedTopic(topic: string, letter: string | undefined): string {
  return letter === undefined ? topic : `${letter}/${topic}`;
}

function countOne<Name extends string>(counts: Counts<Name>, name: Name): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
