import { setTimeout as sleep } from 'node:timers/promises';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { expect, it } from 'vitest';
import { inboundForm, newMessageSid, postSigned, readTwiml, statusForm } from '../../infra/local/twilio-phone.ts';
import { AUTH_TOKEN, newTexter, type RunningService, serviceForThisTest } from '../support/running-service.ts';
import { webhookEvent } from '../support/webhook-event.ts';

/** How many people text while they are erased; `CROSSINGS=1000` for a long run. */
const CROSSINGS = Number(process.env['CROSSINGS'] ?? 40);
/** Everybody of these texts at once. */
const AT_ONCE = 10;
const random = (most: number) => Math.floor(Math.random() * most);

/**
 * Hands a text straight to the function, as having reached the API now. Over new connections a text can reach a busy
 * machine after the FORGET that was sent 20 ms later, and then it is right to keep it.
 */
async function arrives(service: RunningService, form: Record<string, string>): Promise<void> {
  const event = webhookEvent({
    body: String(new URLSearchParams(form)),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(AUTH_TOKEN, `${service.publicUrl}/sms`, form),
    },
  });
  const requestContext = { ...event.requestContext, timeEpoch: Date.now() };
  const answer = await service.stack.routes.get('POST /sms')?.invoke({ ...event, requestContext });
  expect(answer).toMatchObject({ statusCode: 200 });
}

/** Somebody texts, and texts FORGET up to 20 ms later, while Twilio retries and reports. */
async function cross(service: RunningService): Promise<void> {
  const { number } = newTexter(service);
  const form = (body: string) => inboundForm({ from: number, body, messageSid: newMessageSid() });
  const [first, second] = [form('GRADES'), form('CARE')];
  const [reply] = readTwiml(await service.post(first));
  const signedUrl = reply?.statusCallback ?? '';
  const report = () =>
    postSigned({
      url: signedUrl.replace(service.publicUrl, service.url),
      signedUrl,
      authToken: AUTH_TOKEN,
      form: statusForm({ to: number, status: 'delivered' }),
    });
  const texted = arrives(service, second);
  await sleep(1 + random(20));
  await Promise.all([
    texted,
    arrives(service, form('FORGET')),
    sleep(random(30)).then(() => arrives(service, first)),
    // Twilio tries again when it got no answer.
    texted.then(() => sleep(random(30))).then(() => arrives(service, second)),
    sleep(random(30)).then(report),
  ]);
}

it('nothing of a person is left, whatever crosses with their FORGET', async () => {
  const service = await serviceForThisTest();
  // By then everything is loaded, so that texts and FORGET are answered at the same time.
  const others = Array.from({ length: 3 * AT_ONCE }, () => newTexter(service));
  await Promise.all(others.map((other) => other.texts('STOP')));
  for (const other of others) await other.texts('FORGET');
  for (let done = 0; done < CROSSINGS; done += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, CROSSINGS - done) }, () => cross(service)));
  }
  await service.stack.runScheduled();
  const left = (await service.items()).filter(({ pk }) => String(pk).startsWith('TEXTER#'));
  expect(left).toEqual([]);
});
