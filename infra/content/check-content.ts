/** The whole check of a letter and of the wording that all letters share. */

import { checkPhrases } from './check-phrases.ts';
import { checkQuotations } from './check-quotations.ts';
import { type CheckedText, checkText, everyText, LONGEST_WORDS } from './check-text.ts';
import { checkUnderstanding } from './check-understanding.ts';
import { compileLetter } from './compile-letter.ts';
import type { ContentSource, Problem } from './content-source.ts';
import { yearOf } from './read-content.ts';

/** The texts of topics together may be no harder to read than this. */
export const HARDEST_MEAN_GRADE = 5;

/** Placeholders that every reply may have, and those that some must have. */
const PLACEHOLDERS = ['place', 'year', 'inspected', 'council', 'reportAddress', 'newerInspection'];
const NEEDED_PLACEHOLDERS: Record<string, readonly string[]> = {
  council: ['contactLine'],
  olderLetter: ['olderYear'],
  menu: ['topics'],
  menuMore: ['moreTopics'],
  source: ['reportAddress'],
  currentWithNewer: ['newerInspection'],
  severalTopics: ['keywords'],
  didYouMean: ['keywords'],
  endOfTopic: ['keyword', 'next'],
};

/** Everything that is wrong; nothing when the letter can be served. */
export function checkContent(source: ContentSource): Problem[] {
  const texts = everyText(source);
  const letter = compileLetter(source, LONGEST_WORDS);
  return [
    ...checkQuotations(source),
    ...checkPhrases(source),
    ...checkUnderstanding(source, letter),
    ...checkPlaceholders(source),
    ...texts.flatMap((text) => checkText(text, source, letter)),
    ...checkMeanGrade(texts, source),
    ...checkFolder(source),
    ...checkSuperseded(source),
  ];
}

/** The mean reading grade of the texts of topics, without their easier words. */
export function meanGrade(texts: readonly CheckedText[]): number {
  const grades = texts
    .filter(({ file, path }) => file === 'topics' && path.at(-1) === 'text')
    .map(({ grade = 0 }) => grade);
  return grades.reduce((sum, grade) => sum + grade, 0) / grades.length;
}

function checkPlaceholders({ replies }: ContentSource): Problem[] {
  return Object.entries(replies.value).flatMap(([name, text]) => {
    const place = { file: replies.name, line: replies.lineOf([name]) };
    const needed = NEEDED_PLACEHOLDERS[name] ?? [];
    const allowed = name === 'council' || name === 'olderLetter' ? needed : [...needed, ...PLACEHOLDERS];
    const used = [...text.matchAll(/\{(.*?)\}/g)].map(([, placeholder = '']) => placeholder);
    const missing = needed.filter((placeholder) => !used.includes(placeholder));
    const unknown = used.filter((placeholder) => !allowed.includes(placeholder));
    return [
      ...missing.map((one) => ({ ...place, what: `${name} lacks {${one}}`, fix: 'Put it where it belongs' })),
      ...unknown.map((one) => ({
        ...place,
        what: `${name} has {${one}}, which nothing fills`,
        fix: `Use ${allowed.map((known) => `{${known}}`).join(', ')} or plain words`,
      })),
    ];
  });
}

// The newest letter is found by its folder's name.
function checkFolder({ id, letter }: ContentSource): Problem[] {
  const { year } = letter.value;
  if (id.endsWith(`-${year}`)) return [];
  const what = `The year is ${year}, and the folder is called ${id}`;
  return [{ file: letter.name, line: letter.lineOf(['year']), what, fix: `Call it <place>-${year}, or fix the year` }];
}

function checkSuperseded({ id, letter }: ContentSource): Problem[] {
  const older = letter.value.supersedes;
  if (older === undefined || yearOf(older) < yearOf(id)) return [];
  const what = `${id} cannot supersede ${older}, which is no older`;
  return [
    { file: letter.name, line: letter.lineOf(['supersedes']), what, fix: 'Name an older letter, or take it out' },
  ];
}

function checkMeanGrade(texts: readonly CheckedText[], { topics }: ContentSource): Problem[] {
  const mean = meanGrade(texts);
  if (mean <= HARDEST_MEAN_GRADE) return [];
  const what = `The mean reading grade is ${mean.toFixed(1)}, over ${HARDEST_MEAN_GRADE}`;
  return [{ file: topics.name, line: 1, what, fix: 'Make the hardest texts of the table easier' }];
}
