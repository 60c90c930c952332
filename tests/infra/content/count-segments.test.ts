import { describe, expect, it } from 'vitest';
import { countSegments } from '../../../infra/content/count-segments.ts';

describe('the segments of a text', () => {
  it.each([
    ['a'.repeat(160), 1, true, 160, 'as many characters as fit one'],
    ['a'.repeat(161), 2, true, 161, 'one more'],
    ['€'.repeat(80), 1, true, 160, 'characters that take two septets'],
    [`${'€'.repeat(80)}a`, 2, true, 161, 'one more than these'],
    [`${'a'.repeat(152)}{${'a'.repeat(152)}`, 3, true, 306, 'a pair that must not be split between two'],
    ['£éèàùìò\n', 1, true, 8, 'letters of GSM-7 that are not of ASCII'],
    ['’'.repeat(70), 1, false, 70, 'as many other characters as fit one'],
    ['’'.repeat(71), 2, false, 71, 'one more of them'],
    ['👍', 1, false, 2, 'an emoji, which takes two units'],
    ['', 1, true, 0, 'nothing'],
  ])('%# are counted as the networks do', (text, segments, isGsm7, units) => {
    expect(countSegments(text)).toEqual({ segments, isGsm7, units });
  });
});
