/** Reads content/ from the disk: the letters' folders, and the files of one letter with all that is wrong in them. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import type { Measured } from '../../content/letter.ts';
import { type ContentSource, contentFiles, type Path, type Problem, type SourceFile } from './content-source.ts';
import { readExamples, SHARED_EXAMPLES } from './examples.ts';
import { letterSentences } from './letter-sentences.ts';

const YAML_FIXES: Record<string, string> = {
  TAB_AS_INDENT: 'Indent with spaces',
  BAD_INDENT: 'Indent it like its neighbours, with spaces',
  DUPLICATE_KEY: 'Take one of the two out',
};

/** What `npm run learn` writes into a letter's folder. */
export const WEIGHTS_FILE = 'weights.bin';
/** How well the texts that were left out are understood with those weights. */
export const MEASURED_FILE = 'measured.json';

const share = z.object({ of: z.number().int().positive(), percent: z.number().int().min(0).max(100) });
const measuredFile = z.object({ plainCries: share, hints: share, everyday: share });

export type ReadContent =
  | { isReadable: true; source: ContentSource }
  /** Some file is missing, is no YAML or has not its shape. */
  | { isReadable: false; problems: Problem[] };

/** The ids of the letters in content/: its folders, the newest year last. */
export function letterIds(contentDir: string): string[] {
  return readdirSync(contentDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== SHARED_EXAMPLES)
    .map(({ name }) => name)
    .sort((one, other) => yearOf(one).localeCompare(yearOf(other)) || one.localeCompare(other));
}

/** A folder is named for its place and year, so that the newest is known without reading any. */
export function yearOf(id: string): string {
  return /\d{4}/.exec(id)?.[0] ?? '';
}

/** Reads one letter and the files that all letters share. */
export function readContent(contentDir: string, id: string): ReadContent {
  const problems: Problem[] = [];
  const letter = readYaml(join(contentDir, id, 'letter.yaml'), contentFiles.letter, problems);
  const topics = readYaml(join(contentDir, id, 'topics.yaml'), contentFiles.topics, problems);
  const replies = readYaml(join(contentDir, 'replies.yaml'), contentFiles.replies, problems);
  const glossary = readYaml(join(contentDir, 'glossary.yaml'), contentFiles.glossary, problems);
  const languages = readYaml(join(contentDir, 'languages.yaml'), contentFiles.languages, problems);
  const words = readYaml(join(contentDir, 'words.yaml'), contentFiles.words, problems);
  const published = readText(join(contentDir, id, 'letter.md'), problems);
  if (!letter || !topics || !replies || !glossary || !languages || !words || published === undefined) {
    return { isReadable: false, problems };
  }
  const read = readExamples(
    contentDir,
    id,
    topics.value.map((topic) => topic.id),
  );
  const sentences = letterSentences(published);
  const { examples, problems: exampleProblems } = read;
  const weights = readWeightsFile(join(contentDir, id, WEIGHTS_FILE));
  const measured = readMeasured(join(contentDir, id, MEASURED_FILE));
  return {
    isReadable: true,
    source: {
      id,
      letter,
      topics,
      replies,
      glossary,
      languages,
      words,
      sentences,
      examples,
      exampleProblems,
      weights,
      measured,
    },
  };
}

function readYaml<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  problems: Problem[],
): SourceFile<z.infer<Schema>> | undefined {
  const text = readText(name, problems);
  if (text === undefined) return undefined;

  const lines = new LineCounter();
  // In this schema all is text, so that 2019 and no are words like any others.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const lineOf = (path: Path): number => {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return lineAt(node.range[0]);
    return path.length > 0 ? lineOf(path.slice(0, -1)) : 1;
  };

  // The first error brings others after it.
  const [error] = document.errors;
  if (error) {
    const [what = 'Not YAML'] = error.message.split(/ at line |\n/);
    const fix = YAML_FIXES[error.code] ?? 'Fix the YAML there; words with a colon in them go between "double quotes"';
    problems.push({ file: name, line: lineAt(error.pos[0]), what, fix });
    return undefined;
  }

  const parsed = schema.safeParse(toPlain(document));
  if (parsed.success) return { name, value: parsed.data, lineOf };
  for (const issue of parsed.error.issues) {
    const place = issue.path.map((part) => (typeof part === 'number' ? `no. ${part + 1}` : String(part))).join(', ');
    const what = `${place || 'The file'} ${isMissing(issue) ? 'is missing' : 'is not as it must be'}`;
    problems.push({ file: name, line: lineOf(issue.path), what, fix: fixOf(issue) });
  }
  return undefined;
}

// Words that begin with * are an alias to YAML, and one of something that is not there.
function toPlain(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error;
  }
}

function readWeightsFile(name: string): ContentSource['weights'] {
  return statSync(name, { throwIfNoEntry: false })?.isFile() ? { name, bytes: readFileSync(name) } : undefined;
}

/** @throws Error when it is there and `npm run learn` did not write it so */
function readMeasured(name: string): Measured | undefined {
  if (!statSync(name, { throwIfNoEntry: false })?.isFile()) return undefined;
  const read = measuredFile.safeParse(JSON.parse(readFileSync(name, 'utf8')));
  if (read.success) return read.data;
  throw new Error(`${name} is not as npm run learn writes it. Run npm run learn again.`);
}

function readText(name: string, problems: Problem[]): string | undefined {
  if (statSync(name, { throwIfNoEntry: false })?.isFile()) return readFileSync(name, 'utf8');
  problems.push({ file: name, line: 1, what: 'The file is missing', fix: 'Add it, as another letter has it' });
  return undefined;
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

// The schema's own messages are fixes; those of zod are not.
function fixOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Take out ${issue.keys.join(', ')}, or fix the name`;
  if (issue.code !== 'invalid_type') return issue.message.charAt(0).toUpperCase() + issue.message.slice(1);
  if (isMissing(issue)) return 'Add it';
  if (issue.expected === 'array') return 'Write a list there';
  return issue.expected === 'object' ? 'Write names and values there' : 'Write text there';
}
