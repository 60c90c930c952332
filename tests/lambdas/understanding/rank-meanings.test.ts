import { describe, expect, it } from 'vitest';
import { openLetter } from '../../../lambdas/understanding/open-letter.ts';
import { exampleLetter } from '../../support/example-letter.ts';

function rank(text: string) {
  return openLetter(exampleLetter).rankMeanings(text.split(' '));
}

function likely(text: string, meaning: string) {
  return rank(text).likely.find((one) => one.meaning === meaning);
}

describe('how likely a meaning is', () => {
  it('is all of it for a text that is an example', () => {
    expect(likely('what happens in care', 'care')).toMatchObject({ score: 1, fit: 1, example: 'what happens in care' });
  });
  it('is less the more of the text nothing explains', () => {
    const [none, one, two] = ['grades', 'grades zebra', 'grades zebra piano'].map(
      (text) => likely(text, 'grades')?.score,
    );
    expect(none).toBeGreaterThan(one ?? 1);
    expect(one).toBeGreaterThan(two ?? 1);
  });
  it('is less for a misspelt word, but fits as well', () => {
    const misspelt = likely('graeds', 'grades');
    expect(misspelt?.score).toBeLessThan(1);
    expect(misspelt?.fit).toBe(1);
  });
  it('is less when the text has only a part of the example', () => {
    expect(likely('keep', 'care')?.score).toBeLessThan(likely('keep hamster', 'care')?.score ?? 0);
  });
  it('comes first for the meaning that explains most', () => {
    expect(
      rank('what grades did they get in care')
        .likely.map(({ meaning }) => meaning)
        .slice(0, 2),
    ).toEqual(['grades', 'care']);
  });
  it('counts a right word that is meant for another only beside one that is right', () => {
    expect(likely('foster core', 'care')?.score).toBeGreaterThan(likely('foster zebra', 'care')?.score ?? 1);
    expect(likely('core', 'care')).toBeUndefined();
  });
});

describe('a meaning', () => {
  it('is named by a keyword, where it stands, and not by words of its questions', () => {
    expect(likely('tractor foster carers', 'care')).toMatchObject({ isNamed: true, named: [1, 2] });
    expect(likely('keep hamster', 'care')).toMatchObject({ isNamed: false, named: [], shared: 2 });
  });
  it('is not named by a part of a phrase', () => {
    expect(likely('protection', 'care')).toMatchObject({ isNamed: false });
  });
});

describe('a word', () => {
  it('tells more the fewer people use it, and please tells nearly nothing', () => {
    const { weights } = rank('please what my care zebra');
    expect(weights).toEqual(weights.toSorted((one, other) => one - other));
    expect(new Set(weights).size).toBe(weights.length);
  });
  it('that is not known counts less in a text about the letter', () => {
    expect(rank('zebra child').weights[0]).toBeLessThan(rank('zebra grades').weights[0] ?? 0);
  });
});
