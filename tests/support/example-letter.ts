/** A small letter of an invented place, so that tests of rules do not hang on the wording of a real one. */

import type { Example, Letter } from '../../content/letter.ts';

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
      phrases: ['care', 'incare', 'fostercare', 'helpandprotection', '2', 'two'],
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
    didYouMean: 'Did you mean {keywords}?',
    endOfTopic: 'End of {keyword}, next {next}.',
    nothingToContinue: 'nothing to continue',
    greeting: 'a greeting',
    thanks: 'thanks',
    forgotten: 'forgotten',
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
  aroundAWord: ['please', 'the', 'and', 'about', 'tellmeabout', 'number'],
  longestPhrase: 3,
  textSpeak: { wot: 'what', r: 'are', u: 'you', im: 'i am', mummy: 'mum', kids: 'child' },
  examples: [
    ...named('grades', ['grades', 'results']),
    ...named('grades', ['outstanding'], 2),
    ...asked('grades', ['how did they do', 'what grades did they get', 'did they pass']),
    ...named('care', ['care', 'in care', 'foster care', 'help and protection', 'foster carers']),
    ...asked('care', ['what happens in care', 'who looks after child in care', 'can you keep your hamster']),
    ...named('about', ['about', 'the letter', 'covid 19', 'who are you']),
    ...asked('about', ['who wrote the letter']),
    ...named('menu', ['menu', 'options']),
    ...named('more', ['more', 'next', 'tell me more']),
    ...named('help', ['i need help', 'help']),
    ...named('greeting', ['hello', 'hi']),
    ...named('thanks', ['thanks', 'thank you']),
  ],
  weights: {
    around: ['please', 'the', 'and', 'about', 'number'],
    asking: [
      'what',
      'who',
      'how',
      'did',
      'do',
      'they',
      'are',
      'is',
      'in',
      'get',
      'child',
      'can',
      'you',
      'with',
      'it',
      'to',
      'know',
    ],
    small: ['i', 'my', 'your', 'we', 'no', 'want', 'bad', 'am', 'need', 'alone'],
    everyday: ['care', 'happens', 'pass', 'help'],
    context: ['child'],
  },
  saidOtherwise: ['take care'],
  questionStarts: ['what', 'who', 'how', 'did', 'do', 'are', 'is', 'can'],
  saidBefore: ['hi', 'hello', 'and'],
  joining: ['and', 'or'],
  distress: {
    groups: {
      me: ['me', 'us'],
      i: ['i', 'me', 'my', 'we', 'us'],
      near: ['mum', 'dad', '<carer>'],
      carer: ['foster dad'],
    },
    together: ['<near> (hit|hurt|throw at) <me>', 'no food <i>'],
    phrases: ['want to? die', '^ help me $', 'run away ... (home|$)'],
    harmless: ['hit me up', '(exam|homework) (is)? killing me'],
    inDoubt: ['alone', 'cry'],
    neverATopic: ['die'],
    inGeneral: { begins: ['what', 'do'], about: ['child', 'they'], unless: ['me', 'my'] },
  },
  automatic: ['out of office'],
  oneself: ['i', 'me'],
  requests: ['know'],
  wanted: { housing: ['flat', 'house'], money: ['money'] },
  dictionary: 'cart core table grates bakery house tractor orange careful run away office out',
};

function named(meaning: string, phrases: string[], text = 1): Example[] {
  return phrases.map((phrase) => ({ meaning, text, words: phrase.split(' '), isName: true }));
}

function asked(meaning: string, questions: string[]): Example[] {
  return questions.map((question) => ({ meaning, text: 1, words: question.split(' '), isName: false }));
}
