import { describe, expect, it } from 'vitest';
import { soundOf } from '../../../lambdas/understanding/sound-of.ts';

describe('the sound', () => {
  it.each([
    ['school', 'skool'],
    ['virtual', 'vurchual'],
    ['protection', 'protecshun'],
    ['foster', 'fosta'],
    ['council', 'counsil'],
    ['education', 'edukashun'],
    ['judge', 'juj'],
    ['knife', 'nife'],
    ['phone', 'fone'],
  ])('of %s is that of %s', (right, heard) => {
    expect(soundOf(heard)).toBe(soundOf(right));
  });
  it.each([['care', 'core', 'vowels are not told apart, for children do not']])(
    'of %s is that of %s: %s',
    (one, other) => {
      expect(soundOf(one)).toBe(soundOf(other));
    },
  );
  it.each([
    ['grades', 'leaders'],
    ['care', 'pets'],
    ['school', 'shell'],
  ])('of %s is not that of %s', (one, other) => {
    expect(soundOf(one)).not.toBe(soundOf(other));
  });
});
