/**
 * A person's text as plain words. We take off what phone keyboards, autocorrect and voice typing add, so that
 * everything after this compares only letters and digits.
 */

import { rememberLast } from './memoize.ts';

/** What phones and people write for an apostrophe inside a word: "o'clock", "it’s". */
const APOSTROPHE = /(?<=\p{L})['’‘`´ʼ′＇ꞌʹʻ](?=\p{L})/gu;
/**
 * Any one character that replaced it, where only an apostrophe makes sense: before the end of a contraction. Gateways
 * and encodings put many there: U+0019, U+0092, U+FFFD, a question mark, a semicolon.
 */
const CONTRACTION = /(?<=\p{L})[^\p{L}\p{N}\s](?=(?:t|s|m|d|re|ve|ll)(?!\p{L}))/giu;
/** A contraction that lost its apostrophe to a space: "don t", "i m", "he s". */
const SPACED_CONTRACTION =
  /\b((?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|ai|must|need)n|i(?= m\b)|(?:i|you|we|they)(?= (?:ve|re|ll|d)\b)|(?:he|she|it|that|what|who|there)(?= (?:s|d|ll)\b)) (t|s|m|d|re|ve|ll)\b/gi;
/** An apostrophe that was written for a web page, or read in the wrong encoding. */
const ENCODED_APOSTROPHE = /&(?:#0?39|#x27|apos|rsquo);|â€™/gi;

/** Signs that people put for a letter inside a word, to get round filters or for fun: "r@ped", "su1cide". */
const SIGNS_FOR_LETTERS: Readonly<Record<string, string>> = { '@': 'a', '1': 'i', '3': 'e', '0': 'o', $: 's' };

/**
 * The words of a text in lower case, without accents, punctuation, emoji or invisible characters. If a text has
 * pictures and no words, the pictures stay: a thumbs up says something. Letters and digits of other shapes (full-width,
 * bold, circled, keycaps, Arabic) become plain ones, by Unicode's NFKD and their numeric value.
 *
 * @example readWords('  The “HARBOUR”!! 🙏') // ['the', 'harbour']
 * @example readWords('I don´t feel safe') // ['i', 'dont', 'feel', 'safe']
 */
export const readWords = rememberLast((text: string): readonly string[] => {
  const joined = withoutApostrophes(text);
  // Most texts need no help from Unicode.
  const plain = (ASCII.test(joined) ? joined : withPlainCharacters(joined))
    .replace(/(?<=\p{L})[@130$](?=\p{L})/gu, (sign) => SIGNS_FOR_LETTERS[sign] ?? sign)
    .toLowerCase();
  const words = plain.match(/\p{L}+|\p{N}+/gu);
  if (!words) return plain.match(/\p{Extended_Pictographic}/gu) ?? [];
  return words.join(' ').replace(SPACED_CONTRACTION, '$1$2').split(' ');
});

const ASCII = /^[\0-\x7f]*$/;

function withPlainCharacters(text: string): string {
  return text
    .replaceAll('🔟', '10')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/\p{Nd}/gu, digitOf);
}

/**
 * A text with its contractions joined: "don't" as "dont". This comes before everything else, because NFKD turns ´ into
 * a space and an accent, and because ? and ; usually end a sentence.
 */
export function withoutApostrophes(text: string): string {
  return text.replace(ENCODED_APOSTROPHE, "'").replace(APOSTROPHE, '').replace(CONTRACTION, '');
}

// Each script's decimal digits are ten code points in a row. The code point before them is not a digit.
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 128) return digit;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/**
 * The key that words are looked up by. They are joined, so that "covid 19", "COVID-19" and "covid19" are one phrase.
 * Only numbers stay apart, because "1 6" is not 16.
 *
 * @example phraseKey(['covid', '19']) // 'covid19'
 */
export function phraseKey(words: readonly string[]): string {
  let key = '';
  let wasLetters = true;
  for (const word of words) {
    const isLetters = LETTER.test(word);
    key += wasLetters || isLetters ? word : ` ${word}`;
    wasLetters = isLetters;
  }
  return key;
}

/** Words are all letters or all digits. */
const LETTER = /^\p{L}/u;
