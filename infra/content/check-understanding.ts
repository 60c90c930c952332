/** Phrases must be understood as content/ says, and the weights must be up to date. */

import type { Letter } from '../../content/letter.ts';
import { ANSWERS } from '../../lambdas/understanding/answers.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { readWeights } from '../../lambdas/understanding/weights-file.ts';
import { letterPhrases, toKey } from './compile-letter.ts';
import { type ContentSource, type Problem, SHARED_MEANINGS } from './content-source.ts';
import { hashOf } from './learned-from.ts';

export function checkUnderstanding(source: ContentSource, letter: Letter): Problem[] {
  const { exampleProblems } = source;
  return [
    ...checkPhraseMeanings(source, letter),
    ...exampleProblems,
    ...checkExamples(source),
    ...checkWeights(source),
  ];
}

/** Phrases that say nothing alone. */
const NOTHING_ALONE: readonly string[] = [...ANSWERS, 'meaningOf', 'whatIs'];

/** Each keyword and phrase must be understood as its own meaning, and none as a cry for help. */
function checkPhraseMeanings(source: ContentSource, letter: Letter): Problem[] {
  const cries = new Set(source.examples.filter(isDistress).map(({ text }) => toKey(text)));
  return letterPhrases(source).flatMap(({ file, path, phrase, meaning }) => {
    const place = { file: source[file].name, line: source[file].lineOf(path) };
    if (!['help', 'distress'].includes(meaning) && cries.has(toKey(phrase))) {
      const fix = 'Choose other words, or take the example out: whoever texts these may be in danger';
      return [{ ...place, what: `"${phrase}" is an example of distress too`, fix }];
    }
    // These mean something beside other words, or after a question.
    if (NOTHING_ALONE.includes(meaning)) return [];
    const understanding = understandExactly({ body: phrase }, {}, letter);
    const understood = understanding?.kind === 'topic' ? understanding.topic : understanding?.kind;
    if (understood === meaning) return [];
    const kind = SHARED_MEANINGS.find((shared) => shared === meaning) ?? `the topic ${meaning}`;
    return [{ ...place, what: `"${phrase}" is not understood as ${kind}`, fix: 'Take it out, or choose other words' }];
  });
}

/** No text may be an example of two meanings. */
function checkExamples({ examples }: ContentSource): Problem[] {
  const known = new Map<string, ContentSource['examples'][number]>();
  return examples.flatMap((example) => {
    const { text, meanings, file, line } = example;
    const key = text.toLowerCase();
    const other = known.get(key);
    if (!other) {
      known.set(key, example);
      return [];
    }
    if (other.meanings.join() === meanings.join()) return [];
    const what = `"${text}" is in ${other.file}, line ${other.line}, too`;
    return [{ file, line, what, fix: 'Keep it where it belongs' }];
  });
}

function checkWeights(source: ContentSource): Problem[] {
  const { weights, topics } = source;
  const fix = 'Run: npm run learn';
  if (!weights) return [{ file: topics.name, line: 1, what: 'Nothing has been learned for this letter yet', fix }];
  if (readWeights(weights.bytes).learnedFrom === hashOf(source)) return [];
  return [{ file: weights.name, line: 1, what: 'The examples have changed since this was learned', fix }];
}

function isDistress({ meanings }: ContentSource['examples'][number]): boolean {
  return meanings.includes('distress');
}
