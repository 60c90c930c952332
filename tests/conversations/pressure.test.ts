import { describe, expect, it } from 'vitest';
import { inboundForm, newMessageSid, readTwiml } from '../../infra/local/twilio-phone.ts';
import { newTexter, type RunningService, serviceForThisTest } from '../support/running-service.ts';

const SAFETY_REPLIES_PER_HOUR = 60;
const TEXTS_IN_A_ROW = 20;

/** What one person gets who sends so many texts at once. */
async function flood(service: RunningService, body: string, count: number): Promise<string[]> {
  const { number } = newTexter(service);
  const texts = Array.from({ length: count }, () => inboundForm({ from: number, body, messageSid: newMessageSid() }));
  const answers = await Promise.all(texts.map((form) => service.post(form)));
  return answers.flatMap((answer) => readTwiml(answer).map(({ text }) => text));
}

describe('many texts at once from one person', () => {
  it('get no more replies than the limit, and each is recorded', async () => {
    const service = await serviceForThisTest();
    const { replies } = service.stack.letter();
    const received = await flood(service, 'zzqx vvkw', 60);
    const answered = received.filter((text) => text !== replies.slowDown);
    expect(answered.length).toBeLessThanOrEqual(TEXTS_IN_A_ROW);
    expect(answered.length).toBeGreaterThan(TEXTS_IN_A_ROW / 2);
    await service.stack.runScheduled();
    const requests = (await service.items()).filter(({ sk }) => String(sk).startsWith('REQUEST#'));
    expect(requests).toHaveLength(60);
  });

  it('are all answered when they are as many as a phone sends that was out of reach', async () => {
    const service = await serviceForThisTest();
    const { safety, safetySilent, safetyStay } = service.stack.letter().replies;
    const received = await flood(service, 'i want to die', 10);
    expect(received.map((text) => [safety, safetySilent, safetyStay].includes(text))).toEqual(Array(10).fill(true));
  });

  it('do not make the safety replies more than theirs', async () => {
    const service = await serviceForThisTest();
    const { safety, safetySilent, safetyStay } = service.stack.letter().replies;
    const received = await flood(service, 'i want to die', 150);
    const cries = received.filter((text) => [safety, safetySilent, safetyStay].includes(text));
    expect(cries.length).toBeLessThanOrEqual(SAFETY_REPLIES_PER_HOUR);
    expect(cries.length).toBeGreaterThan(0);
  });
});

it('FORGET does not set the limits back', async () => {
  const service = await serviceForThisTest({});
  const person = newTexter(service);
  const { replies } = service.stack.letter();
  const received: (string | undefined)[] = [];
  for (let texts = 0; texts < 70; texts += 1) received.push(await person.texts('FORGET'));
  expect(received.filter((text) => text === replies.forgotten)).toHaveLength(TEXTS_IN_A_ROW);
  expect(received.at(-1)).toBeUndefined();
  const erasures = (await service.items()).filter(({ pk }) => pk === 'ERASURES');
  expect(erasures).toEqual([]);
});
