import { describe, expect, it } from 'vitest';
import { plainWords } from '../../../lambdas/understanding/plain-words.ts';
import { readWords } from '../../../lambdas/understanding/read-words.ts';

const TEXT_SPEAK = { wot: 'what', u: 'you', 'b 4': 'before', '2': 'to', '2 day': 'today', cant: 'can not' };

describe('text-speak', () => {
  it.each([
    ['wot can u do', 'what can you do', 'a word for a word'],
    ["CAN'T", 'can not', 'two words for one'],
    ['b4 2day', 'before today', 'letters and numbers together'],
    ['back 2 care', 'back to care', 'the shorter when the longer is not there'],
    ['soooooo goooood', 'soo good', 'a letter held down'],
    ['constructor toString', 'constructor tostring', 'the names that every object has are words like others'],
  ])('%j is %j: %s', (text, plain) => {
    expect(plainWords(readWords(text), TEXT_SPEAK).join(' ')).toBe(plain);
  });
});
