import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../lambdas/replies/choose-reply.ts';
import { guardReply } from '../../../lambdas/replies/loop-guard.ts';
import type { Conversation } from '../../../lambdas/understanding/conversation.ts';

const LIMITS = { repliesPerHour: 3, safetyRepliesPerHour: 2 };
const NOON = new Date('2026-11-24T12:00:00Z');

function minutesAfterNoon(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * 60_000);
}

/** The kinds of replies that a texter gets for replies chosen one after the other, each at its minute. */
function guarded(chosen: readonly [minute: number, kind: 'menu' | 'safety' | 'help' | 'nothing'][]): Reply['kind'][] {
  let conversation: Conversation = {};
  return chosen.map(([minute, kind]) => {
    const choice = guardReply({ reply: { kind }, conversation }, minutesAfterNoon(minute), LIMITS);
    conversation = choice.conversation;
    return choice.reply.kind;
  });
}

describe('a texter', () => {
  it('is told to slow down once after an hour’s replies, and then hears nothing', () => {
    expect(guarded([0, 1, 2, 3, 4, 5].map((minute) => [minute, 'menu']))).toEqual([
      'menu',
      'menu',
      'menu',
      'slowDown',
      'nothing',
      'nothing',
    ]);
  });

  it('is answered again when the hour is over', () => {
    const texts: [number, 'menu'][] = [0, 1, 2, 3, 59, 60].map((minute) => [minute, 'menu']);
    expect(guarded(texts).slice(-2)).toEqual(['nothing', 'menu']);
  });

  it('in distress is answered beyond the limit, and to HELP too, up to a limit of their own', () => {
    const over: [number, 'menu'][] = [0, 0, 0, 0, 0].map((minute) => [minute, 'menu']);
    expect(guarded([...over, [1, 'safety'], [2, 'help'], [3, 'safety'], [61, 'safety']]).slice(5)).toEqual([
      'safety',
      'help',
      'nothing',
      'safety',
    ]);
  });

  it('who writes HELP often is still answered in distress', () => {
    expect(guarded([...Array(3).fill([0, 'help']), [1, 'help'], [2, 'safety']])).toEqual([
      'help',
      'help',
      'help',
      'help',
      'safety',
    ]);
  });

  it('is not counted for what is not answered', () => {
    expect(guarded([...Array(10).fill([0, 'nothing']), [1, 'menu']]).at(-1)).toBe('menu');
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

  it('gets at most the hour’s replies, one "slow down" and the safety replies, however fast they text', () => {
    const kind = fc.constantFrom('menu' as const, 'safety' as const, 'help' as const, 'nothing' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), kind), { maxLength: 60 }), (texts) => {
        const sent = guarded(texts.toSorted(([one], [other]) => one - other)).filter((one) => one !== 'nothing');
        const most = LIMITS.repliesPerHour + 1 + LIMITS.safetyRepliesPerHour;
        expect(sent.length).toBeLessThanOrEqual(most);
        expect(sent.filter((one) => one === 'slowDown').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
