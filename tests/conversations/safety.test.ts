import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSegments } from '../../infra/content/count-segments.ts';
import { inboundForm, newMessageSid, readTwiml } from '../../infra/local/twilio-phone.ts';
import {
  commandEnvironment,
  newTexter,
  type RunningService,
  serviceForThisTest,
  startTestService,
} from '../support/running-service.ts';

let service: RunningService;
let safety: string;
beforeAll(async () => {
  service = await startTestService();
  safety = service.stack.letter().replies.safety;
});
afterAll(() => service.close());

async function requestOf(messageSid: string, from = service) {
  return (await from.items()).find(({ sk }) => sk === `REQUEST#${messageSid}`);
}

describe('a person in danger', () => {
  it('gets the safety reply, in one segment, before any topic that the text names', async () => {
    const reply = await newTexter(service).texts('GRADES. also my stepdad hits me');
    expect(reply).toBe(safety);
    expect(countSegments(safety)).toMatchObject({ segments: 1, isGsm7: true });
  });

  it('gets it in the midst of a topic, and MORE still goes on', async () => {
    const person = newTexter(service);
    await person.texts('GRADES');
    expect(await person.texts('i dont feel safe at home')).toBe(safety);
    expect(await person.texts('MORE')).toBe(service.stack.letter().topics[0]?.texts[1]?.words);
  });

  it('is recorded as distress, with nothing of what was written', async () => {
    const person = newTexter(service);
    const messageSid = newMessageSid();
    await person.texts('my uncle Barnaby touches me', messageSid);
    expect(await requestOf(messageSid)).toMatchObject({ outcome: 'distress', reply: { kind: 'safety' }, segments: 1 });
    expect(JSON.stringify(await service.items()) + service.printed()).not.toMatch(/barnaby|uncle|touch/i);
  });

  it('gets it also when so much came that a machine seemed to text, and can read', async () => {
    const person = newTexter(service);
    for (let texts = 0; texts < 25; texts += 1) await person.texts('xyzzy');
    expect(await person.texts('xyzzy')).toBeUndefined();
    expect(await person.texts('help')).toBe(service.stack.letter().replies.help);
    expect(await person.texts('GRADES')).toContain('Outstanding');
    expect(await person.texts('i want to die')).toBe(safety);
  });

  it('gets a hint answered after reading everything there is', async () => {
    const person = newTexter(service);
    for (const { keyword, texts } of service.stack.letter().topics) {
      await person.texts(keyword);
      for (const _ of texts) await person.texts('MORE');
    }
    expect(await person.texts('im at his flat')).toMatch(/0800 1111/);
  });
});

describe('a texter who sends without end', () => {
  it('gets the hour’s replies, is asked once to wait, and then hears nothing', async () => {
    const person = newTexter(service);
    const replies = [];
    for (let texts = 0; texts < 24; texts += 1) replies.push(await person.texts(`xyzzy ${'!'.repeat(texts)}`));
    const { slowDown, notUnderstood, notUnderstoodAgain } = service.stack.letter().replies;
    expect(replies.slice(0, 20)).toEqual([notUnderstood, ...Array(19).fill(notUnderstoodAgain)]);
    expect(replies.slice(20)).toEqual([slowDown, undefined, undefined, undefined]);
  });

  it('does not keep another from being answered', async () => {
    const person = newTexter(service);
    for (let texts = 0; texts < 22; texts += 1) await person.texts('GRADES');
    expect(await newTexter(service).texts('GRADES')).toContain('Good');
  });

  it('is not counted twice for one text that Twilio sends again', async () => {
    const person = newTexter(service);
    const form = inboundForm({ from: person.number, body: 'GRADES' });
    for (let times = 0; times < 25; times += 1) await service.post(form);
    expect(await person.texts('CARE')).toBe(
      service.stack.letter().topics.find(({ id }) => id === 'care')?.texts[0]?.words,
    );
  });

  it('is counted right when many texts come at once', async () => {
    const conversations = async () => (await service.items()).filter(({ sk }) => sk === 'CONVERSATION');
    const others = (await conversations()).map(({ pk }) => pk);
    const person = newTexter(service);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => service.post(inboundForm({ from: person.number, body: 'GRADES' }))),
    );
    const sent = answers.flatMap(readTwiml).length;
    expect(sent).toBeGreaterThan(0);
    const [conversation] = (await conversations()).filter(({ pk }) => !others.includes(pk));
    expect(conversation).toMatchObject({ hour: { reading: sent } });
  });
});

describe('another machine', () => {
  it('gets no answer to what it answers', async () => {
    const messageSid = newMessageSid();
    expect(await newTexter(service).texts('Automatic reply: I am out of the office.', messageSid)).toBeUndefined();
    expect(await requestOf(messageSid)).toMatchObject({ outcome: 'automatic', segments: 0 });
  });
});

describe('what was asked and not found', () => {
  it('is kept as a subject of the fixed list, and nothing else of the text', async () => {
    const own = await serviceForThisTest();
    const messageSid = newMessageSid();
    await newTexter(own).texts('how much is the solicitor Barnaby for a court in Wareham', messageSid);
    expect(await requestOf(messageSid, own)).toMatchObject({ outcome: 'notUnderstood', wanted: ['court'] });
    expect(JSON.stringify(await own.items()) + own.printed()).not.toMatch(/barnaby|wareham|solicitor/i);
  });

  it('is shown to staff from five people on', async () => {
    const own = await serviceForThisTest();
    for (let people = 0; people < 5; people += 1) await newTexter(own).texts('who pays for the judge');
    for (let people = 0; people < 4; people += 1) await newTexter(own).texts('recycling when');
    const { TABLE_NAME = '' } = own.stack.environmentOf('POST /sms');
    const { stdout } = await promisify(execFile)(process.execPath, ['infra/wanted.ts', '--table', TABLE_NAME], {
      env: commandEnvironment(own.stack.dynamoDbEndpoint),
    });
    expect(stdout).toMatch(/court.*5/);
    expect(stdout).not.toContain('bins');
  });

  it('is kept for no text that was understood', async () => {
    const messageSid = newMessageSid();
    await newTexter(service).texts('housing', messageSid);
    expect(await requestOf(messageSid)).not.toHaveProperty('wanted');
  });
});
