/** What other languages are told apart by: counted in their examples. */

import { type LanguageCounts, runsOfLetters } from '../../lambdas/understanding/other-languages.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import { type Example, isHeldOut, languageOf } from './examples.ts';

/** English has so many examples that a rarer run tells nothing. */
const LEAST = { english: 5, others: 1 } as const;

/** Counts the runs of three letters in the examples that may be learned from. */
export function countLanguages(examples: readonly Example[]): LanguageCounts {
  const languages: Record<string, Record<string, number>> = { english: {} };
  for (const example of examples) {
    if (isHeldOut(example)) continue;
    const language = languageOf(example);
    languages[language] ??= {};
    const counts = languages[language];
    for (const run of runsOfLetters(readWords(example.text))) counts[run] = (counts[run] ?? 0) + 1;
  }
  return Object.fromEntries(
    Object.entries(languages).map(([language, counts]) => {
      const least = language === 'english' ? LEAST.english : LEAST.others;
      return [language, Object.fromEntries(Object.entries(counts).filter(([, count]) => count >= least))];
    }),
  );
}
