/** Tells staff whether the service works. Pure. */

import type { Request } from '../usage/request.ts';
import type { SignsOfLife } from '../usage/signs-of-life.ts';
import { hourWords, momentWords } from './dates.ts';
import { number } from './figures.ts';

export interface Health {
  facts: { name: string; value: string }[];
  /** What staff must report to the people who run the service. Empty when all is well. */
  warnings: string[];
}

/** Three runs of the roll-up, which runs every five minutes. In milliseconds. */
export const LATE_AFTER_MS = 15 * 60 * 1000;

/** Texts that get no reply from us even when all is well. */
const UNANSWERED: Request['outcome'][] = ['optedOut', 'optedIn', 'helpedByTwilio', 'automatic', 'reaction'];

/**
 * Describes how the service is. It gives the hour of a text and not the minute, like the page Requests.
 *
 * @example describeHealth({ rolledUpAt: undefined, … }, now).warnings // ['Texts have never been counted. …']
 */
export function describeHealth(signs: SignsOfLife, now: Date): Health {
  const { rolledUpAt, lastTextAt, lastReportedTextAt } = signs;
  return {
    facts: [
      { name: 'Texts last counted', value: rolledUpAt ? agoWords(rolledUpAt, now) : 'Never' },
      { name: 'Last text', value: lastTextAt ? hourWords(lastTextAt) : 'None today or yesterday' },
      {
        name: 'Last delivery report',
        value: lastReportedTextAt
          ? `On the reply to a text of ${hourWords(lastReportedTextAt)}`
          : lastTextAt
            ? 'None yet on the last replies'
            : 'None today or yesterday',
      },
    ],
    warnings: [warningOfRollUp(rolledUpAt, now), warningOfReplies(signs)].filter((warning) => warning !== undefined),
  };
}

function warningOfRollUp(rolledUpAt: Date | undefined, now: Date): string | undefined {
  if (!rolledUpAt)
    return 'Texts have never been counted. Tell whoever runs the service if this stays so for 15 minutes.';
  if (now.getTime() - rolledUpAt.getTime() <= LATE_AFTER_MS) return undefined;
  return `Texts were last counted ${agoWords(rolledUpAt, now)}. They should be counted every five minutes. Tell whoever runs the service.`;
}

function warningOfReplies({ counted: { texts, replies, outcomes } }: SignsOfLife): string | undefined {
  const unanswered = UNANSWERED.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
  if (replies > 0 || texts <= unanswered) return undefined;
  return 'Texts came today or yesterday, and none was answered. Tell whoever runs the service now.';
}

/** @example agoWords(new Date('2026-11-24T12:55:00Z'), new Date('2026-11-24T13:00:00Z')) // '24 Nov, 12:55 (5 minutes ago)' */
function agoWords(at: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000));
  if (minutes === 0) return `${momentWords(at)} (less than a minute ago)`;
  if (minutes === 1) return `${momentWords(at)} (1 minute ago)`;
  if (minutes < 120) return `${momentWords(at)} (${minutes} minutes ago)`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${momentWords(at)} (${hours} hours ago)`
    : `${momentWords(at)} (${number(Math.floor(hours / 24))} days ago)`;
}
