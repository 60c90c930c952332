/**
 * How many keywords a second the webhook answers over HTTP without a table, beside express with `twilio.webhook()` and
 * MessagingResponse, which understand nothing. Each in a process of its own, asked in turns by this one.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { inboundForm, newMessageSid } from '../../infra/local/twilio-phone.ts';
import { median } from './median.ts';

const RUNS = 5;
const SECONDS = 2;
const AT_ONCE = 10;
const AUTH_TOKEN = 'local-auth-token';

/** How many times as many requests a second ours answers. */
export async function measureWarm(): Promise<{ warmToTextbook: number }> {
  const servers = await Promise.all(['textbook-express.ts', 'ours-without-a-table.ts'].map(startServer));
  const rates = servers.map(() => [] as number[]);
  // The first round warms them up.
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [index, { port }] of servers.entries()) {
      const rate = await requestsPerSecond(port);
      if (run > 0) rates[index]?.push(rate);
    }
  }
  for (const { stop } of servers) stop();
  const [textbook = Number.NaN, ours = Number.NaN] = rates.map(median);
  return { warmToTextbook: Number((ours / textbook).toFixed(2)) };
}

async function startServer(name: string): Promise<{ port: number; stop(): void }> {
  const script = fileURLToPath(new URL(`peers/${name}`, import.meta.url));
  const env = { ...process.env, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { port: Number(String(port)), stop: () => void child.kill() };
}

/** Asked by autocannon, as a client of Node's own takes longer than what it measures. */
async function requestsPerSecond(port: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/sms`,
    method: 'POST',
    body: BODY,
    headers: HEADERS,
    connections: AT_ONCE,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} were not answered`);
  return result.requests.average;
}

const FORM = inboundForm({ from: '+447700900123', body: 'GRADES', messageSid: newMessageSid() });
const BODY = new URLSearchParams(FORM).toString();
const HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  'x-twilio-signature': getExpectedTwilioSignature(AUTH_TOKEN, 'https://texts.example.org/sms', FORM),
};
