import { describe, expect, it } from 'vitest';
import { describeHealth, LATE_AFTER_MS } from '../../../lambdas/staff/health.ts';
import { type DayCounts, noCounts } from '../../../lambdas/usage/day-counts.ts';
import type { SignsOfLife } from '../../../lambdas/usage/signs-of-life.ts';

const NOW = new Date('2026-11-24T13:00:00Z');

function ago(milliseconds: number): Date {
  return new Date(NOW.getTime() - milliseconds);
}

/** A service that works, but for what a test says. */
function healthOf(parts: Partial<SignsOfLife> = {}, counts: Partial<DayCounts> = { texts: 3, replies: 3 }) {
  return describeHealth(
    {
      rolledUpAt: ago(3 * 60_000),
      lastTextAt: new Date('2026-11-24T12:34:56Z'),
      lastReportedTextAt: new Date('2026-11-24T11:22:33Z'),
      counted: { ...noCounts(), ...counts },
      ...parts,
    },
    NOW,
  );
}

function said(name: string, parts?: Partial<SignsOfLife>): string | undefined {
  return healthOf(parts).facts.find((fact) => fact.name === name)?.value;
}

describe('the health of the service', () => {
  it('says when texts were counted, and by the hour when the last text and report came', () => {
    expect(healthOf()).toEqual({
      facts: [
        { name: 'Texts last counted', value: '24 Nov, 12:57 (3 minutes ago)' },
        { name: 'Last text', value: '24 Nov, 12:00 to 12:59' },
        { name: 'Last delivery report', value: 'On the reply to a text of 24 Nov, 11:00 to 11:59' },
      ],
      warnings: [],
    });
  });

  it.each([
    [0, '(less than a minute ago)'],
    [60_000, '(1 minute ago)'],
    [119 * 60_000, '(119 minutes ago)'],
    [3 * 60 * 60_000, '(3 hours ago)'],
    [72 * 60 * 60_000, '(3 days ago)'],
    [-60_000, '(less than a minute ago)'],
  ])('says of a roll-up %i ms ago that it was %s', (milliseconds, words) => {
    expect(said('Texts last counted', { rolledUpAt: ago(milliseconds) })).toContain(words);
  });

  it('says so when nobody texted lately, and that is no fault', () => {
    const health = healthOf({ lastTextAt: undefined, lastReportedTextAt: undefined }, {});
    expect(health.facts.slice(1).map(({ value }) => value)).toEqual(Array(2).fill('None today or yesterday'));
    expect(health.warnings).toEqual([]);
  });

  it('says so when the last replies have no report yet', () => {
    expect(said('Last delivery report', { lastReportedTextAt: undefined })).toBe('None yet on the last replies');
  });
});

describe('staff are warned', () => {
  it('when the roll-up is more than 15 minutes old, and not before', () => {
    expect(healthOf({ rolledUpAt: ago(LATE_AFTER_MS) }).warnings).toEqual([]);
    expect(healthOf({ rolledUpAt: ago(LATE_AFTER_MS + 1) }).warnings).toEqual([
      'Texts were last counted 24 Nov, 12:44 (15 minutes ago). They should be counted every five minutes. Tell whoever runs the service.',
    ]);
  });

  it('when there has been no roll-up at all', () => {
    expect(healthOf({ rolledUpAt: undefined }).warnings).toEqual([expect.stringMatching(/^Texts have never been/)]);
  });

  it('when texts came and none was answered', () => {
    expect(healthOf({}, { texts: 2, replies: 0, outcomes: { topic: 1, distress: 1 } }).warnings).toEqual([
      expect.stringMatching(/none was answered/),
    ]);
  });

  it('but not when one was, or when Twilio answers such texts itself', () => {
    expect(healthOf({}, { texts: 9, replies: 1, outcomes: { topic: 9 } }).warnings).toEqual([]);
    expect(healthOf({}, { texts: 2, replies: 0, outcomes: { optedOut: 1, reaction: 1 } }).warnings).toEqual([]);
  });
});
