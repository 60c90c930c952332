import { describe, expect, it } from 'vitest';
import { chooseReply, type Reply } from '../../../lambdas/replies/choose-reply.ts';
import type { Conversation } from '../../../lambdas/understanding/conversation.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { exampleLetter } from '../../support/example-letter.ts';

describe('the reply', () => {
  it('to a topic is its first text, and is remembered', () => {
    expect(
      chooseReply({ kind: 'topic', topic: 'care', text: 1 }, { lastText: { topic: 'grades', text: 2 } }, exampleLetter),
    ).toEqual({
      reply: { kind: 'text', topic: 'care', text: 1 },
      conversation: { lastText: { topic: 'care', text: 1 } },
    });
  });

  it('to a word for one text of a topic is that text, and MORE goes on from there', () => {
    const { reply, conversation } = chooseReply({ kind: 'topic', topic: 'grades', text: 2 }, {}, exampleLetter);
    expect(reply).toEqual({ kind: 'text', topic: 'grades', text: 2 });
    const more = chooseReply({ kind: 'more' }, conversation, exampleLetter);
    expect(more.reply).toEqual({ kind: 'text', topic: 'grades', text: 3 });
  });

  it('to MORE is the next text of the topic', () => {
    expect(chooseReply({ kind: 'more' }, { lastText: { topic: 'grades', text: 1 } }, exampleLetter)).toEqual({
      reply: { kind: 'text', topic: 'grades', text: 2 },
      conversation: { lastText: { topic: 'grades', text: 2 } },
    });
  });

  it('to MORE after the last text says that it was the last, however often', () => {
    const conversation = { lastText: { topic: 'grades', text: 3 } };
    expect(chooseReply({ kind: 'more' }, conversation, exampleLetter)).toEqual({
      reply: { kind: 'endOfTopic', topic: 'grades' },
      conversation,
    });
  });

  it.each<[Conversation, string]>([
    [{}, 'nothing was sent before'],
    [{ lastText: { topic: 'gone', text: 1 } }, 'the topic is no longer in the letter'],
  ])('to MORE says how to begin when %j: %s', (conversation) => {
    expect(chooseReply({ kind: 'more' }, conversation, exampleLetter).reply).toEqual({ kind: 'nothingToContinue' });
  });

  it('to MORE is no wrong one when it is not known what was sent before', () => {
    expect(chooseReply({ kind: 'more' }, { isUnknown: true }, exampleLetter).reply).toEqual({ kind: 'cannotAnswer' });
  });

  it.each(['optedOut', 'optedIn', 'helpedByTwilio', 'automatic'] as const)('to %s is none', (kind) => {
    expect(chooseReply({ kind }, {}, exampleLetter).reply).toEqual({ kind: 'nothing' });
  });

  it('to two topics that may be meant offers both', () => {
    const topics = ['grades', 'care'];
    expect(chooseReply({ kind: 'unsure', topics }, {}, exampleLetter).reply).toEqual({ kind: 'didYouMean', topics });
  });

  it.each<[Understanding, Reply['kind']]>([
    [{ kind: 'menu' }, 'menu'],
    [{ kind: 'help' }, 'help'],
    [{ kind: 'greeting' }, 'greeting'],
    [{ kind: 'thanks' }, 'thanks'],
    [{ kind: 'notUnderstood', wanted: ['money'] }, 'notUnderstood'],
    [{ kind: 'distress' }, 'safety'],
  ])('to %j keeps the place in the topic, so that MORE still goes on', (understanding, kind) => {
    const conversation = { lastText: { topic: 'grades', text: 1 } };
    expect(chooseReply(understanding, conversation, exampleLetter)).toEqual({ reply: { kind }, conversation });
  });

  it('to FORGET says that all is erased, and nothing is remembered', () => {
    const hour = { since: 0, replies: 7, safetyReplies: 1 };
    const conversation = { lastText: { topic: 'grades', text: 1 }, hour };
    expect(chooseReply({ kind: 'forget' }, conversation, exampleLetter)).toEqual({
      reply: { kind: 'forgotten' },
      conversation: {},
    });
  });

  it('keeps the count of the hour, whatever is sent', () => {
    const hour = { since: 0, replies: 7, safetyReplies: 1 };
    const { conversation } = chooseReply({ kind: 'topic', topic: 'care', text: 1 }, { hour }, exampleLetter);
    expect(conversation.hour).toEqual(hour);
  });
});
