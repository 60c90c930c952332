import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundForm, newMessageSid } from '../../infra/local/twilio-phone.ts';
import { texterReference } from '../../lambdas/usage/texter-reference.ts';
import { newTexter, type RunningService, startTestService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const DAY_SECONDS = 24 * 60 * 60;

async function requestOf(messageSid: string) {
  return (await service.items()).find(({ sk }) => sk === `REQUEST#${messageSid}`);
}

describe('the usage log', () => {
  it('has when, which topic and text, how many segments, and until when it is kept', async () => {
    const messageSid = newMessageSid();
    const before = Date.now();
    await newTexter(service).texts('CARE', messageSid);
    const request = await requestOf(messageSid);

    expect(request).toMatchObject({ outcome: 'topic', reply: { kind: 'text', topic: 'care', text: 1 }, segments: 1 });
    const at = Date.parse(String(request?.['at']));
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(request?.['expiresAt']).toBe(Math.floor(at / 1000) + 30 * DAY_SECONDS);
    expect(request?.['day']).toMatch(/^DAY#\d{4}-\d{2}-\d{2}#[0-3]$/);
  });

  it('keeps all that is about one person together', async () => {
    const person = newTexter(service);
    const sids = [newMessageSid(), newMessageSid()];
    for (const sid of sids) await person.texts('GRADES', sid);
    const [one, other] = await Promise.all(sids.map(requestOf));
    expect(one?.['pk']).toBe(other?.['pk']);
    const together = (await service.items()).filter(({ pk }) => pk === one?.['pk']).map(({ sk }) => sk);
    expect(together.sort()).toEqual(['CONVERSATION', ...sids.map((sid) => `REQUEST#${sid}`)].sort());
  });

  it('knows a person by the keyed hash of the number alone', async () => {
    const person = newTexter(service);
    const messageSid = newMessageSid();
    await person.texts('GRADES', messageSid);
    const key = service.stack.secrets.get(service.stack.environmentOf('POST /sms')['TEXTER_KEY_SECRET'] ?? '') ?? '';
    expect(key).not.toBe('');
    expect((await requestOf(messageSid))?.['pk']).toBe(`TEXTER#${texterReference(person.number, key)}`);
  });

  it('forgets a conversation after a day', async () => {
    const messageSid = newMessageSid();
    await newTexter(service).texts('GRADES', messageSid);
    const request = await requestOf(messageSid);
    const conversation = (await service.items()).find(({ pk, sk }) => pk === request?.['pk'] && sk === 'CONVERSATION');
    const at = Math.floor(Date.parse(String(request?.['at'])) / 1000);
    expect(conversation?.['expiresAt']).toBe(at + DAY_SECONDS);
  });

  it('holds no number and no word that was sent, and neither does what is printed', async () => {
    const person = newTexter(service);
    await person.texts('my stepdad Barnaby is scary');
    await person.texts('GRADES please Barnaby');
    await service.post({ ...inboundForm({ from: person.number, body: 'Barnaby' }), MessageSid: '' });
    await service.post(inboundForm({ from: person.number, body: 'Barnaby' }), 'another-token');
    const kept = JSON.stringify(await service.items()) + service.printed();
    expect(kept).not.toMatch(/barnaby|stepdad|scary/i);
    expect(kept).not.toContain(person.number.slice(-10));
  });
});

describe('a retry of Twilio', () => {
  it('gets the same answer, and nothing is added', async () => {
    const person = newTexter(service);
    await person.texts('GRADES');
    const form = inboundForm({ from: person.number, body: 'MORE' });
    const first = await service.post(form);
    const before = await service.items();
    const second = await service.post(form);
    expect(second).toEqual(first);
    expect(await service.items()).toEqual(before);
  });

  it('gets the same answer also when another text came in between', async () => {
    const person = newTexter(service);
    const form = inboundForm({ from: person.number, body: 'GRADES' });
    const first = await service.post(form);
    await person.texts('CARE');
    expect(await service.post(form)).toEqual(first);
    expect(await person.texts('MORE')).toBe(
      service.stack.letter().topics.find(({ id }) => id === 'care')?.texts[1]?.words,
    );
  });

  it('at the same moment is recorded once', async () => {
    const form = inboundForm({ from: newTexter(service).number, body: 'COVID' });
    const [one, other, third] = await Promise.all([service.post(form), service.post(form), service.post(form)]);
    expect(one).toEqual(other);
    expect(one).toEqual(third);
    const recorded = (await service.items()).filter(({ sk }) => sk === `REQUEST#${form['MessageSid']}`);
    expect(recorded).toHaveLength(1);
  });

  it.each([
    ['menu', 'menu'],
    ['grades and care', 'several topics'],
    ['STOP', 'nothing'],
    ['xyzzy', 'not understood'],
  ])('of %j gets the same: %s', async (body) => {
    const form = inboundForm({ from: newTexter(service).number, body });
    expect(await service.post(form)).toEqual(await service.post(form));
  });
});
