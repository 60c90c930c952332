import { describe, expect, it } from 'vitest';
import { openSpeller } from '../../../lambdas/understanding/speller.ts';

const speller = openSpeller(
  ['grades', 'care', 'leavers', 'improve', 'hit', 'pa'],
  new Set(['cart', 'levers', 'trades', 'rook', 'careful']),
);

function nearest(word: string): string | undefined {
  return speller.candidates(word)[0]?.word;
}

describe('a misspelt word', () => {
  it.each([
    ['grades', 'grades', 'as it is'],
    ['graded', 'grades', 'in another form'],
    ['hittin', 'hit', 'as it is said'],
    ['graids', 'grades', 'by its sound'],
    ['imporving', 'improve', 'in another form'],
    ['rgades', 'grades', 'with its first letters swapped'],
  ])('%s may be %s: %s', (written, meant) => expect(nearest(written)).toBe(meant));

  it.each([
    ['cart', 'is a word of its own'],
    ['careful', 'has the same root and another sense'],
    ['xylophone', 'is like none'],
    ['po', 'is too short to be misspelt'],
    ['école', 'has letters that no word here has'],
  ])('%s may be none: it %s', (written) => expect(nearest(written)).toBeUndefined());

  it('is farther the more is wrong with it', () => {
    const [near] = speller.candidates('gradess');
    const [far] = speller.candidates('graeds');
    expect(near?.distance).toBeLessThan(far?.distance ?? 0);
  });
});
