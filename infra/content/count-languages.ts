/** Counts the runs of letters that languages are told apart by. */

import { type LanguageCounts, runsOfLetters } from '../../lambdas/understanding/other-languages.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import { type Example, isHeldOut, languageOf } from './examples.ts';

/** English has so many examples that a rarer run tells nothing. */
const LEAST_OF_ENGLISH = 5;

/** Counts the runs of letters in the examples that may be learned from. */
export function countLanguages(examples: readonly Example[]): LanguageCounts {
  const languages = Map.groupBy(
    examples.filter((example) => !isHeldOut(example)),
    languageOf,
  );
  return Object.fromEntries(
    [...languages].map(([language, its]) => {
      const least = language === 'english' ? LEAST_OF_ENGLISH : 1;
      return [language, Object.fromEntries([...countRuns(its)].filter(([, count]) => count >= least))];
    }),
  );
}

function countRuns(examples: readonly Example[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const { text } of examples) for (const word of readWords(text)) words.set(word, (words.get(word) ?? 0) + 1);
  const runs = new Map<string, number>();
  // The same words come again and again, so each is cut up once.
  for (const [word, count] of words)
    for (const run of runsOfLetters([word])) runs.set(run, (runs.get(run) ?? 0) + count);
  return runs;
}
