import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../lambdas/replies/choose-reply.ts';
import { renderReply } from '../../../lambdas/replies/render-reply.ts';
import { exampleLetter } from '../../support/example-letter.ts';

describe('the words of a reply', () => {
  it.each<[Reply, string | undefined]>([
    [{ kind: 'text', topic: 'grades', text: 2 }, 'grades 2'],
    [{ kind: 'endOfTopic', topic: 'grades' }, 'End of GRADES, next CARE.'],
    [{ kind: 'endOfTopic', topic: 'about' }, 'End of ABOUT, next GRADES.'],
    [{ kind: 'severalTopics', topics: ['grades', 'care'] }, 'Text GRADES or CARE.'],
    [{ kind: 'severalTopics', topics: ['grades', 'care', 'about'] }, 'Text GRADES, CARE or ABOUT.'],
    [{ kind: 'menu' }, 'the menu'],
    [{ kind: 'forgotten' }, 'forgotten'],
    [{ kind: 'nothing' }, undefined],
  ])('of %j are %j', (reply, words) => {
    expect(renderReply(reply, exampleLetter)).toBe(words);
  });

  it.each<[Reply, string]>([
    [{ kind: 'text', topic: 'gone', text: 1 }, 'a topic'],
    [{ kind: 'text', topic: 'care', text: 2 }, 'a text'],
    [{ kind: 'endOfTopic', topic: 'gone' }, 'a topic at its end'],
  ])('of %j are still safe ones when the letter no longer has it: %s', (reply) => {
    expect(renderReply(reply, exampleLetter)).toBe('cannot answer');
  });
});
