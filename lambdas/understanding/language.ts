/** Reads a text as plain English: text-speak written out, spelling corrected. What sentences are understood by. */

import { plainWords, type TextSpeak } from './plain-words.ts';
import { readWords, withoutApostrophes } from './read-words.ts';
import { openSpeller } from './speller.ts';

export interface Language {
  /**
   * The words of a text in plain English.
   *
   * @example read('wot grade did thay giv u') // ['what', 'grade', 'did', 'they', 'give', 'you']
   */
  read(text: string): string[];
  /**
   * A text as the encoder reads it: the same words in sentences.
   *
   * @example toSentence('he dosnt stop!!! im scard') // "he doesn't stop! I'm scared"
   */
  toSentence(text: string): string;
}

/** Shorter words are not corrected. */
const MIN_LENGTH = 3;
/** A word that so many examples have is a word, whatever the dictionary says: "telly". */
const IS_A_WORD = 20;
/** How much commoner words are preferred. */
const COMMON = 0.09;

/** The words that misspelt ones are corrected to, and how many examples have them: the commonest first. */
export type Vocabulary = Readonly<Record<string, number>>;

/** @param dictionary all words of the language: one of them is never taken for another */
export function openLanguage(textSpeak: TextSpeak, vocabulary: Vocabulary, dictionary: ReadonlySet<string>): Language {
  const words = new Set(dictionary);
  for (const [word, count] of Object.entries(vocabulary)) if (count >= IS_A_WORD) words.add(word);
  const speller = openSpeller(Object.keys(vocabulary), words);

  function correct(word: string): string {
    if (word.length < MIN_LENGTH || speller.isWord(word)) return word;
    const scored = speller.candidates(word).map((candidate) => ({
      ...candidate,
      score: candidate.distance - COMMON * Math.log(vocabulary[candidate.word] ?? 1),
    }));
    return scored.reduce((best, one) => (one.score < best.score ? one : best), {
      word,
      score: Number.POSITIVE_INFINITY,
    }).word;
  }

  const read = (text: string) => plainWords(readWords(text), textSpeak).map(correct);
  return { read, toSentence: (text) => toSentence(text, read) };
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

function toSentence(text: string, read: (text: string) => string[]): string {
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
