/** How findings are shown in a terminal: one line each, and below it what to do. */

import type { Finding } from './twilio-account.ts';

const MARKS: Record<Finding['state'], string> = {
  right: 'ok     ',
  changed: 'changed',
  wouldChange: 'CHANGE ',
  wrong: 'WRONG  ',
  byHand: 'BY HAND',
};

export function printFindings(findings: readonly Finding[]): void {
  for (const { state, what, fix } of findings) {
    console.log(`${MARKS[state]}  ${what}.${fix ? `\n           ${fix}` : ''}`);
  }
}
