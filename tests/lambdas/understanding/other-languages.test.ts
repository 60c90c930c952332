import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLanguages } from '../../../infra/content/count-languages.ts';
import { openLanguages, runsOfLetters } from '../../../lambdas/understanding/other-languages.ts';
import { readWords } from '../../../lambdas/understanding/read-words.ts';

/** Examples of two languages, enough to tell them apart. */
const counts = countLanguages(
  [
    ['everyday', 'what time are you coming home then, i thought we were going to the shops with your sister'],
    ['everyday', 'what time are you coming home, the dinner is on the table and your brother wants the telly'],
    ['everyday', 'are you coming to the shops, the others are there and they want to know what time'],
    ['everyday', 'going home now, the bus is late and the others want their dinner'],
    ['everyday', 'the shops are shut, what time are they coming home'],
    ['languages/polish/distress', 'mój ojciec mnie bije, boję się wracać do domu'],
    ['languages/polish/language', 'czy ktoś tutaj mówi po polsku, nie rozumiem'],
    ['languages/ukrainian/distress', 'мій батько мене б’є, мені страшно вдома'],
  ].map(([group = '', text = ''], at) => ({
    text,
    group,
    writer: 'a',
    meanings: [],
    severity: undefined,
    topicText: undefined,
    file: '',
    line: at,
  })),
);
const languageOf = openLanguages(counts);

describe('the language of a text', () => {
  it.each([
    ['nie chcę wracać, ojciec bije', 'polish'],
    ['nie chce wracac, boje sie ojca', 'polish'],
    ['батько б’є мене', 'ukrainian'],
  ])('is told of words that no example has: %j', (text, language) => {
    expect(languageOf(readWords(text))).toBe(language);
  });

  it.each(['', 'the others are coming home', 'ok', 'xx', 'MORE', '7', '👍'])('is English when in doubt: %j', (text) => {
    expect(languageOf(readWords(text))).toBeUndefined();
  });

  it('is one of those that there are examples of, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([undefined, 'polish', 'ukrainian']).toContain(languageOf(readWords(text)));
      }),
    );
  });
});

it('runs of letters begin and end with the space around a word', () => {
  expect(runsOfLetters(['sie', 'i'])).toEqual([' si', 'sie', 'ie ', ' i ']);
});
