/** The words that misspelt ones are corrected to: those that examples use again and again. */

import { plainWords, type TextSpeak } from '../../lambdas/understanding/plain-words.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';

/** A word of the dictionary that so many examples have may have been meant by a misspelt one. */
const MIN_EXAMPLES = 5;
/** A word that the dictionary lacks needs more, for examples are misspelt too. */
const MIN_EXAMPLES_OF_A_STRANGER = 40;

/** @returns how many texts have each word, the commonest first */
export function countVocabulary(
  texts: readonly string[],
  textSpeak: TextSpeak,
  dictionary: ReadonlySet<string>,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(plainWords(readWords(text), textSpeak))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Object.fromEntries(
    [...counts]
      .filter(
        ([word, count]) =>
          /^[a-z]{3,}$/.test(word) && count >= (dictionary.has(word) ? MIN_EXAMPLES : MIN_EXAMPLES_OF_A_STRANGER),
      )
      .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1)),
  );
}
