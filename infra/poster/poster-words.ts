/** The poster's words: `content/poster.yaml`, filled in for one letter and one number. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Poster } from '../../lambdas/staff/poster-document.ts';
import { CommandError } from '../command.ts';
import type { ContentSource } from '../content/content-source.ts';

const line = z.string().min(1);
const posterFile = z.strictObject({
  question: line,
  textThis: line.regex(/\{keyword\}.*\{number\}/, 'must have {keyword} and then {number} in it'),
  scan: line,
  others: line,
  smallPrint: z.array(line),
  danger: line.regex(/\b999\b/, 'must name 999'),
  talk: line.regex(/Childline.*0800 1111/, 'must name Childline and 0800 1111'),
});

/**
 * @param number the number to text, as people write it
 * @param keyword the word to begin with; the letter's first by default
 * @throws CommandError when the file, the number or the keyword cannot be used, saying why
 */
export function fillPoster(
  contentDir: string,
  { letter, topics }: Pick<ContentSource, 'letter' | 'topics'>,
  { number, keyword }: { number: string; keyword?: string | undefined },
): Poster {
  const phone = parsePhoneNumberFromString(number, 'GB');
  if (!phone?.isPossible()) throw new CommandError(`${number} is no telephone number. Give it as in 07700 900123.`);
  const known = topics.value.map((topic) => topic.keyword);
  const chosen = keyword?.toUpperCase() ?? known[0] ?? '';
  if (!known.includes(chosen))
    throw new CommandError(`There is no keyword ${chosen}. Take one of ${known.join(', ')}.`);

  const values: Record<string, string> = {
    place: letter.value.place,
    inspected: letter.value.inspected,
    number: phone.country === 'GB' ? phone.formatNational() : phone.formatInternational(),
    keyword: chosen,
  };
  const { smallPrint, ...words } = readPosterFile(join(contentDir, 'poster.yaml'));
  const fill = (text: string) =>
    text
      .replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces)
      // A telephone number stays on one line.
      .replace(/(?<=\d) (?=\d)/g, '\u00a0');
  const lines = Object.entries(words).map(([name, text]) => [name, fill(text)]);
  return {
    ...(Object.fromEntries(lines) as typeof words),
    smallPrint: smallPrint.map(fill),
    topics: topics.value.map(({ keyword: word, hint }) => ({ keyword: word, hint })),
    number: phone.number,
    keyword: chosen,
  };
}

function readPosterFile(file: string): z.infer<typeof posterFile> {
  const parsed = posterFile.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
  throw new CommandError(lines.join('\n'));
}
