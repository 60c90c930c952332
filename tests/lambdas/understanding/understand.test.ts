import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../lambdas/understanding/conversation.ts';
import { understand } from '../../../lambdas/understanding/understand.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { exampleLetter } from '../../support/example-letter.ts';

const GRADES: Understanding = { kind: 'topic', topic: 'grades', text: 1 };
const CARE: Understanding = { kind: 'topic', topic: 'care', text: 1 };
const ABOUT: Understanding = { kind: 'topic', topic: 'about', text: 1 };
const NOT_UNDERSTOOD: Understanding = { kind: 'notUnderstood', wanted: [] };
const DISTRESS: Understanding = { kind: 'distress' };

function understandText(body: string, conversation: Conversation = {}): Understanding {
  return understand({ body }, conversation, exampleLetter);
}

describe('the words that Twilio keeps', () => {
  it.each([
    'STOP',
    'stop',
    ' Stop. ',
    'STOPALL',
    'UNSUBSCRIBE',
    'END',
    'QUIT',
    'CANCEL',
    'REVOKE',
    'OPTOUT',
    'opt out',
  ])('%s opts out', (body) => expect(understandText(body)).toEqual({ kind: 'optedOut' }));
  it.each(['START', 'yes', 'UNSTOP'])('%s opts in', (body) => {
    expect(understandText(body)).toEqual({ kind: 'optedIn' });
  });
  it.each(['yes!', 'Y E S', 'start please', 'yes thanks'])(
    '%s is not left to Twilio, which would not answer',
    (body) => {
      expect(understandText(body)).toEqual({ kind: 'thanks' });
    },
  );
  it.each(['HELP', 'help!', 'INFO'])('%s asks for help', (body) => {
    expect(understandText(body)).toEqual({ kind: 'help' });
  });
  it('STOP within a sentence is not Twilio’s STOP', () => {
    expect(understandText('stop the grades')).toEqual(NOT_UNDERSTOOD);
  });

  it.each(['optedOut', 'optedIn', 'helpedByTwilio'] as const)(
    'what Twilio has done (%s) goes before any word',
    (kind) => {
      expect(understand({ body: 'GRADES', doneByTwilio: kind }, {}, exampleLetter)).toEqual({ kind });
    },
  );
});

describe('a topic', () => {
  it.each([
    ['GRADES', GRADES, 'the keyword'],
    ['results', GRADES, 'another word for it'],
    ['Gra des', GRADES, 'a space in it'],
    ['grades please', GRADES, 'a polite word after it'],
    ['please, the grades', GRADES, 'words before it'],
    ['tell me about the grades please', GRADES, 'a phrase before it'],
    ['hello, grades please', GRADES, 'a greeting before it'],
    ['grades grades', GRADES, 'twice the same'],
    ['results, the grades', GRADES, 'two words for one topic'],
    ['outstanding', { ...GRADES, text: 2 }, 'a word for its second text'],
    ['outstanding grades', { ...GRADES, text: 2 }, 'a word for its second text and its keyword'],
    ['2', CARE, 'its number on the menu'],
    ['2.', CARE, 'its number with a full stop'],
    ['number 2', CARE, 'its number, said'],
    ['No. 1', GRADES, 'its number, abbreviated'],
    ['two', CARE, 'its number in words'],
    ['COVID-19', ABOUT, 'a phrase of a letter and a number'],
    ['help and protection', CARE, 'a phrase that begins with a word of another meaning'],
    ['about', ABOUT, 'a keyword that is also said around others'],
    ['About please', ABOUT, 'the same, politely'],
    ['about care', CARE, 'the same, said around another'],
  ])('%j is understood: %s', (body, expected) => {
    expect(understandText(body)).toEqual(expected);
  });

  it.each([
    ['xyzzy', 'no word of ours'],
    ['', 'a picture without words'],
    ['please', 'only words that are said around others'],
    ['0', 'no number of the menu'],
    ['4', 'a number beyond the menu'],
    ['22', 'two digits that are each a number of the menu'],
    ['i want more care than this from a bakery', 'a keyword among words of something else'],
    ['take care', 'a keyword said of something else'],
    ['cart', 'a word of its own that is like a keyword'],
    ['the tractor is orange', 'words of something else'],
    ['my grades are bad', 'a keyword in a sentence about something else'],
    ['careful', 'a word that a keyword begins'],
    ['constructor', 'a name that every object has'],
    ['__proto__', 'another'],
    ['999', 'a number that must be called'],
  ])('%j is not guessed at: %s', (body) => {
    expect(understandText(body)).toEqual(NOT_UNDERSTOOD);
  });
});

describe('several topics in one text', () => {
  it.each([
    'grades and care',
    'GRADES CARE',
    'care, grades?',
    '1 and 2',
    '1 2',
    '1,2',
    'the grades and the care please',
  ])('%j are both understood', (body) => {
    const understanding = understandText(body);
    expect(understanding.kind).toBe('severalTopics');
    expect(understanding).toHaveProperty('topics', expect.arrayContaining(['grades', 'care']));
  });
});

describe('MORE', () => {
  it.each(['MORE', 'more please', 'next', 'Tell me more'])('%j asks to go on', (body) => {
    expect(understandText(body)).toEqual({ kind: 'more' });
  });
  it('goes on with a topic that is named, when it was the last one', () => {
    expect(understandText('more grades', { lastText: { topic: 'grades', text: 1 } })).toEqual({ kind: 'more' });
  });
  it('begins a topic that is named, when it was not', () => {
    expect(understandText('more grades', { lastText: { topic: 'care', text: 1 } })).toEqual(GRADES);
  });
});

describe('what is about no topic', () => {
  it.each([
    ['menu', 'menu'],
    ['options please', 'menu'],
    ['hi', 'greeting'],
    ['hello!', 'greeting'],
    ['Thank you', 'thanks'],
    ['👍👍🏽', 'thanks'],
    ['hi, menu please', 'menu'],
    ['hi and thanks', 'greeting'],
    ['I need help', 'help'],
    ['hepl', 'help'],
    ['hlep please', 'help'],
    ['help please', 'help'],
    ['hello help', 'help'],
    ['I need help about care', 'help'],
  ] as const)('%j is understood as %s', (body, kind) => {
    expect(understandText(body)).toEqual({ kind });
  });
});

describe('a misspelt word', () => {
  it.each([
    ['graeds', GRADES, 'letters swapped'],
    ['gradess', GRADES, 'a letter doubled'],
    ['graids pls', GRADES, 'by its sound'],
    ['gtades', GRADES, 'the key beside it'],
    ['KARE', CARE, 'by its sound, in capitals'],
    ['Fostercare', CARE, 'the space left out'],
    ['help an protecshun', CARE, 'a phrase of which each word is wrong'],
    ['foster core', CARE, 'a word of its own, meant for another beside it'],
  ])('%j is understood: %s', (body, expected) => {
    expect(understandText(body)).toEqual(expected);
  });
});

describe('what somebody tells of themselves', () => {
  it('gets no topic for a word that is in it', () => {
    expect(understandText('the foster carers are odd with me')).toEqual(NOT_UNDERSTOOD);
  });
  it('gets the topic when it asks for it after all', () => {
    expect(understandText('i want to know what happens in foster care')).toEqual(CARE);
  });
  it('gets the topic when hardly anything else is said', () => {
    expect(understandText('i results grades')).toEqual(GRADES);
  });
});

describe('a question', () => {
  it.each([
    ['wot grades did they get', GRADES, 'as the content has it, in text-speak'],
    ['did they pass', GRADES, 'without any keyword'],
    ['hi what happens to kids in care', CARE, 'with other words in it'],
    ['can i keep my hamster', CARE, 'of oneself'],
    ['who r u', ABOUT, 'with nothing but small words'],
  ])('%j is understood: %s', (body, expected) => {
    expect(understandText(body)).toEqual(expected);
  });
  it('about two topics is understood as both', () => {
    expect(understandText('what grades and what happens in care')).toMatchObject({ kind: 'severalTopics' });
  });
  it('that is about one of two gets both offered', () => {
    expect(understandText('grades foster carers get')).toMatchObject({ kind: 'unsure' });
  });
});

describe('distress', () => {
  it.each([
    ['my mum hits me', 'a rule'],
    ['GRADES. also mummy hurts me', 'before a keyword'],
    ['my mum hrut me', 'misspelt'],
    ['im in care and my foster dad hit me', 'with a topic in it'],
    ['im in foster care alone', 'in doubt between a topic and distress'],
  ])('%j gets the safety reply: %s', (body) => {
    expect(understandText(body)).toEqual(DISTRESS);
  });
  it.each([
    ['hit me up', 'what people say who mean no harm'],
    ['do they stop kids who run away from home', 'a question about others'],
    ['what happens in care', 'a question'],
    ['my foster carers want to get a hamster with me', 'a keyword in what is told of oneself'],
  ])('%j does not: %s', (body) => {
    expect(understandText(body)).not.toEqual(DISTRESS);
  });
  it('goes before the answer of another machine', () => {
    expect(understandText('out of office and my dad hits me')).toEqual(DISTRESS);
  });

  it('is understood whatever stands around it', () => {
    const cry = fc.constantFrom('my dad hits me', 'want to die', 'help me', 'mum hurts us');
    const decoration = fc.stringMatching(/^[ !?.,"'()😀💔🙏\n\u200b-]*$/u);
    fc.assert(
      fc.property(cry, decoration, decoration, fc.boolean(), (text, before, after, isLoud) => {
        const spaced = isLoud ? text.toUpperCase().replaceAll(' ', '  ') : text.replaceAll(' ', ', ');
        expect(understandText(before + spaced + after)).toEqual(DISTRESS);
      }),
    );
  });

  it('is understood with more said before and after it', () => {
    const talk = fc.array(fc.constantFrom('grades', 'please', 'the', 'orange', 'and', 'hello', 'xyzzy', '2'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(talk, talk, (before, after) => {
        expect(understandText([...before, 'my dad hits me', ...after].join(' '))).toEqual(DISTRESS);
      }),
    );
  });
});

describe('another machine', () => {
  it.each(['I am out of office until Monday.', 'OUT OF OFFICE: grades'])('%j gets no answer', (body) => {
    expect(understandText(body)).toEqual({ kind: 'automatic' });
  });
});

describe('what was looked for', () => {
  it('is told by the fixed list alone', () => {
    expect(understandText('where does the bakery get its money for a falt and a house')).toEqual({
      kind: 'notUnderstood',
      wanted: ['housing', 'money'],
    });
  });
});

describe('any text', () => {
  it('has exactly one understanding, and never raises an error', () => {
    const kinds = ['optedOut', 'optedIn', 'distress', 'automatic', 'topic', 'severalTopics', 'unsure'];
    kinds.push('more', 'menu', 'help', 'greeting', 'thanks', 'forget');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1600 }), (body) => {
        expect([...kinds, 'notUnderstood']).toContain(understandText(body).kind);
      }),
    );
  });

  it('is understood the same in any case, with spaces, punctuation and emoji around it', () => {
    const phrase = fc.constantFrom('grades', 'the care please', 'more', 'menu', 'hello', 'stop', 'xyzzy');
    const decoration = fc.stringMatching(/^[ !?.,"'😀🙏\n-]*$/u);
    fc.assert(
      fc.property(phrase, decoration, decoration, fc.boolean(), (text, before, after, isLoud) => {
        const decorated = before + (isLoud ? text.toUpperCase() : text) + after;
        expect(understandText(decorated)).toEqual(understandText(text));
      }),
    );
  });
});
