import { expect, inject, it } from 'vitest';
import { readSynthesizedStack } from '../../infra/local/synthesize.ts';
import { CALL_FAULTS } from '../support/faulty-dynamodb.ts';
import { isFaultless, textThroughFault } from './text-through-faults.ts';

it('every text is answered and recorded once, whatever the table does', async () => {
  // `npm run faults` tries each fault by itself, with many more.
  const stack = readSynthesizedStack(inject('stackFolder'));
  const came = await textThroughFault(stack, 'all of them mixed', { posts: 40, texters: 10, seed: 1 });
  expect(came).toMatchObject({ answered: 40, unanswered: 0, recordedTwice: 0, lost: 0 });
  expect(came.texts).toBeGreaterThan(20);
  expect(CALL_FAULTS.length).toBeGreaterThan(20);
});

it.each([{ unanswered: 1 }, { recordedTwice: 1 }, { lost: 1 }])('a run with %j is not a good one', (fault) => {
  const good = {
    fault: 'hang' as const,
    posts: 9,
    texts: 9,
    answered: 9,
    unanswered: 0,
    slowestMs: 1,
    recordedAtOnce: 9,
    recordedLater: 0,
    recordedTwice: 0,
    lost: 0,
  };
  expect(isFaultless(good)).toBe(true);
  expect(isFaultless({ ...good, ...fault })).toBe(false);
});
