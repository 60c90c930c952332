/** A small letter of an invented place, so that tests of rules do not hang on the wording of a real one. */

import type { Letter } from '../../content/letter.ts';

/** Two topics, GRADES and CARE, the first with three texts. */
export const exampleLetter: Letter = {
  id: 'seatown-2031',
  topics: [
    {
      id: 'grades',
      keyword: 'GRADES',
      phrases: ['grades', 'results', '1', 'no1', 'one'],
      texts: [
        { words: 'grades 1', phrases: [] },
        { words: 'grades 2', phrases: ['outstanding'] },
        { words: 'grades 3', phrases: [] },
      ],
    },
    {
      id: 'care',
      keyword: 'CARE',
      phrases: ['care', 'incare', 'helpandprotection', '2', 'two'],
      texts: [{ words: 'care 1', phrases: [] }],
    },
    {
      id: 'about',
      keyword: 'ABOUT',
      phrases: ['about', 'theletter', 'covid19', '3', 'three'],
      texts: [
        { words: 'about 1', phrases: [] },
        { words: 'about 2', phrases: [] },
      ],
    },
  ],
  replies: {
    menu: 'the menu',
    severalTopics: 'Text {keywords}.',
    endOfTopic: 'End of {keyword}, next {next}.',
    nothingToContinue: 'nothing to continue',
    greeting: 'a greeting',
    thanks: 'thanks',
    help: 'help',
    notUnderstood: 'not understood',
    slowDown: 'slow down',
    cannotAnswer: 'cannot answer',
  },
  phrases: {
    menu: ['menu', 'options'],
    more: ['more', 'next', 'tellmemore'],
    help: ['ineedhelp'],
    greeting: ['hello', 'hi'],
    thanks: ['thanks', 'thankyou', '👍'],
  },
  aroundAWord: ['please', 'the', 'and', 'about', 'tellmeabout', 'number'],
  longestPhrase: 3,
};
