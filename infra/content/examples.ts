/**
 * Reads the examples that understanding is learned from: text files in content/, one text a line, grouped by what they
 * mean. `content/examples/` is for all letters, and `examples/` in a letter's own folder is for its topics.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { Problem } from './content-source.ts';

/** One text, and what it means. */
export interface Example {
  text: string;
  /** One meaning, or the two topics of which both are asked for or either is a fair answer. */
  meanings: readonly string[];
  /** Who wrote it. One writer's texts are alike, so we either learn from all of them or measure with all of them. */
  writer: string;
  /** How plain a cry for help is to a caring adult. */
  severity: 'plain' | 'hint' | undefined;
  /** Which of the topic's texts it asks for, counted from 1, if it asks for a particular one. */
  topicText: number | undefined;
  /** The file without its ending, for example `distress/hurt`. */
  group: string;
  file: string;
  line: number;
}

export interface ReadExamples {
  examples: Example[];
  problems: Problem[];
}

/** Texts of these writers are never learned from: they show how well others are understood. */
const HELD_OUT = /^test-/;

/** A heading: `## writer k`, followed by facts about the texts below it: `, plain`, `, text 2`, `, grades + care`. */
const HEADING = /^## writer ([a-z0-9-]+)((?:, [^,]+)*)$/;

/** The folder of the examples in other languages, one folder a language: `languages/polish/distress`. */
const OTHER_LANGUAGE = /^languages\/([a-z]+)\//;

/** The language that an example is in, by its name in English. */
export function languageOf({ group }: Pick<Example, 'group'>): string {
  return OTHER_LANGUAGE.exec(group)?.[1] ?? 'english';
}

/** The folder in content/ of the examples that all letters share. */
export const SHARED_EXAMPLES = 'examples';

export function isHeldOut({ writer }: Example): boolean {
  return HELD_OUT.test(writer);
}

/** Reads the examples of one letter and those that all letters share. */
export function readExamples(contentDir: string, letterId: string, topics: readonly string[]): ReadExamples {
  const read = [
    ...readFolder(join(contentDir, SHARED_EXAMPLES), sharedMeanings),
    ...readFolder(join(contentDir, letterId, SHARED_EXAMPLES), (group) => {
      if (group === 'two-topics') return [];
      return topics.includes(group) ? [group] : group === 'out-of-scope' ? sharedMeanings(group) : undefined;
    }),
  ].map(({ file, group, meanings }): ReadExamples => {
    if (meanings) return parseExamples(readFileSync(file, 'utf8'), { file, group, meanings, topics });
    const fix = `Name the file after one of: ${topics.join(', ')}`;
    return { examples: [], problems: [{ file, line: 1, what: `${group} is no topic of ${letterId}`, fix }] };
  });
  return { examples: read.flatMap(({ examples }) => examples), problems: read.flatMap(({ problems }) => problems) };
}

/** Reads the text of one file. */
export function parseExamples(
  text: string,
  {
    file,
    group,
    meanings,
    topics,
  }: { file: string; group: string; meanings: readonly string[]; topics: readonly string[] },
): ReadExamples {
  const examples: Example[] = [];
  const problems: Problem[] = [];
  let heading: Pick<Example, 'meanings' | 'writer' | 'severity' | 'topicText'> | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const place = { file, line: index + 1 };
    if (line.startsWith('## ')) {
      const parsed = parseHeading(line, meanings, topics);
      if (typeof parsed === 'string')
        problems.push({ ...place, what: parsed, fix: 'Write it as "## writer k, plain"' });
      else heading = parsed;
    } else if (line.trim() === '' || line.startsWith('# ')) {
      // A comment.
    } else if (heading) {
      examples.push({ ...heading, text: line.trim(), group, ...place });
    } else {
      problems.push({
        ...place,
        what: 'A text before the first heading',
        fix: 'Put "## writer", and a name, above it',
      });
    }
  }
  return { examples, problems };
}

function parseHeading(line: string, ofFile: readonly string[], topics: readonly string[]) {
  const [, writer = '', rest = ''] = HEADING.exec(line) ?? [];
  if (!writer) return `"${line}" is no heading`;
  let meanings = ofFile;
  let severity: Example['severity'];
  let topicText: number | undefined;
  for (const note of rest.split(', ').slice(1)) {
    const [, number] = /^text ([1-4])$/.exec(note) ?? [];
    const pair = note.split(/ (?:\+|or) /);
    if (note === 'plain' || note === 'hint') severity = note;
    else if (number) topicText = Number(number);
    else if (pair.length > 1 && pair.every((topic) => topics.includes(topic))) meanings = pair;
    else return `"${note}" says nothing here`;
  }
  if (meanings.length === 0) return 'The topics are missing';
  return { meanings, writer, severity, topicText };
}

/** What the texts of a shared file mean, by its path: all of `distress/` is distress, and `service/free` is free. */
function sharedMeanings(group: string): string[] {
  const name = basename(group);
  // Adults who are worried about a child get the adults' lines.
  if (name === 'worried-adult') return ['distress', 'worriedAdult'];
  if (group.startsWith('distress/')) return ['distress'];
  if (name === 'look-alikes') return ['everyday'];
  if (name === 'machines') return ['machine'];
  return [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
}

function readFolder(folder: string, meaningsOf: (group: string) => string[] | undefined) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => {
      const group = name.slice(0, -'.txt'.length).split(sep).join('/');
      return { file: join(folder, name), group, meanings: meaningsOf(group) };
    });
}
