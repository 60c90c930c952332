/**
 * `npm run text -- GRADES`: sends one text to the running service, or to one started for that moment. With `--explain`
 * it tells why the text is understood as it is.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { openReader } from '../../lambdas/understanding/reader.ts';
import { CommandError, runCommand } from '../command.ts';
import { readContent } from '../content/read-content.ts';
import { explainText } from '../learning/explain-text.ts';
import { parseLocalEnvironment } from './local-environment.ts';
import { type PhoneAnswer, phoneAnswer, phoneText } from './phone.ts';
import { buildServedLetter, CONTENT_DIR } from './served-letter.ts';
import { startService } from './service.ts';
import { serviceUrl } from './started-service.ts';
import { synthesizeIfChanged } from './synthesis-cache.ts';

const USAGE =
  'Write what to text, for example: npm run text -- GRADES [--from +447700900123] [--to +441632960123] [--explain]';

/** As long as Twilio waits, in milliseconds. */
const ANSWER_TIME_MS = 15_000;

/** One of the numbers that Ofcom keeps for fiction; the same each time, so that MORE goes on. */
const USUAL_TEXTER = '+447700900000';

/** Where the conversations of the services started for a moment are kept from one to the next. */
const MOMENTS_DATA_DIR = join('node_modules', '.cache', 'letter-texts');

await runCommand(async () => {
  const environment = parseLocalEnvironment(process.env);
  const { isExplained, text } = readArguments();
  const answer =
    (await sendTo(serviceUrl(process.env), text)) ?? (await withService(environment, (url) => sendTo(url, text)));
  if (!answer) throw new CommandError('The service that was started for this text did not answer. Try: npm start');
  printAnswer(answer);
  if (isExplained) console.log(`\n${(await explain(text)).join('\n')}`);
});

async function explain({ to, body }: z.infer<typeof phoneText>): Promise<string[]> {
  const { letter, reader, weights } = buildServedLetter(to);
  const read = readContent(CONTENT_DIR, letter.id);
  return explainText(body, letter, openReader(reader, weights), read.isReadable ? read.source.examples : []);
}

function readArguments() {
  const { positionals, values } = (() => {
    try {
      return parseArgs({
        allowPositionals: true,
        options: {
          from: { type: 'string', default: USUAL_TEXTER },
          to: { type: 'string' },
          explain: { type: 'boolean', default: false },
        },
      });
    } catch {
      throw new CommandError(USAGE);
    }
  })();
  if (positionals.length === 0) throw new CommandError(USAGE);
  const parsed = phoneText.safeParse({ from: values.from, to: values.to, body: positionals.join(' ') });
  if (!parsed.success) throw new CommandError(`${parsed.error.issues[0]?.message}.`);
  return { text: parsed.data, isExplained: values.explain };
}

/** The answer of the service at an address; undefined when nothing listens there. */
async function sendTo(url: string, text: z.infer<typeof phoneText>): Promise<PhoneAnswer | undefined> {
  const response = await fetch(`${url}/phone/texts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(text),
    signal: AbortSignal.timeout(ANSWER_TIME_MS),
  }).catch((error: Error) => {
    if (error.name !== 'TimeoutError') return undefined;
    throw new CommandError(`${url} takes the text but does not answer. Is it this service? Set PORT to where it is.`);
  });
  if (!response) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  const answer = phoneAnswer.safeParse(body);
  if (response.ok && answer.success) return answer.data;
  const refused = z.object({ message: z.string() }).safeParse(body);
  if (response.status === 502 && refused.success) throw new CommandError(`${refused.data.message} (${url})`);
  throw new CommandError(
    `${url} did not take the text (${response.status}). Is it this service? Set PORT to where it is.`,
  );
}

async function withService<Result>(
  environment: ReturnType<typeof parseLocalEnvironment>,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  console.error('No service is running here, so one is started for this text.');
  const outputFolder = mkdtempSync(join(tmpdir(), 'letter-texts-'));
  try {
    const service = await startService(
      await synthesizeIfChanged(outputFolder),
      { ...environment, PORT: 0, PUBLIC_URL: undefined, DATA_DIR: environment.DATA_DIR ?? MOMENTS_DATA_DIR },
      (printed) => process.stderr.write(withoutMetrics(printed)),
    );
    try {
      return await use(service.url);
    } finally {
      await service.close();
    }
  } finally {
    rmSync(outputFolder, { recursive: true, force: true });
  }
}

/** CloudWatch reads these lines, and people need not. */
function withoutMetrics(printed: string): string {
  return printed.replaceAll(/^\{"_aws".*\n/gm, '');
}

function printAnswer({ replies, heldBack, recorded }: PhoneAnswer): void {
  if (heldBack > 0) console.log('(Twilio held our reply back: this number has texted STOP. START ends that.)');
  else if (replies.length === 0) console.log('(No reply.)');
  for (const { by, text } of replies) console.log(by === 'twilio' ? `${text}\n(Twilio's own words)` : text);

  const { outcome, reply } = recorded ?? {};
  const topic = reply?.topic ?? (reply?.topics ?? reply?.texts?.map((text) => text.topic))?.join(', ');
  const facts = [
    ...(topic ? [`topic ${topic}${reply?.text ? `, text ${reply.text}` : ''}`] : []),
    `outcome ${outcome ?? 'not recorded'}`,
    ...replies.map(
      ({ segments, characters }) => `${segments} segment${segments === 1 ? '' : 's'}, ${characters} of 160 characters`,
    ),
  ];
  console.log(`\n[${facts.join(' | ')}]`);
}
