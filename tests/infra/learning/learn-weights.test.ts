import { describe, expect, it } from 'vitest';
import { compileReader } from '../../../infra/content/compile-letter.ts';
import type { ContentSource } from '../../../infra/content/content-source.ts';
import { type Example, parseExamples } from '../../../infra/content/examples.ts';
import { readContent } from '../../../infra/content/read-content.ts';
import { learnWeights } from '../../../infra/learning/learn-weights.ts';
import { understandAll } from '../../../infra/learning/report.ts';
import { openReader } from '../../../lambdas/understanding/reader.ts';
import { exampleLetter } from '../../support/example-letter.ts';

const TOPICS = ['oven', 'flour'];

/** What the people of an invented place ask about a letter on their bakery, and some of what everybody writes. */
const EXAMPLES = `## writer a, plain
my dad hits me
he hurts me and i am scared
i want to die
please help my stepdad beats us
i have run away and have nowhere to go
## writer a, oven
is the oven hot enough
how hot does the oven get
who looks after the oven
was the oven clean
do they turn the oven off at night
how old is the oven
## writer a, flour
where does the flour come from
is the flour fresh
what kind of flour do they use
who brings the flour
how much flour is left
is there wholemeal flour
## writer a, everyday
see you at the bus stop
what time is football
happy birthday mate
im on my way home
did you watch it last night
lol ok
`;

/** The examples above: each heading's last word is what its texts mean. */
const examples: Example[] = EXAMPLES.split(/(?=^## )/m).flatMap((part) => {
  const [heading = '', ...texts] = part.split('\n');
  const meaning = heading.endsWith('plain') ? 'distress' : (heading.split(', ')[1] ?? '');
  return parseExamples(['## writer a', ...texts].join('\n'), {
    file: 'content/examples/x.txt',
    group: meaning,
    meanings: [meaning],
    topics: TOPICS,
  }).examples;
});

const read = readContent('content', 'dorset-2021');
if (!read.isReadable) throw new Error('The content cannot be read');
const source: ContentSource = {
  ...read.source,
  topics: {
    ...read.source.topics,
    value: TOPICS.map((id) => ({ id, keyword: id.toUpperCase(), hint: '', otherWords: [], texts: [] })),
  },
  examples,
  exampleProblems: [],
};
const letter = {
  ...exampleLetter,
  topics: TOPICS.map((id) => ({
    id,
    keyword: id.toUpperCase(),
    phrases: [id],
    texts: [{ words: id, plainer: id, phrases: [], roots: [] }],
  })),
};
const weights = await learnWeights(source);

describe('a letter with examples of its own', () => {
  const reader = openReader(compileReader(source), weights);

  it.each([
    ['how hot is that oven', { kind: 'topic', topic: 'oven', text: 1 }],
    ['tell me where they get flour from', { kind: 'topic', topic: 'flour', text: 1 }],
    ['my mum hits me and i am scared', { kind: 'distress' }],
  ])('is understood without any code: %j', async (text, expected) => {
    expect(await understandAll([text], letter, reader)).toEqual([expected]);
  });
});

describe('learning', () => {
  it('gives the same bytes from the same examples', async () => {
    expect(Buffer.compare(await learnWeights(source), weights)).toBe(0);
  });

  it('gives other bytes when a text is added', async () => {
    const [first] = examples;
    if (!first) throw new Error('There is an example');
    const more = { ...source, examples: [...examples, { ...first, text: 'my uncle hurts me' }] };
    expect(Buffer.compare(await learnWeights(more), weights)).not.toBe(0);
  });

  it('takes nothing from the writers who are left out', async () => {
    const [first] = examples;
    if (!first) throw new Error('There is an example');
    const heldOut = { ...first, text: 'bread', writer: 'test-nine', meanings: ['everyday'] };
    expect(Buffer.compare(await learnWeights({ ...source, examples: [...examples, heldOut] }), weights)).toBe(0);
  });

  it('fits 3 MB for a real letter', () => {
    expect(read.source.weights?.bytes.length).toBeLessThan(3_000_000);
  });
});
