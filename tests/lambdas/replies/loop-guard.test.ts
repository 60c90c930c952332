import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../lambdas/replies/conversation.ts';
import { guardReply } from '../../../lambdas/replies/loop-guard.ts';
import type { Reply } from '../../../lambdas/replies/reply.ts';

const LIMITS = { reading: 6, others: 4, safetyReplies: 2, inARow: 3 };
/** So that nothing but the texts in a row counts. */
const OF_THE_HOUR_NONE = { ...LIMITS, others: 100 };
const NOON = new Date('2026-11-24T12:00:00Z');

type Kind = 'menu' | 'notUnderstood' | 'safety' | 'help' | 'nothing';

function minutesAfterNoon(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * 60_000);
}

/** The kinds of replies that a texter gets for replies chosen one after the other, each at its minute. */
function guarded(chosen: readonly [minute: number, kind: Kind][], limits = LIMITS): Reply['kind'][] {
  let conversation: Conversation = {};
  return chosen.map(([minute, kind]) => {
    const choice = guardReply({ reply: { kind }, conversation }, minutesAfterNoon(minute), limits);
    conversation = choice.conversation;
    return choice.reply.kind;
  });
}

function each(kind: Kind, minutes: readonly number[]): [number, Kind][] {
  return minutes.map((minute) => [minute, kind]);
}

describe('a texter', () => {
  it('who is not understood is told to slow down once after an hour’s replies, and then hears nothing', () => {
    expect(guarded(each('notUnderstood', [0, 1, 2, 3, 4, 5]))).toEqual([
      ...Array(4).fill('notUnderstood'),
      'slowDown',
      'nothing',
    ]);
  });

  it('is answered again when the hour is over', () => {
    expect(guarded(each('notUnderstood', [0, 1, 2, 3, 4, 59, 60])).slice(-2)).toEqual(['nothing', 'notUnderstood']);
  });

  it('who reads a lot is still answered when something else comes, and in distress', () => {
    const read = each('menu', Array(8).fill(0));
    expect(guarded([...read, [1, 'notUnderstood'], [2, 'safety']]).slice(6)).toEqual([
      'slowDown',
      'nothing',
      'notUnderstood',
      'safety',
    ]);
  });

  it('who was not understood can still read', () => {
    expect(guarded([...each('notUnderstood', [0, 1, 2, 3, 4, 5]), [6, 'menu']]).at(-1)).toBe('menu');
  });

  it('in distress is answered beyond the limits, and to HELP too, up to a limit of their own', () => {
    const over = each('notUnderstood', [0, 1, 2, 3, 4]);
    expect(
      guarded([...over, [5, 'safety'], [6, 'help'], [7, 'safety'], [8, 'safety'], [66, 'safety']]).slice(5),
    ).toEqual(['safety', 'help', 'slowDown', 'nothing', 'safety']);
  });

  it('is not counted for what is not answered', () => {
    expect(guarded([...each('nothing', Array(10).fill(0)), [1, 'notUnderstood']]).at(-1)).toBe('notUnderstood');
  });

  it('whose conversation is not known is answered', () => {
    const choice = { reply: { kind: 'menu' }, conversation: { isUnknown: true } } as const;
    expect(guardReply(choice, NOON, LIMITS)).toEqual(choice);
  });

  it('keeps their place in a topic', () => {
    const lastText = { topic: 'care', text: 2 };
    const { conversation } = guardReply({ reply: { kind: 'menu' }, conversation: { lastText } }, NOON, LIMITS);
    expect(conversation.lastText).toEqual(lastText);
  });
});

describe('a machine that answers us', () => {
  const atOnce = each('notUnderstood', [0, 0.1, 0.2, 0.3, 0.4]);

  it('is found by texts that come at once, one after the other, with none that is understood', () => {
    expect(guarded(atOnce)).toEqual([...Array(3).fill('notUnderstood'), 'slowDown', 'nothing']);
  });

  it('was a person after all when they come back later', () => {
    expect(guarded([...atOnce, [2, 'notUnderstood']], OF_THE_HOUR_NONE).at(-1)).toBe('notUnderstood');
  });

  it('was a person after all when one of the texts is understood', () => {
    const texts: [number, Kind][] = [
      [0, 'notUnderstood'],
      [0.1, 'notUnderstood'],
      [0.2, 'menu'],
      [0.3, 'notUnderstood'],
    ];
    expect(guarded(texts).at(-1)).toBe('notUnderstood');
  });

  it('gets at most the limits and a "slow down" of each kind, however fast it texts', () => {
    const kind = fc.constantFrom<Kind>('menu', 'notUnderstood', 'safety', 'help', 'nothing');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), kind), { maxLength: 60 }), (texts) => {
        const sent = guarded(texts.toSorted(([one], [other]) => one - other)).filter((one) => one !== 'nothing');
        expect(sent.filter((one) => one === 'menu').length).toBeLessThanOrEqual(LIMITS.reading);
        expect(sent.filter((one) => one === 'safety').length).toBeLessThanOrEqual(LIMITS.safetyReplies);
        expect(sent.filter((one) => one === 'notUnderstood').length).toBeLessThanOrEqual(LIMITS.others);
      }),
    );
  });
});
