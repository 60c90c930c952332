/**
 * `npm run poster -- --number "07700 900123"`: a poster (A4) and a card (A6) as PDF, that tell people what to text. The
 * letter is the newest, or `--letter`; the word to begin with is the letter's first, or `--keyword`.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PosterSize, renderPoster } from '../../lambdas/staff/poster-document.ts';
import { startBrowser } from '../browser.ts';
import { CommandError, runCommand } from '../command.ts';
import { renderProblem } from '../content/content-source.ts';
import { letterIds, readContent } from '../content/read-content.ts';
import { fillPoster } from './poster-words.ts';

const CONTENT = 'content';
const USAGE = `Give the number to text: npm run poster -- --number "07700 900123"
  --keyword WORD   the word to begin with, such as GRADES
  --letter FOLDER  the letter's folder in ${CONTENT}/; the newest by default
  --output FOLDER  where the files go; poster/ by default`;

await runCommand(async () => {
  const { number, keyword, letter, output } = readArguments();
  const ids = letterIds(CONTENT);
  const id = letter ?? ids.at(-1) ?? '';
  if (!ids.includes(id)) throw new CommandError(`There is no letter ${id}. There are: ${ids.join(', ')}.`);
  const read = readContent(CONTENT, id);
  if (!read.isReadable) throw new CommandError(read.problems.map(renderProblem).join('\n'));
  const poster = fillPoster(CONTENT, read.source, { number, keyword });

  mkdirSync(output, { recursive: true });
  const { browser, close } = await startBrowser().catch((error: unknown) => {
    throw new CommandError(
      `No browser could be started (${String(error)}). Install Chrome, or set CHROME_PATH to where it is.`,
    );
  });
  try {
    const page = await browser.newPage();
    for (const size of ['poster', 'card'] satisfies PosterSize[]) {
      await page.setContent(renderPoster(poster, size));
      const path = join(output, `${size}.pdf`);
      await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true });
      console.log(path);
    }
  } finally {
    await close();
  }
});

function readArguments() {
  const options = {
    number: { type: 'string' },
    keyword: { type: 'string' },
    letter: { type: 'string' },
    output: { type: 'string', default: 'poster' },
  } as const;
  try {
    const { number, ...others } = parseArgs({ options }).values;
    if (number) return { number, ...others };
  } catch {
    // What is not known is told of below, like what is missing.
  }
  throw new CommandError(USAGE);
}
