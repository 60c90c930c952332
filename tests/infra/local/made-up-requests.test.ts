import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { type MakingUp, madeUpRequests } from '../../../infra/local/seed/made-up-requests.ts';
import { chooseReply } from '../../../lambdas/replies/choose-reply.ts';
import type { Conversation } from '../../../lambdas/replies/conversation.ts';
import type { PlainReply, Reply } from '../../../lambdas/replies/reply.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { countRequests } from '../../../lambdas/usage/day-counts.ts';
import { addDays, londonDay } from '../../../lambdas/usage/london-day.ts';
import type { RecordedRequest } from '../../../lambdas/usage/read-requests.ts';
import { outcome } from '../../../lambdas/usage/request.ts';
import { DAY_SECONDS, epochSeconds, isExpired } from '../../../lambdas/usage/usage-table.ts';
import { exampleLetter } from '../../support/example-letter.ts';

const MINUTE_MS = 60_000;

type Given = Omit<MakingUp, 'random' | 'texterOf'> & { seed: number };

/** Makes requests up with the number as the texter reference, so that it can be looked at. */
function make({ seed, ...given }: Given): RecordedRequest[] {
  return [...madeUpRequests({ ...given, random: xoroshiro128plus(seed), texterOf: (number) => number })];
}

const given: fc.Arbitrary<Given> = fc.record({
  seed: fc.integer(),
  requests: fc.integer({ min: 1, max: 300 }),
  days: fc.integer({ min: 1, max: 366 }),
  now: fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true }),
  topics: fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), texts: fc.integer({ min: 1, max: 4 }) }), {
    selector: ({ id }) => id,
    minLength: 2,
    maxLength: 12,
  }),
  wantedSubjects: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 5 }),
});

/** A whole term, with a Tuesday afternoon at its end. */
const TERM: Given = {
  seed: 1,
  requests: 20_000,
  days: 90,
  now: new Date('2026-11-24T17:10:00Z'),
  topics: Array.from({ length: 10 }, (_, one) => ({ id: `topic-${one}`, texts: 1 + (one % 4) })),
  wantedSubjects: ['housing', 'money', 'food'],
};
const term = make(TERM);

/** The understanding that a request was made from, as far as its reply tells of it. */
function understandingOf({ outcome, reply, wanted = [] }: RecordedRequest): Understanding {
  if (outcome === 'notUnderstood') {
    return { kind: outcome, wanted, isNearWorry: reply.kind === 'notUnderstoodAgain' };
  }
  if (outcome === 'distress' && reply.kind === 'safetyAdult') return { kind: outcome, isFromAdult: true };
  if (outcome === 'language' && reply.kind === 'inLanguage') return { kind: outcome, language: reply.language };
  if (outcome === 'glossary' && reply.kind === 'glossary') return { kind: outcome, term: reply.term };
  if (outcome === 'topic') {
    if (reply.kind !== 'text') throw new Error(`A topic got the reply ${reply.kind}`);
    return { kind: outcome, topic: reply.topic, text: reply.text };
  }
  if (outcome === 'severalTopics' && reply.kind === 'twoTexts') {
    return { kind: outcome, topics: reply.texts.map(({ topic }) => topic) };
  }
  if (outcome === 'severalTopics' || outcome === 'unsure') {
    if (!('topics' in reply)) throw new Error(`Several topics got the reply ${reply.kind}`);
    return { kind: outcome, topics: reply.topics };
  }
  return { kind: outcome } as Understanding;
}

/** The replies that the service chooses to the same texts, with what it remembers of each person for a day. */
function chosenReplies(made: readonly RecordedRequest[], topics: MakingUp['topics']): Reply[] {
  const letter = {
    ...exampleLetter,
    topics: topics.map(({ id, texts }) => ({
      id,
      keyword: id,
      phrases: [],
      texts: Array.from({ length: texts }, () => ({ words: '', plainer: '', phrases: [], roots: [] })),
    })),
  };
  const conversations = new Map<string, { conversation: Conversation; expiresAt: number }>();
  return made.map((request) => {
    const kept = conversations.get(request.texter);
    const before = kept && !isExpired(kept, request.at) ? kept.conversation : {};
    const { reply, conversation } = chooseReply(understandingOf(request), before, letter, request.at);
    conversations.set(request.texter, { conversation, expiresAt: epochSeconds(request.at) + DAY_SECONDS });
    return reply;
  });
}

function segmentsOf(reply: Reply): number {
  if (reply.kind === 'nothing') return 0;
  return reply.kind === 'twoTexts' ? reply.texts.length : 1;
}

/** What share of the term's requests something is true of. */
function shareOf(isCounted: (request: RecordedRequest) => boolean, among = term): number {
  return among.filter(isCounted).length / among.length;
}

/** The hour in London; the term is in summer time until 25 October. */
function londonHour({ at }: RecordedRequest): number {
  return (at.getUTCHours() + (at < new Date('2026-10-25T01:00:00Z') ? 1 : 0)) % 24;
}

describe('made-up requests', () => {
  it('are as many as asked for, in their order, from the first day up to now, however many and whenever', () => {
    fc.assert(
      fc.property(given, (one) => {
        const made = make(one);
        expect(made).toHaveLength(one.requests);
        const moments = made.map(({ at }) => at.getTime());
        expect(moments).toEqual(moments.toSorted((earlier, later) => earlier - later));
        expect(moments.at(-1)).toBeLessThanOrEqual(one.now.getTime());
        const [first] = made;
        expect(first && londonDay(first.at) >= addDays(londonDay(one.now), 1 - one.days)).toBe(true);
      }),
    );
  });

  it.each(['2026-06-30T23:00:00.000Z', '2026-11-24T00:00:00.000Z'])(
    'of one day are all of the one moment that it has at midnight in London: %s',
    (midnight) => {
      const made = make({ ...TERM, requests: 50, days: 1, now: new Date(midnight) });
      expect(new Set(made.map(({ at }) => at.toISOString()))).toEqual(new Set([midnight]));
    },
  );

  it('are the same when they are made again with the same randomness, and others with another', () => {
    fc.assert(
      fc.property(given, (one) => {
        const made = make(one);
        expect(make(one)).toEqual(made);
        expect(make({ ...one, seed: one.seed + 1 })).not.toEqual(made);
      }),
      { numRuns: 30 },
    );
  });

  it('have each a MessageSid of its own', () => {
    expect(new Set(term.map(({ messageSid }) => messageSid)).size).toBe(TERM.requests);
    expect(term.filter(({ messageSid }) => !/^SM[0-9a-f]{32}$/.test(messageSid))).toEqual([]);
  });

  it('come only from numbers that are kept for fiction, and only by their references', () => {
    const asked: string[] = [];
    const texterOf = (number: string) => {
      asked.push(number);
      return `reference ${asked.length}`;
    };
    const made = [...madeUpRequests({ ...TERM, random: xoroshiro128plus(1), texterOf })];
    expect(asked.filter((number) => !/^\+447700900\d{3}$/.test(number))).toEqual([]);
    expect(made.filter(({ texter }) => !texter.startsWith('reference '))).toEqual([]);
  });

  it('get the replies that the service chooses, whatever was texted before', () => {
    fc.assert(
      fc.property(given, (one) => {
        const made = make(one);
        expect(made.map(({ reply }) => reply)).toEqual(chosenReplies(made, one.topics));
        expect(made.filter(({ reply, segments }) => segments !== segmentsOf(reply))).toEqual([]);
      }),
    );
  });

  it('name only topics and texts of the letter, and look for subjects of the list when they are not understood', () => {
    fc.assert(
      fc.property(given, (one) => {
        const texts = new Map(one.topics.map((topic) => [topic.id, topic.texts]));
        for (const { outcome, reply, wanted } of make(one)) {
          if (reply.kind === 'text') expect(reply.text).toBeLessThanOrEqual(texts.get(reply.topic) ?? 0);
          if ('topics' in reply) expect(new Set(reply.topics.filter((topic) => texts.has(topic))).size).toBe(2);
          if (outcome !== 'notUnderstood') expect(wanted).toBeUndefined();
          for (const subject of wanted ?? []) expect(one.wantedSubjects).toContain(subject);
        }
      }),
    );
  });
});

describe('a made-up term', () => {
  const { outcomes, topics, errorCodes, people } = countRequests(term);

  it('has every outcome but FORGET, which is not recorded, and what only another version would write', () => {
    expect(Object.keys(outcomes).sort()).toEqual(
      outcome.options.filter((one) => one !== 'forget' && one !== 'unknown').sort(),
    );
  });

  it('has every reply that there is without the loop guard, an outage or FORGET', () => {
    const plain: PlainReply[] = [
      'menu',
      'menuMore',
      'nothingToContinue',
      'greeting',
      'thanks',
      'bye',
      'happy',
      'howToStop',
      'free',
      'private',
      'human',
      'complain',
      'source',
      'number',
      'current',
      'confused',
      'contact',
      'language',
      'help',
      'safety',
      'safetySilent',
      'safetyStay',
      'safetyAdult',
      'worry',
      'worryGoodbye',
      'notUnderstood',
      'notUnderstoodAgain',
    ];
    const others = ['nothing', 'text', 'twoTexts', 'plainer', 'glossary', 'endOfTopic', 'didYouMean', 'inLanguage'];
    expect([...new Set(term.map(({ reply }) => reply.kind))].sort()).toEqual([...plain, ...others].sort());
  });

  it('has people who text again after days, and get what the service chooses when it has forgotten them', () => {
    expect(term.map(({ reply }) => reply)).toEqual(chosenReplies(term, TERM.topics));
  });

  it.each<[least: number, most: number, what: string, isOne: (request: RecordedRequest) => boolean]>([
    [4, 6, 'not understood', ({ outcome }) => outcome === 'notUnderstood'],
    [0.7, 1.3, 'in distress', ({ outcome }) => outcome === 'distress'],
    [0.1, 1, 'from who opts out', ({ outcome }) => outcome === 'optedOut'],
    [93.5, 95.5, 'with a reply that was delivered', ({ delivery }) => delivery?.status === 'delivered'],
    [1.5, 2.5, 'with one that was not', ({ delivery }) => delivery?.status === 'undelivered'],
    [0.7, 1.3, 'with one that failed', ({ delivery }) => delivery?.status === 'failed'],
    [0.5, 2.5, 'at night', (request) => londonHour(request) < 6],
  ])('has from %f to %f in a hundred texts that are %s', (least, most, _, isOne) => {
    expect(100 * shareOf(isOne)).toBeGreaterThan(least);
    expect(100 * shareOf(isOne)).toBeLessThan(most);
  });

  it('has people who look for each subject that is listed', () => {
    expect(Object.keys(people.wanted).sort()).toEqual(TERM.wantedSubjects.toSorted());
  });

  it('has topics that are far more popular than others', () => {
    const sent = Object.values(topics).map((count) => count ?? 0);
    expect(Math.max(...sent)).toBeGreaterThan(5 * Math.min(...sent));
  });

  it('has more texts on school days than at weekends, and most of them after school', () => {
    const weekday = (request: RecordedRequest) => new Date(londonDay(request.at)).getUTCDay() % 6 > 0;
    const ofWeekdays = term.filter(weekday);
    expect(ofWeekdays.length / 5).toBeGreaterThan((1.3 * (term.length - ofWeekdays.length)) / 2);
    const isAfterSchool = (request: RecordedRequest) => londonHour(request) >= 15 && londonHour(request) < 21;
    expect(shareOf(isAfterSchool, ofWeekdays)).toBeGreaterThan(0.6);
  });

  it('has a code for each reply that did not arrive, and no report of a reply that was not sent', () => {
    expect(Object.keys(errorCodes).sort()).toEqual(['21610', '30003', '30004', '30005', '30006', '30007', '30008']);
    expect(term.filter(({ segments, delivery }) => segments === 0 && delivery)).toEqual([]);
  });

  it('has nothing reported yet of the last minutes’ replies', () => {
    const last = make({ ...TERM, days: 1 }).filter(({ at }) => TERM.now.getTime() - at.getTime() < 5 * MINUTE_MS);
    expect(last.length).toBeGreaterThan(0);
    const statuses = new Set(last.map(({ delivery }) => delivery?.status));
    expect(statuses).toEqual(new Set([undefined]));
  });
});
