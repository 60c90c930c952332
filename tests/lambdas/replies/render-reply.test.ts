import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../lambdas/replies/render-reply.ts';
import type { Reply } from '../../../lambdas/replies/reply.ts';
import { exampleLetter } from '../../support/example-letter.ts';

function wordsOf(reply: Reply): string[] {
  return renderReply(reply, exampleLetter).map(({ words }) => words);
}

describe('the words of a reply', () => {
  it.each<[Reply, string[]]>([
    [{ kind: 'text', topic: 'grades', text: 2 }, ['grades 2']],
    [{ kind: 'plainer', topic: 'grades', text: 2 }, ['grades 2 plainer']],
    [
      {
        kind: 'twoTexts',
        texts: [
          { topic: 'grades', text: 1 },
          { topic: 'care', text: 1 },
        ],
      },
      ['grades 1', 'care 1'],
    ],
    [{ kind: 'glossary', term: 'care-leaver' }, ['what a care leaver is']],
    [{ kind: 'endOfTopic', topic: 'grades' }, ['End of GRADES, next CARE.']],
    [{ kind: 'endOfTopic', topic: 'about' }, ['End of ABOUT, next GRADES.']],
    [{ kind: 'severalTopics', topics: ['grades', 'care', 'about'] }, ['Text GRADES, CARE or ABOUT.']],
    [{ kind: 'didYouMean', topics: ['grades', 'care'] }, ['Did you mean GRADES or CARE?']],
    [{ kind: 'inLanguage', language: 'polish', about: 'safety' }, ['bezpieczny']],
    [{ kind: 'menu' }, ['the menu']],
    [{ kind: 'forgotten' }, ['forgotten']],
    [{ kind: 'nothing' }, []],
  ])('of %j are %j', (reply, words) => {
    expect(wordsOf(reply)).toEqual(words);
  });

  it('say how many segments they have', () => {
    const reply = { kind: 'inLanguage', language: 'polish', about: 'safety' } as const;
    expect(renderReply(reply, exampleLetter)).toEqual([{ words: 'bezpieczny', segments: 2 }]);
    expect(renderReply({ kind: 'menu' }, exampleLetter)).toEqual([{ words: 'the menu', segments: 1 }]);
  });

  it.each<[Reply, string]>([
    [{ kind: 'text', topic: 'gone', text: 1 }, 'a topic'],
    [{ kind: 'text', topic: 'care', text: 2 }, 'a text'],
    [{ kind: 'plainer', topic: 'care', text: 2 }, 'a text in easier words'],
    [{ kind: 'glossary', term: 'gone' }, 'a word of the glossary'],
    [{ kind: 'inLanguage', language: 'klingon', about: 'safety' }, 'a language'],
    [{ kind: 'endOfTopic', topic: 'gone' }, 'a topic at its end'],
  ])('of %j are still safe ones when the content no longer has it: %s', (reply) => {
    expect(wordsOf(reply)).toEqual(['cannot answer']);
  });
});
