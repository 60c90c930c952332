import { expect, it } from 'vitest';
import { type Conversation, conversationAbout } from '../../../lambdas/replies/conversation.ts';

const HOUR = { since: 1, reading: 1, others: 0, safetyReplies: 1, inARow: 0, last: 1 };
const ABOUT_SEATOWN: Conversation = {
  letter: 'seatown-2031',
  lastText: { topic: 'care', text: 1 },
  question: { kind: 'more' },
  lastReply: { kind: 'text', topic: 'care', text: 1 },
  safety: { since: 1, sent: 1 },
  hour: HOUR,
};

it('a conversation about a letter goes on as it was', () => {
  expect(conversationAbout('seatown-2031', ABOUT_SEATOWN)).toBe(ABOUT_SEATOWN);
  expect(conversationAbout(undefined, { hour: HOUR })).toEqual({ hour: HOUR });
});

it('about another letter it begins anew, but for a person’s safety and the limits', () => {
  const kept = { safety: { since: 1, sent: 1 }, hour: HOUR };
  expect(conversationAbout('hilltown-2032', ABOUT_SEATOWN)).toEqual({ letter: 'hilltown-2032', ...kept });
  expect(conversationAbout(undefined, ABOUT_SEATOWN)).toEqual(kept);
});

it('what must not be followed by anything cheerful, or was in another language, is still known', () => {
  for (const lastReply of [
    { kind: 'worry' },
    { kind: 'safetyAdult' },
    { kind: 'inLanguage', language: 'polish', about: 'safety' },
  ] satisfies Conversation['lastReply'][]) {
    expect(conversationAbout('seatown-2031', { lastReply })).toEqual({ letter: 'seatown-2031', lastReply });
  }
});

it('one that could not be recalled stays unknown', () => {
  expect(conversationAbout('seatown-2031', { isUnknown: true })).toEqual({ letter: 'seatown-2031', isUnknown: true });
});
