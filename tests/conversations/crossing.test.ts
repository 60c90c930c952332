import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inboundForm, newMessageSid, postSigned, readTwiml, statusForm } from '../../infra/local/twilio-phone.ts';
import { AUTH_TOKEN, newTexter, type RunningService, serviceForThisTest } from '../support/running-service.ts';

/** How many people text while they are erased; `CROSSINGS=1000` for a long run. */
const CROSSINGS = Number(process.env['CROSSINGS'] ?? 40);
/** Everybody of these texts at once. */
const AT_ONCE = 10;
const random = (most: number) => Math.floor(Math.random() * most);

/** Somebody who texts, and texts FORGET up to 20 ms later, while Twilio retries and reports. */
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
  const texted = service.post(second);
  await sleep(1 + random(20));
  await Promise.all([
    texted,
    service.post(form('FORGET')),
    sleep(random(30)).then(() => service.post(first)),
    // Twilio tries again when it got no answer.
    texted.then(() => sleep(random(30))).then(() => service.post(second)),
    sleep(random(30)).then(report),
  ]);
}

it('nothing of a person is left, whatever crosses with their FORGET', async () => {
  const service = await serviceForThisTest();
  // All is loaded and connected then, so that texts come in the order in which they are sent.
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
