import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { buildLetter } from '../../../infra/content/build-letter.ts';
import { type Understanding, understand } from '../../../lambdas/letters/understand.ts';

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

function isUnderstoodAs(text: string, kind: Understanding['kind']): boolean {
  return understand({ body: text }, {}, letter).kind === kind;
}

/** The share of messages of which something is true, in percent. */
function share<Message>(all: readonly Message[], isTrue: (message: Message) => boolean): number {
  return (100 * all.filter(isTrue).length) / all.length;
}

// What is reached stands a little above each bound: understanding may get better, and must not get worse.
describe('of the labelled messages', () => {
  it.each([
    ['questions', 88, 4],
    ['misspelt', 91, 2],
    ['twoTopics', 90, 3],
  ] as const)('%s get a fair topic, at least %d %%, and a wrong one at most %d %%', (name, right, wrong) => {
    const isRight = ([text, ...fair]: [string, ...string[]]) => topicsOf(text).some((topic) => fair.includes(topic));
    expect(share(messages[name], isRight)).toBeGreaterThanOrEqual(right);
    const isWrong = (message: [string, ...string[]]) => topicsOf(message[0]).length > 0 && !isRight(message);
    expect(share(messages[name], isWrong)).toBeLessThanOrEqual(wrong);
  });

  it('the unrelated get a topic at most 3 %', () => {
    expect(share(messages.unrelated, (text) => topicsOf(text).length > 0)).toBeLessThanOrEqual(3);
  });

  it.each([
    ['plainDistress', 92],
    ['indirectDistress', 48],
  ] as const)('%s gets the safety reply, at least %d %%', (name, least) => {
    expect(share(messages[name], (text) => isUnderstoodAs(text, 'distress'))).toBeGreaterThanOrEqual(least);
  });

  it('plain distress gets a topic never', () => {
    expect(messages.plainDistress.filter((text) => topicsOf(text).length > 0)).toEqual([]);
  });

  it.each([
    ['harmless', 4],
    ['harmlessQuestions', 4],
  ] as const)('the %s get the safety reply at most %d %%', (name, most) => {
    expect(share(messages[name], (text) => isUnderstoodAs(text, 'distress'))).toBeLessThanOrEqual(most);
  });
});
