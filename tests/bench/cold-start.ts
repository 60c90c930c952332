/**
 * What a cold start costs over a Lambda that does nothing: import, secrets and one request, in a fresh process each time,
 * in turns, so that whatever else the machine does falls on all. DynamoDB and Secrets Manager are local.
 */

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { startService } from '../../infra/local/service.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { inboundForm, newMessageSid } from '../../infra/local/twilio-phone.ts';
import { webhookEvent } from '../support/webhook-event.ts';
import { median } from './median.ts';

const RUNS = 21;
const AUTH_TOKEN = 'local-auth-token';

/** What `cold-request.ts` prints. */
interface ColdRequest {
  statusCode: number;
  ms: number;
  residentMb: number;
  codeBytes: number;
}

export interface ColdStarts {
  coldNothingMs: number;
  coldRefusedMs: number;
  coldKeywordMs: number;
  coldSentenceMs: number;
  textbookColdMs: number;
  /** Of the webhook's code, minified, what an exact keyword loads. */
  codeKb: number;
  sentenceResidentMb: number;
}

export async function measureColdStarts(stack: SynthesizedStack, folder: string): Promise<ColdStarts> {
  const service = await startService(stack, parseLocalEnvironment({ PORT: '0' }), (printed) =>
    process.stderr.write(printed),
  );
  const webhookFolder = service.stack.folderOf('POST /sms');
  const environment = {
    ...service.stack.environmentOf('POST /sms'),
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    LETTER_FILE: join(webhookFolder, 'letter.json'),
  };
  const nothing = join(folder, 'nothing.mjs');
  writeFileSync(nothing, 'export const handler = async () => ({ statusCode: 200 });');
  const textbook = bundleTextbook(folder);
  const webhook = join(webhookFolder, 'index.mjs');
  const signed = (body: string, token = AUTH_TOKEN) => {
    const form = inboundForm({ from: '+447700900123', body, messageSid: newMessageSid() });
    const signature = getExpectedTwilioSignature(token, `${service.publicUrl}/sms`, form);
    return webhookEvent({ body: new URLSearchParams(form).toString(), headers: { 'x-twilio-signature': signature } });
  };

  const cases = {
    coldNothingMs: { bundle: nothing, event: () => ({}), statusCode: 200 },
    coldRefusedMs: { bundle: webhook, event: () => signed('GRADES', 'another-token'), statusCode: 403 },
    coldKeywordMs: { bundle: webhook, event: () => signed('GRADES'), statusCode: 200 },
    coldSentenceMs: { bundle: webhook, event: () => signed('can i keep my dog in care'), statusCode: 200 },
    textbookColdMs: { bundle: textbook, event: () => signed('GRADES'), statusCode: 200 },
  };
  const results = new Map(Object.keys(cases).map((name) => [name, [] as ColdRequest[]]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, { bundle, event, statusCode }] of Object.entries(cases)) {
      const request = await coldRequest(bundle, event(), environment);
      if (request.statusCode !== statusCode) throw new Error(`${name} was answered with ${request.statusCode}`);
      results.get(name)?.push(request);
    }
  }
  const { codeBytes } = await coldRequest(webhook, signed('GRADES'), environment, { isCounted: true });
  await service.close();
  const msOf = (name: keyof typeof cases) => Number(median((results.get(name) ?? []).map(({ ms }) => ms)).toFixed(1));
  return {
    coldNothingMs: msOf('coldNothingMs'),
    coldRefusedMs: msOf('coldRefusedMs'),
    coldKeywordMs: msOf('coldKeywordMs'),
    coldSentenceMs: msOf('coldSentenceMs'),
    textbookColdMs: msOf('textbookColdMs'),
    codeKb: Math.round(codeBytes / 1000),
    sentenceResidentMb: Math.round(median((results.get('coldSentenceMs') ?? []).map(({ residentMb }) => residentMb))),
  };
}

/** As the CDK's NodejsFunction would, minified. */
function bundleTextbook(folder: string): string {
  const outfile = join(folder, 'textbook.cjs');
  const entry = fileURLToPath(new URL('peers/textbook.ts', import.meta.url));
  buildSync({ entryPoints: [entry], outfile, bundle: true, minify: true, platform: 'node', target: 'node24' });
  return outfile;
}

async function coldRequest(
  bundle: string,
  event: unknown,
  env: Record<string, string>,
  { isCounted = false } = {},
): Promise<ColdRequest> {
  const script = fileURLToPath(new URL('cold-request.ts', import.meta.url));
  const args = [script, bundle, ...(isCounted ? ['counted'] : [])];
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(event));
  const printed = await text(child.stdout);
  // The function prints what it counts before.
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}
