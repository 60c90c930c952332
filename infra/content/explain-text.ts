/** Why a text is understood as it is: what was read, which words counted, what came second. */

import type { Letter } from '../../content/letter.ts';
import { rankWords } from '../../lambdas/understanding/likely-meaning.ts';
import { openLetter } from '../../lambdas/understanding/open-letter.ts';
import { plainWords } from '../../lambdas/understanding/plain-words.ts';
import { sum } from '../../lambdas/understanding/rank-meanings.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import { understand } from '../../lambdas/understanding/understand.ts';

/** How many meanings are shown. */
const SHOWN = 3;

/**
 * Lines for a terminal. What hangs on the conversation (MORE) is explained as if the text were the first.
 *
 * @example explainText('wot grade', letter)[0] // 'Understood as  topic grades 1'
 */
export function explainText(body: string, letter: Letter): string[] {
  const { kind, ...rest } = understand({ body }, {}, letter);
  const words = readWords(body);
  const plain = plainWords(words, letter.textSpeak);
  const { likely, weights, isInContext } = rankWords(plain, letter);
  const { distress, vocabulary } = openLetter(letter);
  const rule = distress.find(plain);
  const total = sum(weights);
  return [
    `Understood as  ${[kind, ...Object.values(rest).flat()].join(' ')}`,
    `Read           ${words.join(' ')}`,
    `In plain words ${plain.join(' ')}`,
    ...(rule ? [`Distress       ${rule}`] : []),
    ...(kind === 'distress' && !rule
      ? ['Distress       in doubt: near a topic, tells of oneself, and has a word of inDoubt']
      : []),
    `What counted   ${plain.map((word, at) => `${word} ${percent((weights[at] ?? 0) / total)}`).join(', ')}`,
    ...plain.flatMap((word) => {
      const [known] = vocabulary.recognise(word);
      return known && known.likeness < 1
        ? [`Taken for      ${word}: ${known.root}, likeness ${percent(known.likeness)}`]
        : [];
    }),
    ...(isInContext ? ['In context     a word of it is about the letter or its subject'] : []),
    ...likely
      .slice(0, SHOWN)
      .map(({ meaning, score, example }, at) => `${at + 1}.             ${meaning} ${percent(score)}, by "${example}"`),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
