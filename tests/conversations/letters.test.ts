import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newMessageSid } from '../../infra/local/twilio-phone.ts';
import { addDays, londonDay } from '../../lambdas/usage/london-day.ts';
import { readUsage } from '../../lambdas/usage/usage-of-period.ts';
import { dorset, seatown, seatownInPlaceOfDorset, stackWith } from '../support/invented-letter.ts';
import { newTexter, type RunningService, serviceForThisTest } from '../support/running-service.ts';

const DORSET = '+447700900998';
const SEATOWN = '+447700900997';

function serviceOfTwoLetters(): Promise<RunningService> {
  return serviceForThisTest({}, {}, stackWith(dorset, seatown, [SEATOWN]));
}

/** Somebody who texts one of the two numbers. */
function texterOf(service: RunningService) {
  const { number, texts } = newTexter(service);
  return {
    number,
    texts: (to: string, body: string, messageSid = newMessageSid()) => texts(body, messageSid, to),
  };
}

const wordsOf = ({ letter }: typeof dorset, topic: string, text: number) =>
  letter.topics.find(({ id }) => id === topic)?.texts[text - 1]?.words;

it('the number that is texted decides which letter answers, words and sentences alike', async () => {
  const service = await serviceOfTwoLetters();
  const person = texterOf(service);
  const other = texterOf(service);
  expect(await person.texts(SEATOWN, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
  expect(await person.texts(SEATOWN, 'MORE')).toBe(wordsOf(seatown, 'grades', 2));
  expect(await other.texts(DORSET, 'GRADES')).toBe(wordsOf(dorset, 'grades', 1));
  expect(await other.texts(DORSET, 'MORE')).toBe(wordsOf(dorset, 'grades', 2));
  const question = 'what grade did they get in the inspection';
  expect(await person.texts(SEATOWN, question)).toBe(wordsOf(seatown, 'grades', 1));
  expect(await other.texts(DORSET, question)).toBe(wordsOf(dorset, 'grades', 1));
  expect(await other.texts(DORSET, 'hello')).toBe(dorset.letter.replies.greeting);
  expect(await other.texts(SEATOWN, 'hello')).toBe('Hello from Seatown!');
});

it('a keyword needs its own letter’s small file, and nothing else', async () => {
  const service = await serviceOfTwoLetters();
  const bundle = service.stack.folderOf('POST /sms');
  const notNeeded = ['letter.json', 'reader.json', 'weights.bin', 'letters/seatown-2031/reader.json'];
  for (const name of [...notNeeded, 'letters/seatown-2031/weights.bin']) rmSync(join(bundle, name));
  const person = texterOf(service);
  expect(await person.texts(SEATOWN, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
});

it('a number that the settings do not name gets the usual letter', async () => {
  const service = await serviceOfTwoLetters();
  const person = texterOf(service);
  expect(await person.texts('+447700900996', 'GRADES')).toBe(wordsOf(dorset, 'grades', 1));
});

it('a topic that only one letter has is no topic on the other’s number', async () => {
  const service = await serviceOfTwoLetters();
  const person = texterOf(service);
  const only = dorset.letter.topics.at(-1);
  expect(await person.texts(DORSET, only?.keyword ?? '')).toBe(only?.texts[0]?.words);
  expect(seatown.letter.topics.map(({ id }) => id)).not.toContain(only?.id);
  expect(await person.texts(SEATOWN, only?.keyword ?? '')).not.toMatch(only?.texts[0]?.words.slice(0, 40) ?? '');
});

it('a person who texts both numbers begins anew at each, and a cry for help is remembered at both', async () => {
  const service = await serviceOfTwoLetters();
  const { safety, nothingToContinue, safetySilent } = dorset.letter.replies;
  const person = texterOf(service);
  await person.texts(DORSET, 'GRADES');
  expect(await person.texts(SEATOWN, 'MORE')).toBe(nothingToContinue);
  expect(await person.texts(DORSET, 'AGAIN')).toBe(nothingToContinue);
  expect(await person.texts(DORSET, 'i want to die')).toBe(safety);
  expect(await person.texts(SEATOWN, 'hello')).toBe(safetySilent);
});

it('a retry of Twilio’s gets the first words again, from the letter they were in', async () => {
  const service = await serviceOfTwoLetters();
  const person = texterOf(service);
  const messageSid = newMessageSid();
  const first = await person.texts(SEATOWN, 'GRADES', messageSid);
  await person.texts(DORSET, 'CARE');
  expect(await person.texts(SEATOWN, 'GRADES', messageSid)).toBe(first);
});

it('each letter’s texts are counted by themselves', async () => {
  const service = await serviceOfTwoLetters();
  const person = texterOf(service);
  await person.texts(DORSET, 'GRADES');
  await person.texts(SEATOWN, 'GRADES');
  await person.texts(SEATOWN, 'MORE');
  const requests = (await service.items()).filter(({ sk }) => String(sk).startsWith('REQUEST#'));
  // What is recorded of the usual letter is what it always was.
  expect(requests.map(({ letter }) => letter).sort()).toEqual(['seatown-2031', 'seatown-2031', undefined]);
  const table = { client: service.stack.dynamoDb, name: service.stack.environmentOf('POST /sms')['TABLE_NAME'] ?? '' };
  const [now, today] = [new Date(), londonDay(new Date())];
  const { total } = await readUsage(table, { first: addDays(today, -1), last: today }, now);
  expect(total).toMatchObject({
    topics: { grades: 1, 'seatown-2031/grades': 2 },
    sentTexts: { 'grades 1': 1, 'seatown-2031/grades 1': 1, 'seatown-2031/grades 2': 1 },
  });
  // No number of the service's stands in the table or the log either.
  expect(JSON.stringify(await service.items()) + service.printed()).not.toMatch(/7700900/);
});

describe('a letter that supersedes another', () => {
  const newest = seatownInPlaceOfDorset;
  const oneNumber = () => serviceForThisTest({}, {}, stackWith(newest, dorset, []));

  it('is what people get, and its menu says that there is an older one', async () => {
    const person = texterOf(await oneNumber());
    expect(await person.texts(DORSET, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
    expect(await person.texts(DORSET, 'MENU')).toBe(`${seatown.letter.replies.menu}\nText OLDER or NEWER.`);
    expect(await person.texts(DORSET, 'MORE')).toBe(seatown.letter.replies.menuMore);
  });

  it('gives way to the older one after OLDER, for words and sentences, until NEWER', async () => {
    const service = await oneNumber();
    const [person, other] = [texterOf(service), texterOf(service)];
    await person.texts(DORSET, 'GRADES');
    expect(await person.texts(DORSET, 'older please')).toBe(dorset.letter.replies.menu);
    expect(await person.texts(DORSET, 'GRADES')).toBe(wordsOf(dorset, 'grades', 1));
    expect(await person.texts(DORSET, 'MORE')).toBe(wordsOf(dorset, 'grades', 2));
    expect(await other.texts(DORSET, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
    const question = 'what grade did they get in the inspection';
    expect(await person.texts(DORSET, question)).toBe(wordsOf(dorset, 'grades', 1));
    expect(await person.texts(DORSET, 'OLDER')).toBe(dorset.letter.replies.menu);
    expect(await person.texts(DORSET, 'NEWER')).toBe(`${seatown.letter.replies.menu}\nText OLDER or NEWER.`);
    expect(await person.texts(DORSET, question)).toBe(wordsOf(seatown, 'grades', 1));
    expect(await other.texts(DORSET, 'NEWER')).toBe(seatown.letter.replies.current);
  });

  it('is forgotten about with the conversation: all that is remembered is which letter is read', async () => {
    const service = await oneNumber();
    const person = texterOf(service);
    await person.texts(DORSET, 'OLDER');
    const conversation = (await service.items()).find(({ sk }) => sk === 'CONVERSATION');
    expect(conversation).toMatchObject({ letter: dorset.letter.id, lastReply: { kind: 'menu' } });
    await person.texts(DORSET, 'FORGET');
    expect(await person.texts(DORSET, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
  });

  it('does not come between a person in danger and the safety replies', async () => {
    const person = texterOf(await oneNumber());
    const { safety, safetySilent } = dorset.letter.replies;
    await person.texts(DORSET, 'OLDER');
    expect(await person.texts(DORSET, 'my dad hits me and i am scared')).toBe(safety);
    await person.texts(DORSET, 'NEWER');
    expect(await person.texts(DORSET, 'hello')).toBe(safetySilent);
  });

  it('answers a retry of OLDER and of NEWER in the words that were sent first', async () => {
    const person = texterOf(await oneNumber());
    const [toOlder, toNewer] = [newMessageSid(), newMessageSid()];
    const older = await person.texts(DORSET, 'OLDER', toOlder);
    expect(await person.texts(DORSET, 'OLDER', toOlder)).toBe(older);
    const newer = await person.texts(DORSET, 'NEWER', toNewer);
    expect(await person.texts(DORSET, 'NEWER', toNewer)).toBe(newer);
    expect(await person.texts(DORSET, 'OLDER', toOlder)).toBe(older);
  });

  it('may be that of one number only, and supersede the letter of all others', async () => {
    const service = await serviceForThisTest({}, {}, stackWith(dorset, newest, [SEATOWN]));
    const person = texterOf(service);
    expect(await person.texts(SEATOWN, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
    await person.texts(SEATOWN, 'OLDER');
    expect(await person.texts(SEATOWN, 'CARE')).toBe(wordsOf(dorset, 'care', 1));
    expect(await person.texts(SEATOWN, 'MORE')).toBe(wordsOf(dorset, 'care', 2));
    expect(await person.texts(DORSET, 'GRADES')).toBe(wordsOf(dorset, 'grades', 1));
    expect(await person.texts(SEATOWN, 'GRADES')).toBe(wordsOf(seatown, 'grades', 1));
  });
});
