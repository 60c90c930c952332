import { describe, expect, it } from 'vitest';
import { tellOfOthers } from '../../../infra/learning/other-people.ts';

const GROWN_UPS = [
  ['mum', 'foster mum', 'teacher'],
  ['carers', 'teachers'],
];

function worries(...texts: string[]) {
  return texts.map((text) => ({ text, meanings: ['worry'] }));
}

describe('an example told of somebody else', () => {
  it('means the same, and names another', () => {
    const [told] = tellOfOthers(worries('my mum never listens'), GROWN_UPS);
    expect(told?.meanings).toEqual(['worry']);
    expect(told?.text).toMatch(/^my (foster mum|teacher) never listens$/);
  });

  it('takes the whole of a name, in small letters or capitals', () => {
    const [told] = tellOfOthers(worries('My Foster Mum died'), GROWN_UPS);
    expect(told?.text).toMatch(/^My (mum|teacher) died$/);
  });

  it('has several stand for several', () => {
    expect(tellOfOthers(worries('carers are mean'), GROWN_UPS)).toEqual(worries('teachers are mean'));
  });

  it('is the same each time', () => {
    const texts = worries('my mum died', 'my teacher is leaving', 'i miss my foster mum');
    expect(tellOfOthers(texts, GROWN_UPS)).toEqual(tellOfOthers(texts, GROWN_UPS));
  });

  it('is made of none that names nobody, and of no question about the letter', () => {
    expect(tellOfOthers(worries('i am sad'), GROWN_UPS)).toEqual([]);
    const question = { text: 'do carers do a good job', meanings: ['care'] };
    expect(tellOfOthers([question], GROWN_UPS)).toEqual([]);
  });
});
