/** Which word of the glossary a text asks about. */

import type { Letter } from '../../content/letter.ts';
import type { Dialogue } from './dialogue.ts';
import { phraseKey, readWords } from './read-words.ts';

/** The longest word of the glossary has so many words. */
const MAX_WORDS = 3;

/** The first term among words, by its id. */
export function findTerm(words: readonly string[], { glossary }: Letter): string | undefined {
  for (let length = MAX_WORDS; length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const key = phraseKey(words.slice(start, start + length));
      const term = glossary.find(({ keys }) => keys.includes(key));
      if (term) return term.id;
    }
  }
  return undefined;
}

/** True when the text that was sent last has a word in it, so that whoever asks what it is has just read it. */
export function isInLastText(term: string, { lastText }: Dialogue, letter: Letter): boolean {
  const topic = letter.topics.find(({ id }) => id === lastText?.topic);
  const key = phraseKey(readWords(topic?.texts[(lastText?.text ?? 0) - 1]?.words ?? ''));
  return letter.glossary.some(({ id, keys }) => id === term && keys.some((one) => key.includes(one)));
}
