import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateCosts } from '../../../infra/deploy/estimate-costs.ts';

const STACK = { alarms: 30, metrics: 15, secrets: 4 };

const PRICES = { sent: 0.056, received: 0.0075 };

it('costs what the prices say: for a million texts some ten dollars of AWS, and over fifty thousand of Twilio', () => {
  const { aws, twilio } = estimateCosts(1_000_000, STACK, PRICES);
  expect(aws).toBeGreaterThan(5);
  expect(aws).toBeLessThan(25);
  expect(twilio).toBeCloseTo(63_501.15, 1);
});

it('costs something in a month without a text, and each text the same on top', () => {
  const { fixed, aws, twilio } = estimateCosts(0, STACK, PRICES);
  expect(aws).toBe(0);
  expect(fixed).toBeGreaterThan(5);
  expect(twilio).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (texts) => {
      const one = estimateCosts(texts, STACK, PRICES);
      const two = estimateCosts(2 * texts, STACK, PRICES);
      expect(two.aws).toBeCloseTo(2 * one.aws, 6);
      expect(two.fixed).toBe(one.fixed);
    }),
  );
});
