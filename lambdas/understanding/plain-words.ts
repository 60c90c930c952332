/** A person's words as plain English: text-speak and contractions written out, so that what is compared is spelt one way. */

/** What text-speak stands for, by its words in small letters with a space between: `{ 'b 4': 'before' }`. */
export type TextSpeak = Readonly<Record<string, string>>;

/**
 * Writes out the text-speak among words that `readWords` has read. When a letter was held down ("sooooo"), two of it
 * stay.
 *
 * @example plainWords(['wot', 'r', 'they'], { wot: 'what', r: 'are' }) // ['what', 'are', 'they']
 */
export function plainWords(words: readonly string[], textSpeak: TextSpeak): string[] {
  const written = words.map((word) => word.replace(/(\p{L})\1{2,}/gu, '$1$1'));
  const plain: string[] = [];
  for (let start = 0; start < written.length; ) {
    const length = lengthOfTextSpeak(written, start, textSpeak);
    const meant = textSpeak[written.slice(start, start + length).join(' ')];
    plain.push(...(length > 0 && meant ? meant.split(' ') : [written[start] ?? '']));
    start += Math.max(1, length);
  }
  return plain;
}

/** How many words, from one on, are a piece of text-speak; 0 when none are. */
function lengthOfTextSpeak(words: readonly string[], start: number, textSpeak: TextSpeak): number {
  const longest = longestByFirstWord(textSpeak).get(words[start] ?? '') ?? 0;
  for (let length = Math.min(longest, words.length - start); length > 0; length -= 1) {
    if (Object.hasOwn(textSpeak, words.slice(start, start + length).join(' '))) return length;
  }
  return 0;
}

const indexes = new WeakMap<TextSpeak, ReadonlyMap<string, number>>();

/** How many words the longest piece of text-speak has that begins with a word: most words begin none. */
function longestByFirstWord(textSpeak: TextSpeak): ReadonlyMap<string, number> {
  const known = indexes.get(textSpeak);
  if (known) return known;
  const index = new Map<string, number>();
  for (const written of Object.keys(textSpeak)) {
    const words = written.split(' ');
    index.set(words[0] ?? '', Math.max(words.length, index.get(words[0] ?? '') ?? 0));
  }
  indexes.set(textSpeak, index);
  return index;
}
