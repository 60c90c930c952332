/** How many segments a text takes on its way to a phone, which is what it costs. */

import { split } from 'split-sms';

export interface Segments {
  segments: number;
  /** True when every character is of GSM-7, the alphabet that has 160 in a segment; else it is 70. */
  isGsm7: boolean;
  /** What the text takes up: septets in GSM-7 (two each for ^ { } \ [ ] ~ | €), else UTF-16 units. */
  units: number;
}

/**
 * Counts as the networks do: 160 septets fit one segment, 153 each of several.
 * https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
 */
export function countSegments(text: string): Segments {
  const { characterSet, parts, bytes } = split(text);
  const isGsm7 = characterSet === 'GSM';
  return { segments: parts.length, isGsm7, units: isGsm7 ? bytes : bytes / 2 };
}
