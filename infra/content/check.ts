/** `npm run content`: checks every letter in content/, and prints a table of its texts or what is wrong. */

import { checkContent, meanGrade } from './check-content.ts';
import { everyText, SEPTETS } from './check-text.ts';
import { renderProblem } from './content-source.ts';
import { countSegments } from './count-segments.ts';
import { letterIds, readContent } from './read-content.ts';

const CONTENT_DIR = 'content';

const ids = letterIds(CONTENT_DIR);
if (ids.length === 0) {
  console.error(`${CONTENT_DIR} has no letter. Add a folder for one, such as dorset-2021.`);
  process.exitCode = 1;
}
for (const id of ids) {
  const read = readContent(CONTENT_DIR, id);
  const problems = read.isReadable ? checkContent(read.source) : read.problems;
  if (problems.length > 0) process.exitCode = 1;
  for (const problem of problems) console.error(renderProblem(problem));
  if (!read.isReadable) continue;

  const texts = everyText(read.source);
  const names = [...new Set(texts.map(({ name }) => name))];
  const ids = new Map(read.source.topics.value.map((topic) => [topic.keyword, topic.id]));
  console.log(`\n${id}`);
  console.table(
    names.map((name) => {
      const its = texts.filter((text) => text.name === name);
      return {
        topic: ids.get(name) ?? '',
        keyword: name,
        texts: its.length,
        'septets left': Math.min(...its.map(({ sent: [longest] }) => septetsLeft(longest))),
        grade: Number(Math.max(...its.map(({ grade = 0 }) => grade)).toFixed(1)),
      };
    }),
  );
  console.log(
    `${texts.length} texts, mean reading grade of topics ${meanGrade(texts).toFixed(1)}, ${problems.length} problems`,
  );
}

/** Of one segment; a text in other letters has two segments of another size, which the check counts. */
function septetsLeft(text: string): number {
  const { isGsm7, units } = countSegments(text);
  return isGsm7 ? SEPTETS - units : Number.NaN;
}
