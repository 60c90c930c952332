import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialogue } from '../../../lambdas/understanding/dialogue.ts';
import { understandExactly } from '../../../lambdas/understanding/understand-exactly.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { exampleLetter } from '../../support/example-letter.ts';

const GRADES: Understanding = { kind: 'topic', topic: 'grades', text: 1 };
const CARE: Understanding = { kind: 'topic', topic: 'care', text: 1 };
const ABOUT: Understanding = { kind: 'topic', topic: 'about', text: 1 };

function understood(body: string, conversation: Dialogue = {}): Understanding | undefined {
  return understandExactly({ body }, conversation, exampleLetter);
}

describe('the words that Twilio answers itself', () => {
  it.each(['STOP', 'stop', ' Stop ', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'])(
    '%s alone opts out',
    (body) => expect(understood(body)).toEqual({ kind: 'optedOut' }),
  );
  it.each(['START', 'yes', 'UNSTOP'])('%s opts in', (body) => {
    expect(understood(body)).toEqual({ kind: 'optedIn' });
  });
  it.each(['yes!', 'Y E S', 'start please', 'yes thanks'])('%s is left to us, and gets an answer', (body) => {
    expect(understood(body)).toEqual({ kind: 'thanks' });
  });
  it.each(['HELP', 'help!', 'INFO'])('%s asks for help', (body) => {
    expect(understood(body)).toEqual({ kind: 'help' });
  });
  it.each(['optedOut', 'optedIn', 'helpedByTwilio'] as const)(
    'what Twilio has done (%s) comes before any word',
    (kind) => {
      expect(understandExactly({ body: 'GRADES', doneByTwilio: kind }, {}, exampleLetter)).toEqual({ kind });
    },
  );
});

describe('STOP in other words than Twilio’s', () => {
  it.each([
    ['Stop.', 'Twilio wants the bare word'],
    ['STOP ALL', 'two words'],
    ['Opt out', 'two words'],
    ['stop stop stop', 'three times'],
    ['please stop', 'politely'],
    ['stop the grades', 'beside a topic'],
    ['STOP\nSent from my iPhone', 'over a signature'],
  ])('%j opts nobody out, so we say how to stop: %s', (body) => {
    expect(understood(body)).toEqual({ kind: 'stop' });
  });
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
    ['COVID-19', ABOUT, 'a phrase of a letter and a number'],
    ['help and protection', CARE, 'a phrase that begins with a word of another meaning'],
    ['about', ABOUT, 'a keyword that is also said around others'],
    ['about care', CARE, 'the same, said around another'],
    ['Six inspectors came.', { ...ABOUT, text: 2 }, 'a sentence of the letter, and the text that rests on it'],
    ['GRADES\nSent from my iPhone', GRADES, 'over what a phone signs with'],
    ['grades\n-Emily', GRADES, 'over a name'],
    ['Text GRADES to 60777', GRADES, 'as a poster has it'],
    ['GRADES to 12345', GRADES, 'as a poster has it, shorter'],
  ])('%j is understood: %s', (body, expected) => {
    expect(understood(body)).toEqual(expected);
  });

  it.each([
    ['2', 'a number of the menu'],
    ['2.', 'with a full stop'],
    ['02', 'with a nought'],
    ['2nd', 'as an ordinal'],
    ['the 2nd one', 'as an ordinal with what it stands for'],
    ['number 2', 'said'],
    ['No. 2', 'abbreviated'],
    ['two', 'in words'],
    ['hi 2', 'after a greeting'],
    ['2 thanks', 'before thanks'],
    ['its 2', 'in a sentence'],
    ['sorry i meant 2', 'as a correction'],
    ['٢', 'in Arabic digits'],
    ['२', 'in Devanagari'],
    ['2️⃣', 'as a keycap'],
    ['2\n-Emily', 'over a name'],
  ])('is asked for by its number: %j, %s', (body) => {
    expect(understood(body)).toEqual(CARE);
  });

  it.each([
    ['xyzzy', 'no word of ours'],
    ['', 'a picture without words'],
    ['please', 'only words that are said around others'],
    ['0', 'no number of the menu'],
    ['4', 'a number beyond the menu'],
    ['22', 'two digits that are each a number of the menu'],
    ['cart', 'a word of its own that is like a keyword'],
    ['my grades are bad', 'a keyword in a sentence'],
    ['careful', 'a word that a keyword begins'],
    ['constructor', 'a name that every object has'],
    ['__proto__', 'another'],
    ['999', 'a number that must be called'],
    ['$' + '{2*2}', 'code'],
    ["' OR '1'='1", 'code'],
    ['-1', 'a number below nought'],
    ['½', 'a half'],
    ['2/3', 'a fraction'],
    ['<3', 'a heart'],
    ['grades\n- he hurts me', 'a keyword over what is no name'],
  ])('%j is left to the classifier: %s', (body) => {
    expect(understood(body)).toBeUndefined();
  });
});

describe('several topics in one text', () => {
  it.each(['grades and care', 'GRADES CARE', 'care, grades?', '1 and 2', '1 2', '1,2', 'grades/care'])(
    '%j are both understood',
    (body) => {
      expect(understood(body)).toEqual({ kind: 'severalTopics', topics: expect.arrayContaining(['grades', 'care']) });
    },
  );
});

describe('MORE', () => {
  it.each(['MORE', 'more please', 'next', 'Tell me more', 'MORE\nSent from my iPhone'])('%j asks to go on', (body) => {
    expect(understood(body)).toEqual({ kind: 'more' });
  });
  it('goes on with a topic that is named, when it was the last one', () => {
    expect(understood('more grades', { lastText: { topic: 'grades', text: 1 } })).toEqual({ kind: 'more' });
  });
  it('begins a topic that is named, when it was not', () => {
    expect(understood('more grades', { lastText: { topic: 'care', text: 1 } })).toEqual(GRADES);
  });
});

describe('what is about no topic', () => {
  it.each([
    ['menu', 'menu'],
    ['MENU\n- Tom', 'menu'],
    ['options please', 'menu'],
    ['hi', 'greeting'],
    ['hello!', 'greeting'],
    ['Thank you', 'thanks'],
    ['👍👍🏽', 'thanks'],
    ['hi, menu please', 'menu'],
    ['hi and thanks', 'greeting'],
    ['I need help', 'help'],
    ['help please', 'help'],
    ['HELP\nSent from my iPhone', 'help'],
    ['hello help', 'help'],
    ['I need help about care', 'help'],
  ] as const)('%j is understood as %s', (body, kind) => {
    expect(understood(body)).toEqual({ kind });
  });
});

describe('what no person wrote', () => {
  it.each([
    ['Liked “grades 1”', 'a like'],
    ['Loved an image', 'a heart for a picture'],
    ['👍 to “Did you mean grades or care? Text one of them, or the menu”', 'a thumb from another make of phone'],
    ['Removed a like from “Six inspectors came to see us, and all the children”', 'a like taken back'],
  ])('%j is a reaction, or is left to the classifier for the words in it: %s', (body) => {
    expect([undefined, { kind: 'reaction' }]).toContainEqual(understood(body));
  });

  it('is known by our own words, whole or cut off', () => {
    const letter = {
      ...exampleLetter,
      replies: { ...exampleLetter.replies, greeting: 'Hello! Find out what they said in 2031.' },
    };
    for (const body of [
      'Hello! Find out what they said in 2031.',
      'Hello! Find out what they',
      'Liked “Hello! Find out what they said in 2031.”',
    ]) {
      expect(understandExactly({ body }, {}, letter)).toEqual({ kind: 'reaction' });
    }
  });
});

describe('any text', () => {
  it('never raises an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1600 }), (body) => {
        expect(() => understood(body)).not.toThrow();
      }),
    );
  });

  it('is understood the same in any case, with spaces, punctuation and emoji around it', () => {
    const phrase = fc.constantFrom('grades', 'the care please', 'more', 'menu', 'hello', 'xyzzy');
    const decoration = fc.stringMatching(/^[ !?.,"'😀🙏-]*$/u);
    fc.assert(
      fc.property(phrase, decoration, decoration, fc.boolean(), (text, before, after, isLoud) => {
        const decorated = before + (isLoud ? text.toUpperCase() : text) + after;
        expect(understood(decorated)).toEqual(understood(text));
      }),
    );
  });
});
