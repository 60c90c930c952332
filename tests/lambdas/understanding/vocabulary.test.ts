import { describe, expect, it } from 'vitest';
import { openVocabulary, rootOf } from '../../../lambdas/understanding/vocabulary.ts';

const vocabulary = openVocabulary(['grades', 'care', 'leavers', 'improve', 'hit', 'pa'], 'cart levers trades rook');

describe('a word', () => {
  it.each([
    ['grades', 'grades', 'as it is'],
    ['graded', 'grades', 'in another form'],
    ['hittin', 'hit', 'as it is said'],
    ['graids', 'grades', 'misspelt'],
    ['imporving', 'improve', 'misspelt in another form'],
  ])('%s is recognised as %s: %s', (written, meant) => {
    expect(vocabulary.recognise(written)[0]?.root).toBe(rootOf(meant));
  });
  it.each([
    ['cart', 'is a word of its own'],
    ['careful', 'has the same root and another sense'],
    ['xylophone', 'is like none'],
    ['po', 'is too short to be misspelt'],
    ['école', 'has letters that no word here has'],
  ])('%s is not recognised: it %s', (written) => {
    expect(vocabulary.recognise(written)).toEqual([]);
  });
  it('that is another may have been meant for one that is known', () => {
    expect(vocabulary.misread('levers')[0]?.root).toBe(rootOf('leavers'));
    expect(vocabulary.misread('xyzzy')).toEqual([]);
  });
  it('that is nearer is likelier', () => {
    const [near] = vocabulary.recognise('gradess');
    const [far] = vocabulary.recognise('graeds');
    expect(near?.likeness).toBeGreaterThan(far?.likeness ?? 1);
  });
});
