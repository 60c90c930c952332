/** A small letter of an invented place, so that tests of rules do not hang on the wording of a real one. */

import type { Letter } from '../../content/letter.ts';
import type { BuiltLetter } from '../../infra/content/build-letter.ts';

/** Two topics, GRADES and CARE, the first with three texts. */
export const exampleLetter: Letter = {
  id: 'seatown-2031',
  topics: [
    {
      id: 'grades',
      keyword: 'GRADES',
      phrases: ['grades', 'results', '1', 'no1', 'one'],
      texts: [
        { words: 'grades 1', phrases: [], roots: [] },
        { words: 'grades 2', phrases: ['outstanding'], roots: [] },
        { words: 'grades 3', phrases: [], roots: [] },
      ],
    },
    {
      id: 'care',
      keyword: 'CARE',
      phrases: ['care', 'incare', 'fostercare', 'helpandprotection', '2', 'no2', 'two'],
      texts: [{ words: 'care 1', phrases: [], roots: [] }],
    },
    {
      id: 'about',
      keyword: 'ABOUT',
      phrases: ['about', 'theletter', 'covid19', '3', 'three'],
      texts: [
        { words: 'about 1', phrases: [], roots: [] },
        { words: 'about 2', phrases: [], roots: [] },
      ],
    },
  ],
  replies: {
    menu: 'the menu',
    severalTopics: 'Text {keywords}.',
    didYouMean: 'Did you mean {keywords}?',
    endOfTopic: 'End of {keyword}, next {next}.',
    nothingToContinue: 'nothing to continue',
    greeting: 'a greeting',
    thanks: 'thanks',
    forgotten: 'forgotten',
    howToStop: 'how to stop',
    help: 'help',
    safety: 'safety',
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
    forget: ['forget', 'forgetme'],
  },
  aroundAWord: ['please', 'the', 'and', 'about', 'tellmeabout', 'number', 'text', 'sorry', 'imeant', 'its'],
  longestPhrase: 3,
  sentences: { sixinspectorscame: { topic: 'about', text: 2 } },
  joining: ['and', 'or'],
  wanted: { housing: ['flat', 'house'], money: ['money'] },
};

/** The same as the stack takes it. Nothing has been learned for it. */
export const exampleBuiltLetter: BuiltLetter = {
  letter: exampleLetter,
  reader: { textSpeak: {}, phraseWords: ['grades', 'care', 'menu'], dictionary: 'cart bakery house' },
  weights: new Uint8Array(),
};
