import { describe, expect, it } from 'vitest';
import { buildLetter } from '../../infra/content/build-letter.ts';
import { newTexter, serviceForThisTest } from '../support/running-service.ts';

describe('a change of content', () => {
  it('is served from the next text on, and a conversation goes on', async () => {
    const service = await serviceForThisTest();
    const person = newTexter(service);
    await person.texts('GRADES');

    const built = buildLetter('content', { letter: 'dorset-2021' });
    const letter = service.stack.letter();
    const topics = letter.topics.map((topic) => ({
      ...topic,
      texts: topic.texts.map((text) => ({ ...text, words: `New: ${text.words}` })),
    }));
    service.stack.serveLetter({ ...built, letter: { ...letter, topics } });
    expect(await person.texts('MORE')).toBe(topics[0]?.texts[1]?.words);
  });

  it('that takes a text away gives a safe reply to a retry of it', async () => {
    const service = await serviceForThisTest();
    const person = newTexter(service);
    const messageSid = 'SM00000000000000000000000000000001';
    await person.texts('GRADES', messageSid);
    const letter = service.stack.letter();
    const built = buildLetter('content', { letter: 'dorset-2021' });
    service.stack.serveLetter({ ...built, letter: { ...letter, topics: letter.topics.slice(1) } });
    expect(await person.texts('GRADES', messageSid)).toMatch(/999/);
  });
});
