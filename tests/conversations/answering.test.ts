import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSegments } from '../../infra/content/count-segments.ts';
import { newMessageSid } from '../../infra/local/twilio-phone.ts';
import { newTexter, type RunningService, startTestService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

describe('a person who texts', () => {
  it('a keyword gets the first text of its topic, however it is written', async () => {
    const person = newTexter(service);
    const covid = await person.texts('COVID');
    expect(await person.texts('covid!!')).toBe(covid);
    expect(await person.texts('the Covid-19 please 🙏')).toBe(covid);
  });

  it('any keyword gets a reply of its own, in one segment of GSM-7', async () => {
    const { topics } = service.stack.letter();
    const replies = await Promise.all(topics.map(({ keyword }) => newTexter(service).texts(keyword)));
    expect(new Set(replies).size).toBe(topics.length);
    for (const reply of replies) expect(countSegments(reply ?? '')).toMatchObject({ segments: 1, isGsm7: true });
  });

  it('a number of the menu gets the topic that the menu shows for it', async () => {
    const reader = newTexter(service);
    const menu = `${await reader.texts('menu')}\n${await reader.texts('more')}`;
    for (const { keyword } of service.stack.letter().topics) {
      const number = new RegExp(`^(\\d+) ${keyword} `, 'm').exec(menu)?.[1] ?? '';
      const person = newTexter(service);
      expect(await person.texts(number)).toBe(await person.texts(keyword));
    }
  });

  it('a number in words gets the topic of that number', async () => {
    const person = newTexter(service);
    expect(await person.texts('two')).toBe(await person.texts('2'));
    expect(await person.texts('no. 2')).toBe(await person.texts('2'));
  });

  it('a word for one text of a topic gets that text', async () => {
    const pets = service.stack
      .letter()
      .topics.flatMap(({ texts }) => texts)
      .find(({ words }) => words.includes('pets'));
    expect(await newTexter(service).texts('pets?')).toBe(pets?.words);
  });

  it('MORE walks through a topic, hears that it has ended, and where to go on', async () => {
    const person = newTexter(service);
    const [topic, next] = service.stack.letter().topics;
    const received = [await person.texts(topic?.keyword ?? '')];
    for (const _ of topic?.texts ?? []) received.push(await person.texts('more'));

    expect(received.slice(0, -1)).toEqual(topic?.texts.map(({ words }) => words));
    expect(received.at(-1)).toContain(next?.keyword);
    expect(await person.texts('more')).toBe(received.at(-1));
  });

  it('MORE goes on after a thanks or a word that was not understood', async () => {
    const person = newTexter(service);
    const [topic] = service.stack.letter().topics;
    await person.texts(topic?.keyword ?? '');
    await person.texts('thanks');
    await person.texts('xyzzy');
    expect(await person.texts('MORE')).toBe(topic?.texts[1]?.words);
  });

  it('MORE with nothing before it is told how to begin', async () => {
    expect(await newTexter(service).texts('MORE')).toContain('MENU');
  });

  it('has a conversation of their own', async () => {
    const [one, other] = [newTexter(service), newTexter(service)];
    await one.texts('GRADES');
    await other.texts('CARE');
    const more = await one.texts('MORE');
    expect(service.stack.letter().topics[0]?.texts.map(({ words }) => words)).toContain(more);
  });

  it('two keywords at once gets a text of each, and both count', async () => {
    const person = newTexter(service);
    const [grades, care] = [await person.texts('grades'), await person.texts('care')];
    const messageSid = newMessageSid();
    expect(await person.texts('grades and care', messageSid)).toBe(`${grades}\n${care}`);
    const request = (await service.items()).find(({ sk }) => sk === `REQUEST#${messageSid}`);
    expect(request).toMatchObject({ outcome: 'severalTopics', segments: 2 });
  });

  it('three keywords at once is asked for fewer', async () => {
    expect(await newTexter(service).texts('grades, care and covid')).toMatch(/GRADES.*CARE.*COVID/);
  });

  it.each(['xyzzy', '', 'im in care and he hits me', '\u0000\ud800', '<xyzzy>&'])(
    '%j is told of Childline, and hears nothing of it back',
    async (body) => {
      const reply = await newTexter(service).texts(body);
      expect(reply).toContain('0800 1111');
      if (body) expect(reply).not.toContain(body);
    },
  );

  it.each(['STOP', 'stop', 'UNSUBSCRIBE', 'START', 'yes'])('%s gets nothing, for Twilio answers it', async (body) => {
    const person = newTexter(service);
    expect(await person.texts(body)).toBeUndefined();
  });

  it('HELP gets ours with Childline and 999', async () => {
    const reply = await newTexter(service).texts('HELP');
    expect(reply).toMatch(/call 999/i);
    expect(reply).toContain('0800 1111');
  });
});

describe('two texts of one person at the same moment', () => {
  it('are both answered and both recorded', async () => {
    const person = newTexter(service);
    await person.texts('GRADES');
    const before = (await service.items()).length;
    const replies = await Promise.all([person.texts('MORE'), person.texts('MORE'), person.texts('MORE')]);
    expect(new Set(replies).size).toBe(3);
    expect((await service.items()).length).toBe(before + 3);
  });
});
