import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { buildLetter } from '../../../infra/content/build-letter.ts';
import { understand } from '../../../lambdas/understanding/understand.ts';

/** A message, and the topics that are a fair answer. */
const aboutTopics = z.array(z.tuple([z.string()], z.string()));
const messages = z
  .strictObject({
    questions: aboutTopics,
    misspelt: aboutTopics,
    twoTopics: aboutTopics,
    unrelated: z.array(z.string()),
    plainDistress: z.array(z.string()),
    indirectDistress: z.array(z.string()),
    harmless: z.array(z.string()),
    harmlessQuestions: z.array(z.string()),
  })
  .parse(parse(readFileSync(new URL('labelled-messages.yaml', import.meta.url), 'utf8')));

const letter = buildLetter('content', { letter: 'dorset-2021' });

function topicsOf(text: string): readonly string[] {
  const understanding = understand({ body: text }, {}, letter);
  if (understanding.kind === 'topic') return [understanding.topic];
  return 'topics' in understanding ? understanding.topics : [];
}

function isDistress(text: string): boolean {
  return understand({ body: text }, {}, letter).kind === 'distress';
}

/** The share of messages of which something is true, in percent. */
function share<Message>(all: readonly Message[], isTrue: (message: Message) => boolean): number {
  return (100 * all.filter(isTrue).length) / all.length;
}

// What is reached stands a little above each bound: understanding may get better, and must not get worse.
describe('of the labelled messages', () => {
  it.each([
    { name: 'questions', right: 86, wrong: 3 },
    { name: 'misspelt', right: 95, wrong: 1 },
    { name: 'twoTopics', right: 92, wrong: 2 },
  ] as const)('the $name get a fair topic, $right in 100 at least, and a wrong one $wrong at most', (bound) => {
    const isRight = ([text, ...fair]: [string, ...string[]]) => topicsOf(text).some((topic) => fair.includes(topic));
    const isWrong = (message: [string, ...string[]]) => topicsOf(message[0]).length > 0 && !isRight(message);
    expect(share(messages[bound.name], isRight)).toBeGreaterThanOrEqual(bound.right);
    expect(share(messages[bound.name], isWrong)).toBeLessThanOrEqual(bound.wrong);
  });

  it('the unrelated get a topic in 2 of 100 at most', () => {
    expect(share(messages.unrelated, (text) => topicsOf(text).length > 0)).toBeLessThanOrEqual(2);
  });

  it('none erases what is stored', () => {
    const texts = Object.values(messages).flatMap((group) => group.map((message) => [message].flat()[0] ?? ''));
    expect(texts.filter((text) => understand({ body: text }, {}, letter).kind === 'forget')).toEqual([]);
  });

  it.each([
    { name: 'plainDistress', least: 97 },
    { name: 'indirectDistress', least: 58 },
  ] as const)('$name gets the safety reply, $least in 100 at least', ({ name, least }) => {
    expect(share(messages[name], isDistress)).toBeGreaterThanOrEqual(least);
  });

  it.each(['plainDistress', 'indirectDistress'] as const)('%s gets a topic never', (name) => {
    expect(messages[name].filter((text) => topicsOf(text).length > 0)).toEqual([]);
  });

  it.each([
    { name: 'harmless', most: 3 },
    { name: 'harmlessQuestions', most: 3 },
  ] as const)('the $name get the safety reply in $most of 100 at most', ({ name, most }) => {
    expect(share(messages[name], isDistress)).toBeLessThanOrEqual(most);
  });
});
