/** Files of JSON lines that people name to a command. */

import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { CommandError } from './command.ts';

/**
 * Reads each line by a schema; empty lines are skipped.
 *
 * @param wanted describes a line to people: "an object with a text"
 * @throws CommandError when the file cannot be read, or a line is something else
 */
export function readJsonLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  wanted: string,
): z.infer<Schema>[] {
  return readText(file, wanted)
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const parsed = schema.safeParse(parseJson(line));
      if (!parsed.success) throw new CommandError(`${file}:${index + 1} is not ${wanted}, in JSON.`);
      return [parsed.data];
    });
}

function readText(file: string, wanted: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandError(`${file} cannot be read. Name a file of JSON lines, each ${wanted}.`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
