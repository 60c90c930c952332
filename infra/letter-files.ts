/** The files of the letters in a Lambda's bundle, by the names under which its code reads them. */

import { letterFolder } from '../lambdas/aws/letter-folder.ts';
import type { BuiltLetter } from './content/build-letter.ts';

type LetterFiles = Record<string, string | Uint8Array>;

/** The files that each letter is understood and answered with: the usual letter's, and those of letters for some numbers. */
export function letterFiles(usual: BuiltLetter, others: readonly BuiltLetter[]): LetterFiles {
  return Object.assign(filesOf(usual), ...others.map((other) => filesOf(other, other.letter.id)));
}

/** The letters that only some numbers have. The staff pages need them to show requests that were answered from them. */
export function otherLettersFile(others: readonly BuiltLetter[]): LetterFiles {
  return { 'other-letters.json': JSON.stringify(others.map(({ letter }) => letter)) };
}

function filesOf({ letter, reader, weights }: BuiltLetter, id?: string): LetterFiles {
  const folder = letterFolder(id);
  return {
    [`${folder}letter.json`]: JSON.stringify(letter),
    [`${folder}reader.json`]: JSON.stringify(reader),
    [`${folder}weights.bin`]: weights,
  };
}
