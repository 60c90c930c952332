/** Texts that nobody thought of when the service was built. */

import fc from 'fast-check';

/** Twilio passes on at most so many characters: https://www.twilio.com/docs/messaging/guides/webhook-request */
const MAX_BODY = 1600;

/** What is repeated to make long texts: each might make some pattern or some loop go over the text again and again. */
export const REPEATED_PIECES: readonly string[] = [
  'a',
  ' ',
  '\n',
  '.',
  "'",
  "a'",
  "don't ",
  'don t ',
  '&#39;',
  '&#',
  '1',
  '½',
  '£1 ',
  '1 a ',
  '@',
  'a@',
  '(',
  '“',
  'Liked “',
  'to ',
  'Emphasized “a” ',
  '\n-A',
  '\n- ',
  '\nA.',
  'sent from my ',
  ' to 07',
  'GRADES ',
  'GRADES, ',
  'grades and ',
  'graeds ',
  'hittin',
  'my dad hits me ',
  'qzxv ',
  'ß',
  'ÿ',
  'e\u0301',
  '\u0301',
  '\u200d',
  'ﷺ',
  '🔟',
  '🙏',
  '👩‍👩‍👧',
  '٣',
  'boję się ',
  'http://a.b/',
  '<Message>',
  ']]>',
];

/** What is looked for before and after something long; each may have a text searched again and again that has no such end. */
export const FRAMES: readonly [before: string, after: string][] = [
  ['', ''],
  ['', 'x'],
  ['\n-', '1'],
  ['\n- A', '\n!'],
  ['. sent from my ', '\nx'],
  ['Liked “', '” x'],
  ['Reacted ', ' to “a'],
  [' to ', 'x'],
  ['&#', '9'],
  ['GRADES ', ' and'],
];

const SAID = [
  ...['GRADES', 'MORE', 'MENU', 'AGAIN', 'FORGET', 'STOP', 'START', 'HELP', '1', '2', 'the first one', 'graeds'],
  ...['my dad hits me', 'i want to die', 'can i keep my dog', 'thank you', 'wot dus that meen', 'Liked “GRADES”'],
];

const joined = fc
  .array(fc.constantFrom(...SAID, ...REPEATED_PIECES), { maxLength: 12 })
  .chain((parts) => fc.constantFrom('', ' ', '\n', ', ', '\u0000', '\ufffd').map((between) => parts.join(between)));

const repeated = fc
  .tuple(
    fc.constantFrom(...REPEATED_PIECES, 'A', 'A ', '-', '\t', ' \n', '”'),
    fc.integer({ min: 1, max: MAX_BODY }),
    fc.constantFrom(...FRAMES),
  )
  .map(([piece, length, [before, after]]) => before + ofLength(piece, length) + after);

/** Any text, half of a surrogate pair included. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: joined },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 160 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 160 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('\ud83d', '\ude4f', 'a', ' '), maxLength: 80 }) },
  { weight: 1, arbitrary: fc.string({ unit: controlCharacter(), maxLength: 80 }) },
  { weight: 1, arbitrary: repeated },
  { weight: 2, arbitrary: fc.constantFrom(...SAID) },
);

/** So many characters of a piece, again and again. */
export function ofLength(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

function controlCharacter(): fc.Arbitrary<string> {
  return fc.oneof(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 127, max: 159 })).map(String.fromCharCode);
}
