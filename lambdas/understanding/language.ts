/** Reads a text as plain English: text-speak written out, spelling corrected. What sentences are understood by. */

import { type LanguageCounts, openLanguages } from './other-languages.ts';
import { plainWords, type TextSpeak } from './plain-words.ts';
import { readWords, withoutApostrophes } from './read-words.ts';
import { openSpeller } from './speller.ts';

export interface Language {
  /**
   * The words of a text in plain English. Words of another language stay as they are.
   *
   * @example read('wot grade did thay giv u') // ['what', 'grade', 'did', 'they', 'give', 'you']
   */
  read(text: string): readonly string[];
  /**
   * The same words in sentences, as the encoder reads them.
   *
   * @example toSentence('he dosnt stop!!! im scard') // "he doesn't stop! I'm scared"
   */
  toSentence(text: string): string;
  /** The language of a text by its name in English, when it is another one: `polish`. */
  otherLanguageOf(text: string): string | undefined;
}

/** Shorter words are not corrected. */
const MIN_LENGTH = 3;
/** A word that so many examples have is a word, whatever the dictionary says: "telly". */
const IS_A_WORD = 20;
/** How much commoner words are preferred. */
const COMMON = 0.09;

/** The words that misspelt ones are corrected to, and how many examples have them: the commonest first. */
export type Vocabulary = Readonly<Record<string, number>>;

/** @param dictionary all words of English: one of them is never taken for another */
export function openLanguage({
  textSpeak,
  vocabulary,
  dictionary,
  languages,
}: {
  textSpeak: TextSpeak;
  vocabulary: Vocabulary;
  dictionary: ReadonlySet<string>;
  languages: LanguageCounts;
}): Language {
  const words = new Set(dictionary);
  for (const [word, count] of Object.entries(vocabulary)) if (count >= IS_A_WORD) words.add(word);
  const speller = openSpeller(Object.keys(vocabulary), words, (word) => COMMON * Math.log(vocabulary[word] ?? 1));

  function correct(word: string): string {
    if (word.length < MIN_LENGTH || speller.isWord(word)) return word;
    return speller.likeliest(word) ?? word;
  }

  // Short texts have too few letters to tell: "write me a poem" was Portuguese, and 😭 was Arabic.
  const isEnglish = (word: string) => words.has(word) || !/\p{L}/u.test(word);
  const otherLanguageOf = openLanguages(languages);
  const languageOf = (written: readonly string[]) => (written.every(isEnglish) ? undefined : otherLanguageOf(written));
  const toEnglish = (words: readonly string[]) => plainWords(words, textSpeak).map(correct);
  return {
    read(text) {
      const words = readWords(text);
      return languageOf(words) ? words : toEnglish(words);
    },
    toSentence(text) {
      const isEnglish = languageOf(readWords(text)) === undefined;
      return toSentence(text, (part) => (isEnglish ? toEnglish(readWords(part)) : readWords(part)));
    },
    otherLanguageOf: (text) => languageOf(readWords(text)),
  };
}

/** What ends a sentence, or a part of one. The encoder reads it, and finds more of what people tell in several. */
const PUNCTUATION = /([.,!?;:]+)/;

/** Words that are joined when people write them. The encoder learned from such English. */
const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\bcan not\b/g, "can't"],
  [/\bwill not\b/g, "won't"],
  [/\b(do|does|did|is|are|was|were|has|have|had|could|would|should) not\b/g, "$1n't"],
  [/\bi am\b/g, "I'm"],
  [/\bi\b/g, 'I'],
];

function toSentence(text: string, read: (text: string) => readonly string[]): string {
  return withoutApostrophes(text)
    .split(PUNCTUATION)
    .map((part, at) => (at % 2 === 1 ? `${part[0]} ` : joinContractions(read(part).join(' '))))
    .join('')
    .replace(/^[ .,!?;:]+/, '')
    .trim();
}

function joinContractions(words: string): string {
  return CONTRACTIONS.reduce((sentence, [plain, written]) => sentence.replace(plain, written), words);
}
