import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phraseKey, readWords } from '../../../lambdas/understanding/read-words.ts';

describe('the words of a text', () => {
  it.each([
    ['GRADES', ['grades'], 'capitals'],
    ['  grades \n', ['grades'], 'space around'],
    ['Grades!!!', ['grades'], 'punctuation'],
    ['"grades"', ['grades'], 'quotation marks'],
    ['🙏grades👍🏽', ['grades'], 'emoji, with a skin tone'],
    ['grádès', ['grades'], 'accents'],
    ['ｇｒａｄｅｓ', ['grades'], 'full-width letters'],
    ['𝗴𝗿𝗮𝗱𝗲𝘀', ['grades'], 'bold letters from a font app'],
    ['gra\u200bdes', ['grades'], 'an invisible space'],
    ['3️⃣', ['3'], 'a keycap'],
    ['③', ['3'], 'a circled number'],
    ['covid-19', ['covid', '19'], 'a hyphen'],
    ['covid19', ['covid', '19'], 'letters and digits run together'],
    ['what’s this', ['whats', 'this'], 'a curly apostrophe'],
    ["who's", ['whos'], 'a straight one'],
    ['I don´t', ['i', 'dont'], 'an acute accent'],
    ['I don\u0092t', ['i', 'dont'], 'a byte of Windows'],
    ['I don?t', ['i', 'dont'], 'a question mark for one'],
    ['ok?yes', ['ok', 'yes'], 'a question mark that is one'],
    ['I don&#39;t', ['i', 'dont'], 'an HTML entity'],
    ['i don t', ['i', 'dont'], 'a space for one'],
    ['he s here', ['hes', 'here'], 'a space for another'],
    ['٣', ['3'], 'an Arabic digit'],
    ['३', ['3'], 'a Devanagari digit'],
    ['🔟', ['10'], 'a keycap of two digits'],
    ['', [], 'nothing'],
    ['👍🏽', ['👍'], 'a picture alone'],
    ['🙏❤️', ['🙏', '❤'], 'pictures alone'],
    ['...', [], 'punctuation alone'],
  ])('of %j are %j: %s', (text, words) => {
    expect(readWords(text)).toEqual(words);
  });

  it('are the same however often they are read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = readWords(text);
        expect(readWords(words.join(' '))).toEqual(words);
      }),
    );
  });

  it('hold nothing but letters, digits or a picture, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1600 }), (text) => {
        expect(readWords(text).every((word) => /^(\p{L}+|\p{N}+|\p{Extended_Pictographic})$/u.test(word))).toBe(true);
      }),
    );
  });
});

describe('the key of a phrase', () => {
  it('keeps two numbers apart, for 1 6 is not 16', () => {
    expect(phraseKey(readWords('1, 6'))).not.toBe(phraseKey(readWords('16')));
  });

  it.each([['covid 19'], ['COVID-19'], ['covid19'], ['C O V I D 19']])('is the same for %j', (phrase) => {
    expect(phraseKey(readWords(phrase))).toBe('covid19');
  });
});
