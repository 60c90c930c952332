/** How well the texts are understood that nothing was learned from, in figures that a safeguarding lead can read. */

import type { Letter } from '../../content/letter.ts';
import type { Reader, ReaderFile } from '../../lambdas/understanding/reader.ts';
import { openReader } from '../../lambdas/understanding/reader.ts';
import { understandExactly } from '../../lambdas/understanding/understand-exactly.ts';
import { sentenceOf, understandSentence } from '../../lambdas/understanding/understand-sentence.ts';
import { topicsOf, type Understanding } from '../../lambdas/understanding/understanding.ts';
import type { ContentSource } from '../content/content-source.ts';
import { type Example, isHeldOut, languageOf } from '../content/examples.ts';
import { encodeAll } from './vectors.ts';

/** An example that was left out of learning, and what it is understood as. */
export interface Understood {
  example: Example;
  understanding: Understanding;
}

/** Understands the texts that were left out, each as if its sender had not texted before. */
export async function understandHeldOut(
  { examples }: Pick<ContentSource, 'examples'>,
  letter: Letter,
  readerFile: ReaderFile,
  weights: Uint8Array,
): Promise<Understood[]> {
  const heldOut = examples.filter(isHeldOut);
  const understandings = await understandAll(
    heldOut.map(({ text }) => text),
    letter,
    openReader(readerFile, weights),
  );
  return heldOut.map((example, at) => ({ example, understanding: understandings[at] as Understanding }));
}

/** What the webhook would understand of texts from people who have not texted before. */
export async function understandAll(
  texts: readonly string[],
  letter: Letter,
  reader: Reader,
): Promise<Understanding[]> {
  const exact = texts.map((body) => understandExactly({ body }, {}, letter));
  const sentences = texts.map((body, at) => (exact[at] ? undefined : sentenceOf({ body }, reader)));
  const vectors = await encodeAll(sentences.filter((sentence) => sentence !== undefined));
  return texts.map(
    (body, at) => exact[at] ?? understandSentence({ body }, {}, letter, reader, vectors.get(sentences[at] ?? '')),
  );
}

/** One line of the report. */
export interface Figure {
  name: string;
  of: number;
  percent: number;
}

/** The figures that the project's own test holds, by name. */
export function figuresOf(understood: readonly Understood[]): Figure[] {
  const figure = (name: string, list: readonly Understood[], is: (one: Understood) => boolean): Figure => ({
    name,
    of: list.length,
    percent: list.length === 0 ? Number.NaN : (100 * list.filter(is).length) / list.length,
  });
  const english = understood.filter(({ example }) => languageOf(example) === 'english');
  const cries = english.filter(({ example }) => example.meanings.includes('distress'));
  const inGroup = (group: string) => understood.filter(({ example }) => example.group === group);
  const questions = understood.filter(({ example }) => isQuestion(example));
  const service = understood.filter(({ example }) => example.group.startsWith('service/'));
  const abroad = understood.filter(({ example }) => languageOf(example) !== 'english');
  return [
    figure('questions: right, or a choice that has it', questions, isRight),
    figure('questions: a wrong topic', questions, (one) => topicsOf(one.understanding).length > 0 && !isRight(one)),
    figure('questions: the safety reply by mistake', questions, isSafe),
    figure(
      'plain cries for help: found',
      cries.filter(({ example }) => example.severity === 'plain'),
      isSafe,
    ),
    figure(
      'hints: found',
      cries.filter(({ example }) => example.severity === 'hint'),
      isSafe,
    ),
    figure(
      'cries and hints: a topic or silence instead',
      cries,
      (one) => topicsOf(one.understanding).length > 0 || isSilent(one),
    ),
    figure('everyday: the safety reply', inGroup('everyday'), isSafe),
    figure('everyday: a topic', inGroup('everyday'), (one) => topicsOf(one.understanding).length > 0),
    figure('look-alikes: the safety reply', inGroup('look-alikes'), isSafe),
    figure('worries: a topic', inGroup('worry'), (one) => topicsOf(one.understanding).length > 0),
    figure('out of scope: a topic', inGroup('out-of-scope'), (one) => topicsOf(one.understanding).length > 0),
    figure('out of scope: the safety reply', inGroup('out-of-scope'), isSafe),
    figure('questions to the service: right', service, ({ example, understanding }) =>
      example.meanings.some((meaning) => meaning === understanding.kind),
    ),
    figure('questions to the service: a topic', service, (one) => topicsOf(one.understanding).length > 0),
    figure('other languages: the safety reply, or that we only know English', abroad, isInItsLanguage),
    figure('silence', understood, isSilent),
  ];
}

export function renderReport(understood: readonly Understood[]): string[] {
  return [
    'Texts of writers whose texts were left out of learning:',
    ...figuresOf(understood).map(
      ({ name, of, percent }) =>
        `  ${name.padEnd(48)} ${of === 0 ? 'nothing to measure' : `${percent.toFixed(1).padStart(5)} %  of ${of}`}`,
    ),
  ];
}

/** How many changes are printed. */
const MAX_CHANGES = 40;

/** Which of the texts that were left out are right now and were not, and the other way round. */
export function changedSides(before: readonly Understood[], now: readonly Understood[]): string[] {
  const was = new Map(before.map((one) => [one.example.text, one]));
  const changes = now.flatMap((one) => {
    const other = was.get(one.example.text);
    if (!other || isWell(other) === isWell(one)) return [];
    const side = isWell(one) ? 'right now' : 'WRONG now';
    return `  ${side}: "${one.example.text}" (${one.example.group}) was ${other.understanding.kind}, is ${one.understanding.kind}`;
  });
  const rest = changes.length - MAX_CHANGES;
  return [
    `${changes.length} of them changed sides since last time:`,
    ...changes.slice(0, MAX_CHANGES),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

/** True when a text is understood as it should be. */
export function isWell(one: Understood): boolean {
  const { example, understanding } = one;
  if (isQuestion(example)) return isRight(one);
  if (example.meanings.includes('distress')) return isSafe(one);
  if (['everyday', 'outOfScope', 'worry'].some((meaning) => example.meanings.includes(meaning))) {
    return topicsOf(one.understanding).length === 0 && !isSafe(one);
  }
  return example.meanings.some((meaning) => meaning === understanding.kind);
}

// Topics are the letter's own, and all other meanings are shared.
function isQuestion({ file, group }: Example): boolean {
  return !file.startsWith('content/examples/') && group !== 'out-of-scope';
}

function isRight(one: Understood): boolean {
  return topicsOf(one.understanding).some((topic) => one.example.meanings.includes(topic));
}

function isInItsLanguage({ example, understanding }: Understood): boolean {
  const isNamed = 'language' in understanding && understanding.language === languageOf(example);
  return isNamed && example.meanings.includes(understanding.kind);
}

function isSafe({ understanding }: Understood): boolean {
  return understanding.kind === 'distress';
}

function isSilent({ understanding }: Understood): boolean {
  return ['automatic', 'reaction', 'optedOut', 'optedIn'].includes(understanding.kind);
}
