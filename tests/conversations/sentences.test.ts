import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundForm, newMessageSid, readTwiml } from '../../infra/local/twilio-phone.ts';
import { newTexter, type RunningService, serviceForThisTest, startTestService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

function textsOf(topic: string): string[] {
  return (
    service.stack
      .letter()
      .topics.find(({ id }) => id === topic)
      ?.texts.map(({ words }) => words) ?? []
  );
}

describe('a question in a person’s own words', () => {
  it('gets a text of its topic, and MORE goes on from there', async () => {
    const person = newTexter(service);
    const [, pets, after] = textsOf('care');
    expect(await person.texts('can i keep my dog if i go in foster care')).toBe(pets);
    expect(await person.texts('more')).toBe(after);
  });

  it('is understood with the encoder that is deployed', async () => {
    await newTexter(service).texts('how well did the council do when it was marked');
    expect(service.printed()).not.toContain('without the encoder');
  });

  it('about two topics gets a text of each', async () => {
    const reply = await newTexter(service).texts('what grades did they get and also who are the bosses');
    expect(reply?.split('\n').sort()).toEqual([textsOf('grades')[0], textsOf('leaders')[0]].sort());
  });

  it('about the service itself is answered by a text of its own', async () => {
    expect(await newTexter(service).texts('is this an automated message or a person')).toBe(
      service.stack.letter().replies.human,
    );
  });
});

describe('a person who wants no more texts', () => {
  it.each(['stopp', 'please stop texting me', 'STOP ALL'])('is told how to stop: %s', async (text) => {
    expect(await newTexter(service).texts(text)).toBe(service.stack.letter().replies.howToStop);
  });
});

describe('a reaction to our text', () => {
  it('gets no answer, and MORE goes on as if it had not come', async () => {
    const person = newTexter(service);
    const grades = await person.texts('GRADES');
    expect(await person.texts(`Liked “${grades}”`)).toBeUndefined();
    expect(await person.texts('MORE')).toBe(textsOf('grades')[1]);
  });
});

describe('a picture on its own', () => {
  it('is answered like a text without words', async () => {
    const { Body: _, ...picture } = inboundForm({ from: newTexter(service).number, body: '' });
    expect(readTwiml(await service.post(picture)).map(({ text }) => text)).toEqual([
      service.stack.letter().replies.notUnderstood,
    ]);
  });
});

describe('when the encoder cannot be had', () => {
  it('a cry for help and a question are answered all the same, and the fault is logged', async () => {
    const own = await serviceForThisTest();
    rmSync(join(own.stack.folderOf('POST /sms'), 'encoder'), { recursive: true });
    const person = newTexter(own);
    expect(await person.texts('my dad hits me and i am scared', newMessageSid())).toBe(
      own.stack.letter().replies.safety,
    );
    expect(await person.texts('what grades did the inspectors give')).toBe(textsOf('grades')[0]);
    expect(own.printed()).toContain('understood without the encoder');
    expect(own.printed()).not.toMatch(/scared|hits/);
  });
});
