import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { memoize, rememberLast } from '../../../lambdas/understanding/memoize.ts';
import { withoutSurroundings } from '../../../lambdas/understanding/surroundings.ts';
import { sentenceOf } from '../../../lambdas/understanding/understand-sentence.ts';
import { median } from '../../bench/median.ts';
import { FRAMES, ofLength, REPEATED_PIECES } from '../../fuzz/odd-texts.ts';
import { servedReader, understoodWithoutEncoder } from '../../support/served-letter.ts';

const SHORT = 1600;
const LONG = 4 * SHORT;
/** In proportion it would be 4, with the square of the length 16. */
const MOST_GROWTH = 10;
/** A difference of less, in milliseconds, is noise. */
const NOISE_MS = 5;

function timeOf(text: string): number {
  const began = performance.now();
  understoodWithoutEncoder(text);
  sentenceOf({ body: text }, servedReader);
  return performance.now() - began;
}

/** Whether a text four times as long takes not much more than four times as long; tried again when the machine was busy. */
function isInProportion(textOf: (length: number) => string): boolean {
  for (let tries = 0; tries < 3; tries += 1) {
    const times = Array.from({ length: 3 }, (_, run) => [
      timeOf(`${textOf(SHORT)} ${run}`),
      timeOf(`${textOf(LONG)} ${run}`),
    ]);
    const [short, long] = [0, 1].map((at) => median(times.map((pair) => pair[at] ?? 0)));
    if ((long ?? 0) <= (short ?? 0) * MOST_GROWTH + NOISE_MS) return true;
  }
  return false;
}

describe('understanding a text', () => {
  const pieces = [...REPEATED_PIECES, 'A', 'A ', 'A.', '-', '~', '\t', ' \n', '. ', '”', '” ', 'n t ', 'a.', '½½'];
  understoodWithoutEncoder('the first graeds text opens what spelling needs');

  it.each(FRAMES)('takes time in proportion to its length, whatever is repeated between %j and %j', (before, after) => {
    const slow = pieces.filter((piece) => !isInProportion((length) => before + ofLength(piece, length) + after));
    expect(slow).toEqual([]);
  });

  it.each([
    ['a signature of capitals', `\n-${'A'.repeat(1600)}1`],
    ['a line that is never a signature', `\n-${'A.'.repeat(800)}1`],
    ['a page of empty lines', '\n'.repeat(1600)],
  ])('takes no second for the longest text there is: %s', (_, text) => {
    // The first of them once took four, and then three times.
    expect(timeOf(text)).toBeLessThan(1000);
  });
});

describe('what a phone adds at the end', () => {
  it.each([
    ['grades\n-Emily', 'grades'],
    ['grades\n– Emily Rose ', 'grades'],
    ['grades\n- Mary Ann O’Neil\n', 'grades'],
    ['grades\nSent from my iPhone', 'grades'],
    ['grades. Get Outlook for Android\n', 'grades'],
    ['grades to 60777 ', 'grades'],
    [`${'x'.repeat(1500)} grades\n-Emily`, `${'x'.repeat(1500)} grades`],
  ])('is taken off %j', (text, rest) => expect(withoutSurroundings(text)).toBe(rest));

  it.each(['grades\n-he hits me', 'grades\n-Emily hits me', 'a long way to go', 'grades\n- A B C D'])(
    'and nothing else is: %j',
    (text) => expect(withoutSurroundings(text)).toBe(text),
  );
});

describe('what is remembered of texts', () => {
  it('is never more than 5,000 words', () => {
    const words = Array.from({ length: 23_000 }, (_, at) => `word${at}`);
    let found = 0;
    const lengthOf = memoize((word) => {
      found += 1;
      return word.length;
    });
    for (const word of words) lengthOf(word);
    // Asked for again in the order that spares the most.
    for (const word of words.toReversed()) lengthOf(word);
    const remembered = 2 * words.length - found;
    expect(remembered).toBeLessThanOrEqual(5000);
    expect(remembered).toBeGreaterThan(0);
  });

  it('is one text, where it is only the last', () => {
    const asked: string[] = [];
    const lengthOf = rememberLast((text) => asked.push(text));
    for (const text of ['grades', 'grades', 'care', 'grades']) lengthOf(text);
    expect(asked).toEqual(['grades', 'care', 'grades']);
  });

  it('stops growing: thirty thousand new words take no memory for good', () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    let said = 0;
    const heapAfter = (texts: number) => {
      for (let text = 0; text < texts; text += 1) {
        understoodWithoutEncoder(Array.from({ length: 5 }, (_, at) => wordOf(said + at)).join(' '));
        said += 5;
      }
      collect();
      return process.memoryUsage().heapUsed / 1e6;
    };
    const full = heapAfter(2000);
    expect(heapAfter(6000) - full).toBeLessThan(10);
  });
});

/** A word of letters that nobody wrote before. */
function wordOf(number: number): string {
  return `q${number.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}zx`;
}
