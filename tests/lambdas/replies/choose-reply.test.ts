import { describe, expect, it } from 'vitest';
import { chooseReply } from '../../../lambdas/replies/choose-reply.ts';
import type { Conversation } from '../../../lambdas/replies/conversation.ts';
import { isSafetyReply, type Reply } from '../../../lambdas/replies/reply.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { exampleLetter } from '../../support/example-letter.ts';

const NOON = new Date('2026-11-24T12:00:00Z');
const NOT_UNDERSTOOD: Understanding = { kind: 'notUnderstood', wanted: [], isNearWorry: false };

function hoursAfterNoon(hours: number): Date {
  return new Date(NOON.getTime() + hours * 60 * 60_000);
}

function replyTo(understanding: Understanding, conversation: Conversation = {}): Reply {
  return chooseReply(understanding, conversation, exampleLetter, NOON).reply;
}

/** The replies to one text after the other. */
function repliesTo(understandings: readonly Understanding[], at: (text: number) => Date = () => NOON): Reply[] {
  let conversation: Conversation = {};
  return understandings.map((understanding, text) => {
    const choice = chooseReply(understanding, conversation, exampleLetter, at(text));
    conversation = choice.conversation;
    return choice.reply;
  });
}

describe('the reply', () => {
  it('to a topic is its text, and MORE goes on from there', () => {
    expect(repliesTo([{ kind: 'topic', topic: 'grades', text: 2 }, { kind: 'more' }])).toEqual([
      { kind: 'text', topic: 'grades', text: 2 },
      { kind: 'text', topic: 'grades', text: 3 },
    ]);
  });

  it('to another language is in that language where we have it, and otherwise says that there is none', () => {
    const polish = { kind: 'inLanguage', language: 'polish', about: 'language' };
    expect(replyTo({ kind: 'language', language: 'polish' })).toEqual(polish);
    expect(replyTo({ kind: 'language' })).toEqual({ kind: 'language' });
  });

  it('to MORE after the last text says that it was the last, however often', () => {
    const end = { kind: 'endOfTopic', topic: 'care' };
    const understandings = [{ kind: 'topic', topic: 'care', text: 1 }, { kind: 'more' }, { kind: 'more' }] as const;
    expect(repliesTo(understandings).slice(1)).toEqual([end, end]);
  });

  it.each<[Conversation, string]>([
    [{}, 'nothing was sent before'],
    [{ lastText: { topic: 'gone', text: 1 } }, 'the topic is no longer in the letter'],
  ])('to MORE says how to begin when %j: %s', (conversation) => {
    expect(replyTo({ kind: 'more' }, conversation)).toEqual({ kind: 'nothingToContinue' });
  });

  it('to MORE is no wrong one when it is not known what was sent before', () => {
    expect(replyTo({ kind: 'more' }, { isUnknown: true })).toEqual({ kind: 'cannotAnswer' });
  });

  it('to MORE after the menu is the rest of the menu, and then the topic goes on', () => {
    const understandings: Understanding[] = [
      { kind: 'topic', topic: 'grades', text: 1 },
      { kind: 'menu' },
      { kind: 'more' },
      { kind: 'more' },
    ];
    expect(repliesTo(understandings).slice(2)).toEqual([
      { kind: 'menuMore' },
      { kind: 'text', topic: 'grades', text: 2 },
    ]);
  });

  it.each(['optedOut', 'optedIn', 'helpedByTwilio', 'automatic', 'reaction'] as const)(
    'to %s is none, and nothing changes',
    (kind) => {
      const conversation: Conversation = { lastText: { topic: 'grades', text: 1 }, lastReply: { kind: 'thanks' } };
      expect(chooseReply({ kind }, conversation, exampleLetter, NOON)).toEqual({
        reply: { kind: 'nothing' },
        conversation,
      });
    },
  );

  it('to two topics is a text of each, and MORE goes on with the second', () => {
    expect(repliesTo([{ kind: 'severalTopics', topics: ['care', 'grades'] }, { kind: 'more' }])).toEqual([
      {
        kind: 'twoTexts',
        texts: [
          { topic: 'care', text: 1 },
          { topic: 'grades', text: 1 },
        ],
      },
      { kind: 'text', topic: 'grades', text: 2 },
    ]);
  });

  it('to three topics asks for fewer', () => {
    const topics = ['grades', 'care', 'about'];
    expect(replyTo({ kind: 'severalTopics', topics })).toEqual({ kind: 'severalTopics', topics });
  });

  it('to one of two topics asks which is meant', () => {
    const topics = ['grades', 'care'];
    const { reply, conversation } = chooseReply({ kind: 'unsure', topics }, {}, exampleLetter, NOON);
    expect(reply).toEqual({ kind: 'didYouMean', topics });
    expect(conversation.question).toEqual({ kind: 'topics', topics });
  });

  it.each<Understanding>([
    { kind: 'menu' },
    { kind: 'help' },
    { kind: 'greeting' },
    { kind: 'thanks' },
    { kind: 'bye' },
    { kind: 'free' },
    NOT_UNDERSTOOD,
    { kind: 'distress' },
  ])('to %j keeps the place in the topic, so that MORE still goes on', (understanding) => {
    const conversation = { lastText: { topic: 'grades', text: 1 } };
    const after = chooseReply(understanding, conversation, exampleLetter, NOON).conversation;
    expect(after.lastText).toEqual(conversation.lastText);
  });

  it('to AGAIN is the last one, whatever it was', () => {
    expect(repliesTo([{ kind: 'free' }, { kind: 'again' }])).toEqual([{ kind: 'free' }, { kind: 'free' }]);
    expect(replyTo({ kind: 'again' })).toEqual({ kind: 'nothingToContinue' });
    expect(replyTo({ kind: 'again' }, { isUnknown: true })).toEqual({ kind: 'cannotAnswer' });
  });

  it('to somebody who does not understand a text is the same in easier words, and MORE goes on', () => {
    const understandings: Understanding[] = [
      { kind: 'topic', topic: 'grades', text: 1 },
      { kind: 'confused' },
      { kind: 'more' },
    ];
    expect(repliesTo(understandings).slice(1)).toEqual([
      { kind: 'plainer', topic: 'grades', text: 1 },
      { kind: 'text', topic: 'grades', text: 2 },
    ]);
    expect(replyTo({ kind: 'confused' })).toEqual({ kind: 'confused' });
  });

  it('to somebody who is confused twice says who answers and whom to call', () => {
    expect(repliesTo([{ kind: 'confused' }, { kind: 'confused' }])).toEqual([{ kind: 'confused' }, { kind: 'help' }]);
  });

  it('to thanks and goodbyes after a worry is not cheerful, and 999 comes with what is not understood', () => {
    const understandings: Understanding[] = [{ kind: 'worry' }, { kind: 'thanks' }, { kind: 'bye' }];
    expect(repliesTo(understandings).slice(1)).toEqual([{ kind: 'worryGoodbye' }, { kind: 'worryGoodbye' }]);
    expect(repliesTo([{ kind: 'worry' }, NOT_UNDERSTOOD]).at(-1)).toEqual({ kind: 'notUnderstoodAgain' });
    expect(repliesTo([{ kind: 'worry' }, { kind: 'menu' }, { kind: 'thanks' }]).at(-1)).toEqual({ kind: 'thanks' });
  });

  it('to what is not understood has 999 in it from the second time on, or when it comes near a worry', () => {
    expect(repliesTo([NOT_UNDERSTOOD, NOT_UNDERSTOOD, NOT_UNDERSTOOD]).map(({ kind }) => kind)).toEqual([
      'notUnderstood',
      'notUnderstoodAgain',
      'notUnderstoodAgain',
    ]);
    expect(replyTo({ ...NOT_UNDERSTOOD, isNearWorry: true })).toEqual({ kind: 'notUnderstoodAgain' });
  });

  it('to FORGET says that all is erased, and nothing is remembered', () => {
    const conversation: Conversation = { lastText: { topic: 'grades', text: 1 }, safety: { since: 0, sent: 1 } };
    expect(chooseReply({ kind: 'forget' }, conversation, exampleLetter, NOON)).toEqual({
      reply: { kind: 'forgotten' },
      conversation: {},
    });
  });

  it('keeps the count of the hour, whatever is sent', () => {
    const hour = { since: 0, reading: 7, others: 1, safetyReplies: 1, inARow: 0, last: 0 };
    const { conversation } = chooseReply({ kind: 'topic', topic: 'care', text: 1 }, { hour }, exampleLetter, NOON);
    expect(conversation.hour).toEqual(hour);
  });
});

describe('somebody who may be in danger', () => {
  const followUps: Understanding[] = [
    { kind: 'distress' },
    { kind: 'worry' },
    NOT_UNDERSTOOD,
    { kind: 'thanks' },
    { kind: 'bye' },
    { kind: 'greeting' },
    { kind: 'happy' },
    { kind: 'human' },
    { kind: 'contact' },
    { kind: 'confused' },
    { kind: 'source' },
    { kind: 'number' },
    { kind: 'optedIn' },
  ];

  it.each(followUps)('gets a safety reply to %j for a day, and never the same twice running', (followUp) => {
    const replies = repliesTo([{ kind: 'distress' }, followUp, followUp, followUp]);
    expect(replies.map(({ kind }) => kind)).toEqual(['safety', 'safetySilent', 'safetyStay', 'safetySilent']);
  });

  it('gets the ordinary replies again a day later', () => {
    const replies = repliesTo([{ kind: 'distress' }, { kind: 'thanks' }], (text) => hoursAfterNoon(text * 24));
    expect(replies.at(-1)).toEqual({ kind: 'thanks' });
  });

  it('gets safety replies for a day from the last of them', () => {
    const thanks: Understanding = { kind: 'thanks' };
    const replies = repliesTo([{ kind: 'distress' }, thanks, thanks], (text) => hoursAfterNoon(text * 23));
    expect(replies.every(isSafetyReply)).toBe(true);
  });

  it.each<[Understanding, Reply]>([
    [
      { kind: 'topic', topic: 'care', text: 1 },
      { kind: 'text', topic: 'care', text: 1 },
    ],
    [{ kind: 'private' }, { kind: 'private' }],
    [{ kind: 'free' }, { kind: 'free' }],
    [{ kind: 'complain' }, { kind: 'complain' }],
    [{ kind: 'help' }, { kind: 'help' }],
    [{ kind: 'stop' }, { kind: 'howToStop' }],
  ])('still gets what they ask for: %j', (understanding, reply) => {
    expect(repliesTo([{ kind: 'distress' }, understanding]).at(-1)).toEqual(reply);
  });

  it('can hear the safety reply again', () => {
    expect(repliesTo([{ kind: 'distress' }, { kind: 'again' }]).at(-1)).toEqual({ kind: 'safety' });
  });

  it('gets it in their language, whatever they write next', () => {
    const reply = { kind: 'inLanguage', language: 'polish', about: 'safety' };
    const cry: Understanding = { kind: 'distress', language: 'polish' };
    expect(repliesTo([cry, cry, { kind: 'thanks' }])).toEqual([reply, reply, reply]);
  });

  it('is an adult who writes about a child: gets the adults’ lines each time', () => {
    const replies = repliesTo([{ kind: 'distress', isFromAdult: true }, { kind: 'thanks' }, NOT_UNDERSTOOD]);
    expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['safetyAdult']));
  });
});
