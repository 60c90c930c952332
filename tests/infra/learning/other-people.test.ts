import { describe, expect, it } from 'vitest';
import { tellOfOthers } from '../../../infra/learning/other-people.ts';

const GROWN_UPS = [
  ['mum', 'foster mum', 'teacher'],
  ['carers', 'teachers'],
];

/** Twenty worries of the same words, for only some are told of others. */
function worries(text: string) {
  return Array.from({ length: 20 }, (_, at) => ({ text: `${text} ${at}`, meanings: ['worry'] }));
}

function told(text: string): string[] {
  return tellOfOthers(worries(text), GROWN_UPS).map((one) => one.text.replace(/ \d+$/, ''));
}

describe('an example told of somebody else', () => {
  it('means the same, and names another', () => {
    expect(new Set(told('my mum never listens'))).toEqual(
      new Set(['my foster mum never listens', 'my teacher never listens']),
    );
    for (const { meanings } of tellOfOthers(worries('my mum never listens'), GROWN_UPS)) {
      expect(meanings).toEqual(['worry']);
    }
  });

  it('takes the whole of a name, in small letters or capitals', () => {
    expect(new Set(told('My Foster Mum died'))).toEqual(new Set(['My mum died', 'My teacher died']));
  });

  it('has several stand for several', () => {
    expect(new Set(told('carers are mean'))).toEqual(new Set(['teachers are mean']));
  });

  it('is the same each time', () => {
    expect(told('i miss my mum')).toEqual(told('i miss my mum'));
  });

  it('is made of none that names nobody, and of no question about the letter', () => {
    expect(told('i am sad')).toEqual([]);
    const questions = worries('do carers do a good job').map(({ text }) => ({ text, meanings: ['care'] }));
    expect(tellOfOthers(questions, GROWN_UPS)).toEqual([]);
  });
});
