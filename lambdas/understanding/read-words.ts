/**
 * A person's text as plain words: what phone keyboards, autocorrect and voice typing add is taken off, so that
 * everything after this compares letters and digits alone.
 */

/**
 * The words of a text in lower case, without accents, punctuation, emoji or invisible characters. A text that has no
 * word and is all pictures is read as those: a thumb up says something. Letters of other shapes (full-width, bold,
 * circled, keycaps) become the plain ones, by Unicode's NFKD.
 *
 * @example readWords('  The “HARBOUR”!! 🙏') // ['the', 'harbour']
 */
export function readWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/(?<=\p{L})['’‘`´](?=\p{L})/gu, '')
    .toLowerCase();
  return plain.match(/\p{L}+|\p{N}+/gu) ?? plain.match(/\p{Extended_Pictographic}/gu) ?? [];
}

/**
 * What words are looked up by: joined, so that "covid 19", "COVID-19" and "covid19" are one phrase. Only numbers stay
 * apart, for "1 6" is not 16.
 *
 * @example phraseKey(['covid', '19']) // 'covid19'
 */
export function phraseKey(words: readonly string[]): string {
  return words.join(' ').replace(/(?<=\p{L}) | (?=\p{L})/gu, '');
}
