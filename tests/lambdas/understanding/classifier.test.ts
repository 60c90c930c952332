import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../lambdas/understanding/classifier.ts';
import { featuresOf } from '../../../lambdas/understanding/features.ts';
import { servedReader } from '../../support/served-letter.ts';

const WORDS = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 30 });

describe('the probabilities of a text’s meanings', () => {
  it('add up to 1, whatever is written', () => {
    fc.assert(
      fc.property(WORDS, (words) => {
        const probabilities = [...classify(words, undefined, servedReader.weights).values()];
        expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
      }),
    );
  });

  it('lean to distress the more, the plainer the words', () => {
    const distress = (text: string) => classify(text.split(' '), undefined, servedReader.weights).get('distress') ?? 0;
    expect(distress('my dad hits me')).toBeGreaterThan(distress('my dad'));
    expect(distress('my dad')).toBeGreaterThan(distress('see you at football'));
  });
});

describe('the features of a text', () => {
  it('grow in number with its length, and no faster', () => {
    const count = (words: readonly string[]) => {
      const { words: ofWords, letters } = featuresOf(words, 1 << 16);
      return ofWords.length + letters.length;
    };
    fc.assert(
      fc.property(WORDS, (words) => {
        const letters = words.reduce((sum, word) => sum + word.length, 0);
        expect(count(words)).toBeLessThanOrEqual(3 * words.length + 2 * (letters + 2 * words.length));
      }),
    );
  });

  it('are the same for the same words, in one order', () => {
    expect(featuresOf(['he', 'hit', 'me'], 1024)).toEqual(featuresOf(['he', 'hit', 'me'], 1024));
    expect(featuresOf(['he', 'hit', 'me'], 1 << 16).words).not.toEqual(featuresOf(['me', 'hit', 'he'], 1 << 16).words);
  });
});
