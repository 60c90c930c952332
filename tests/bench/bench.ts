/**
 * `npm run bench`: how fast the service is, as ratios in one run beside what others would use. With `-- --json` it prints one
 * JSON object; with `-- --county 80000` it also has so many people text at once, with `-- --requests 1000000` the day that is
 * rolled up has so many.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLetter } from '../../infra/content/build-letter.ts';
import { countSegments } from '../../infra/content/count-segments.ts';
import { estimateCosts } from '../../infra/deploy/estimate-costs.ts';
import { synthesizeIfChanged } from '../../infra/local/synthesis-cache.ts';
import { capacityTable } from './capacity.ts';
import { measureColdStarts } from './cold-start.ts';
import { simulateCounty } from './county.ts';
import { measureRollUp } from './roll-up.ts';
import { measureRoundTrips } from './round-trips.ts';
import { measureUnderstanding } from './understanding.ts';
import { measureUsagePage } from './usage-page.ts';
import { measureWarm } from './warm.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    county: { type: 'string' },
    requests: { type: 'string', default: '100000' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'letter-texts-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const say = (what: string) => process.stderr.write(`${what}\n`);
say('synthesizing');
const stack = await synthesizeIfChanged(folder);
say('understanding');
const understanding = await measureUnderstanding();
say('cold starts');
const cold = await measureColdStarts(stack, folder);
say('warm');
const warm = await measureWarm();
const trips = await measureRoundTrips(stack);
say('usage page');
const usage = await measureUsagePage(stack);
const rollUpRequests = Number(values.requests);
say(`roll-up of ${rollUpRequests} requests`);
const { rollUpMb } = await measureRollUp(stack, rollUpRequests);

const texts = buildLetter('content', {}).letter.topics.flatMap((topic) => topic.texts);
const million = estimateCosts(1_000_000, { alarms: 0, metrics: 0, secrets: 0 }, { sent: 0, received: 0 });
const figures = {
  ...cold,
  ...warm,
  ...understanding,
  ...usage,
  rollUpMillionMb: rollUpMb,
  rollUpRequests,
  dollarsPerMillion: Number(million.aws.toFixed(2)),
  segmentsPerReply: texts.reduce((sum, { words }) => sum + countSegments(words).segments, 0) / texts.length,
  ...trips,
  ...(values.county && { county: await simulateCounty(stack, Number(values.county)) }),
};

if (values.json) console.log(JSON.stringify(figures));
else {
  const over = (ms: number) => Number(((ms - cold.coldNothingMs) / cold.coldNothingMs).toFixed(2));
  console.table([
    { figure: 'cold: refused, over a Lambda that does nothing', is: over(cold.coldRefusedMs), goal: 'at most 0.43' },
    { figure: 'cold: a keyword, over the same', is: over(cold.coldKeywordMs), goal: 'at most 2.1' },
    {
      figure: 'cold: a sentence, times the keyword',
      is: Number((over(cold.coldSentenceMs) / over(cold.coldKeywordMs)).toFixed(1)),
      goal: 'at most 10',
    },
    { figure: 'cold: the textbook, a keyword, over the same', is: over(cold.textbookColdMs), goal: '' },
    { figure: 'code that a keyword loads, kB', is: cold.codeKb, goal: 'at most 200' },
    { figure: 'warm, without a table: times express', is: warm.warmToTextbook, goal: 'at least 1.4' },
    { figure: 'sentences without the encoder: times Fuse.js', is: understanding.understandToFuse, goal: 'at least 20' },
    { figure: 'a hundred topics: times the time of one', is: understanding.hundredTopicsToOne, goal: 'at most 1.5' },
    {
      figure: 'round trips to the table, and of a retry',
      is: `${trips.roundTrips} / ${trips.roundTripsOfRetry}`,
      goal: '2 / 2',
    },
    { figure: 'Usage: a million over a thousand', is: usage.usageMillionToThousand, goal: 'at most 1.2' },
    { figure: `roll-up of ${rollUpRequests}, MB`, is: rollUpMb, goal: 'does not grow' },
    { figure: 'AWS for a million texts, dollars', is: figures.dollarsPerMillion, goal: 'at most 6' },
    { figure: 'encoder, ms a sentence', is: understanding.encoderMs, goal: 'at most 60' },
  ]);
  console.log(figures);
  console.table(capacityTable(trips.warmKeywordMs));
}
process.exit();
