import { describe, expect, it } from 'vitest';
import { letterSentences } from '../../../infra/content/letter-sentences.ts';

describe('the sentences of a letter', () => {
  it.each([
    ['One. Two? Three!', ['One.', 'Two?', 'Three!'], 'each sentence is one'],
    ['# A title\n\nOne.', ['A title', 'One.'], 'a heading is one'],
    ['- One.\n- Two.', ['One.', 'Two.'], 'items of a list'],
    [
      '| Judgement | Grade |\n| --- | --- |\n| Overall | Good |',
      ['Judgement Grade', 'Overall Good'],
      'rows of a table',
    ],
    ['Advisers (PAs), work on COVID-19.', ['Advisers (PAs), work on COVID-19.'], 'marks within a sentence'],
    ['One  two\tthree.', ['One two three.'], 'white space is folded'],
    ['', [], 'nothing'],
  ])('of %j are %j: %s', (markdown, sentences) => {
    expect(letterSentences(markdown)).toEqual(sentences);
  });
});
