/** The letter that a deployment serves, ready for a Lambda's bundle: read, checked and compiled, or refused. */

import type { DescribedText, Letter, Measured } from '../../content/letter.ts';
import type { ReaderFile } from '../../lambdas/understanding/reader.ts';
import { checkContent } from './check-content.ts';
import { compileLetter, compileReader, type DeploymentWords } from './compile-letter.ts';
import { renderProblem } from './content-source.ts';
import { describeTexts } from './describe-texts.ts';
import { letterIds, readContent } from './read-content.ts';

/** Raised when content/ cannot be served; its message has one line for each problem, with its place and the fix. */
export class ContentError extends Error {
  override name = 'ContentError';
}

export interface LetterChoice extends DeploymentWords {
  /** The letter's folder in content/; the newest when none is named. */
  letter?: string | undefined;
}

export interface LettersChoice extends LetterChoice {
  /** The folder of the letter of each number that has another one than the rest. */
  numbers?: Readonly<Record<string, string>> | undefined;
}

/** A letter, and everything that sentences are understood with. */
export interface BuiltLetter {
  /** Whose letter it is: Dorset. */
  place: string;
  letter: Letter;
  /** Every text, as staff are shown it. */
  texts: DescribedText[];
  reader: ReaderFile;
  /** The bytes that `openReader` takes. */
  weights: Uint8Array;
  /** How well texts are understood with them, for staff; undefined when nothing was measured. */
  measured: Measured | undefined;
}

/**
 * Builds the letter that all numbers get, and after it each letter that some number has instead, and those that any of
 * them supersedes.
 *
 * @throws ContentError as `buildLetter` does
 */
export function buildLetters(
  contentDir: string,
  { numbers = {}, ...choice }: LettersChoice,
): [BuiltLetter, ...BuiltLetter[]] {
  const usual = buildLetter(contentDir, choice);
  const built = new Map([[usual.letter.id, usual]]);
  const named = [usual.letter.supersedes?.id, ...Object.values(numbers)];
  // We add a superseded letter at the end, so this loop reaches it later.
  for (const letter of named) {
    if (letter === undefined || built.has(letter)) continue;
    const one = buildLetter(contentDir, { ...choice, letter });
    built.set(letter, one);
    named.push(one.letter.supersedes?.id);
  }
  const [, ...others] = built.values();
  return [usual, ...others];
}

/** @throws ContentError when the letter is not there or the check finds anything */
export function buildLetter(contentDir: string, { letter, ...deployment }: LetterChoice): BuiltLetter {
  const ids = letterIds(contentDir);
  const id = letter ?? ids.at(-1);
  if (!id || !ids.includes(id)) {
    throw new ContentError(`${contentDir} has no letter ${letter ?? ''}. It has: ${ids.join(', ') || 'none'}.`);
  }
  const read = readContent(contentDir, id);
  const problems = read.isReadable ? checkContent(read.source) : read.problems;
  if (!read.isReadable || problems.length > 0) throw new ContentError(problems.map(renderProblem).join('\n'));
  const { weights } = read.source;
  if (!weights) throw new TypeError('The check lets no letter pass without weights');
  const compiled = compileLetter(read.source, deployment);
  return {
    place: read.source.letter.value.place,
    letter: compiled,
    texts: describeTexts(read.source, compiled),
    reader: compileReader(read.source),
    weights: weights.bytes,
    measured: read.source.measured,
  };
}
