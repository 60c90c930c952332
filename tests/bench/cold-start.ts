/**
 * `npm run bench`: what a cold start of the webhook costs over a Lambda that does nothing, as ratios of medians in one
 * run. Import, secrets and one request, in a fresh process each time; DynamoDB and Secrets Manager are local.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { startService } from '../../infra/local/service.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { inboundForm } from '../../infra/local/twilio-phone.ts';
import { webhookEvent } from '../support/webhook-event.ts';
import { median } from './median.ts';

const RUNS = 21;

const folder = mkdtempSync(join(tmpdir(), 'letter-texts-bench-'));
const stack = await synthesize(folder);
const service = await startService(stack, parseLocalEnvironment({ PORT: '0' }), (printed) =>
  process.stderr.write(printed),
);
const environment = service.stack.environmentOf('POST /sms');

const nothing = join(folder, 'nothing.mjs');
writeFileSync(nothing, 'export const handler = async () => ({ statusCode: 200 });');
const webhook = join(service.stack.folderOf('POST /sms'), 'index.mjs');

const cases = [
  { name: 'a Lambda that does nothing', bundle: nothing, event: () => ({}) },
  { name: 'the webhook refuses', bundle: webhook, event: () => signedEvent('another-token') },
  { name: 'the webhook answers a keyword', bundle: webhook, event: () => signedEvent('local-auth-token') },
  {
    name: 'the webhook answers a sentence',
    bundle: webhook,
    event: () => signedEvent('local-auth-token', 'can i keep my dog in care'),
  },
];
const results = new Map(cases.map(({ name }) => [name, [] as ColdRequest[]]));
// In turns, so that whatever else the machine does falls on all of them.
for (let run = 0; run < RUNS; run += 1) {
  for (const { name, bundle, event } of cases) results.get(name)?.push(await coldRequest(bundle, event()));
}
await service.close();
rmSync(folder, { recursive: true, force: true });

const msOf = (requests: readonly ColdRequest[]) => median(requests.map(({ ms }) => ms));
const base = msOf(results.get(cases[0]?.name ?? '') ?? []);
console.table(
  [...results].map(([name, requests]) => ({
    name,
    ratio: Number((msOf(requests) / base).toFixed(2)),
    ms: Math.round(msOf(requests)),
    'resident MB': Math.round(median(requests.map(({ residentMb }) => residentMb))),
  })),
);

/** What `cold-request.ts` prints. */
interface ColdRequest {
  ms: number;
  residentMb: number;
}

function signedEvent(token: string, body = 'GRADES') {
  const form = inboundForm({ from: '+447700900123', body });
  const signature = getExpectedTwilioSignature(token, `${service.publicUrl}/sms`, form);
  return webhookEvent({ body: new URLSearchParams(form).toString(), headers: { 'x-twilio-signature': signature } });
}

async function coldRequest(bundle: string, event: unknown): Promise<ColdRequest> {
  const script = fileURLToPath(new URL('cold-request.ts', import.meta.url));
  const child = spawn(process.execPath, [script, bundle], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(event));
  return JSON.parse(await text(child.stdout));
}
