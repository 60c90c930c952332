import { describe, expect, it } from 'vitest';
import type { Dialogue } from '../../../lambdas/understanding/dialogue.ts';
import { understandExactly } from '../../../lambdas/understanding/understand-exactly.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { exampleLetter } from '../../support/example-letter.ts';

function understood(body: string, dialogue: Dialogue = {}): Understanding | undefined {
  return understandExactly({ body }, dialogue, exampleLetter);
}

const WHICH: Dialogue = { question: { kind: 'topics', topics: ['grades', 'care'] } };
const READ_ON: Dialogue = { question: { kind: 'more' } };
const SEE_TOPICS: Dialogue = { question: { kind: 'menu' } };

describe('an answer to "Did you mean GRADES or CARE?"', () => {
  it.each<[string, Understanding]>([
    ['the first one', { kind: 'topic', topic: 'grades', text: 1 }],
    ['First please', { kind: 'topic', topic: 'grades', text: 1 }],
    ['second', { kind: 'topic', topic: 'care', text: 1 }],
    ['both', { kind: 'severalTopics', topics: ['grades', 'care'] }],
    ['yes', { kind: 'severalTopics', topics: ['grades', 'care'] }],
    ['YES', { kind: 'severalTopics', topics: ['grades', 'care'] }],
    ['yeah', { kind: 'severalTopics', topics: ['grades', 'care'] }],
    ['no', { kind: 'menu' }],
    ['care', { kind: 'topic', topic: 'care', text: 1 }],
    ['yes care', { kind: 'topic', topic: 'care', text: 1 }],
  ])('%j is understood', (body, understanding) => {
    expect(understood(body, WHICH)).toEqual(understanding);
  });

  it('is none when only one topic was named', () => {
    expect(understood('second', { question: { kind: 'topics', topics: ['grades'] } })).toBeUndefined();
  });
});

describe('an answer to "Text MORE"', () => {
  it.each(['yes', 'yeah', 'Yes!', 'yeah thanks'])('%j reads on', (body) => {
    expect(understood(body, READ_ON)).toEqual({ kind: 'more' });
  });

  it.each(['no', 'nah', 'no, thanks'])('%j does not', (body) => {
    expect(understood(body, READ_ON)).toEqual({ kind: 'thanks' });
  });
});

it('an answer after the texts of two topics reads on in the one that is meant', () => {
  const afterTwo: Dialogue = { question: { kind: 'more', topics: ['grades', 'care'] } };
  expect(understood('the first one', afterTwo)).toEqual({ kind: 'topic', topic: 'grades', text: 2 });
  // There is only one text about care.
  expect(understood('second', afterTwo)).toEqual({ kind: 'topic', topic: 'care', text: 1 });
  expect(understood('yes', afterTwo)).toEqual({ kind: 'more' });
});

it('an answer to "Text MENU" shows the topics', () => {
  expect(understood('yes', SEE_TOPICS)).toEqual({ kind: 'menu' });
});

describe('when we asked nothing', () => {
  it('YES is Twilio’s word, and so are START and UNSTOP whatever we asked', () => {
    expect(understood('yes')).toEqual({ kind: 'optedIn' });
    expect(understood('START', READ_ON)).toEqual({ kind: 'optedIn' });
    expect(understood('unstop', WHICH)).toEqual({ kind: 'optedIn' });
  });

  it('"yeah" and "no" ask for nothing, and "both" and "first" are no answer', () => {
    expect(understood('yeah')).toEqual({ kind: 'thanks' });
    expect(understood('no')).toEqual({ kind: 'thanks' });
    expect(understood('both')).toBeUndefined();
    expect(understood('first')).toBeUndefined();
  });
});

describe('a word of the glossary', () => {
  it('is explained when its meaning is asked for', () => {
    expect(understood('what does care leaver mean')).toEqual({ kind: 'glossary', term: 'care-leaver' });
    expect(understood('what is a care leaver')).toEqual({ kind: 'glossary', term: 'care-leaver' });
  });

  it('that is a keyword too gets its topic, unless its meaning is asked for or it was just read', () => {
    const justRead: Dialogue = { lastText: { topic: 'care', text: 1 } };
    expect(understood('what is care')).toEqual({ kind: 'topic', topic: 'care', text: 1 });
    expect(understood('what does care mean')).toEqual({ kind: 'glossary', term: 'in-care' });
    expect(understood('what is care', justRead)).toEqual({ kind: 'glossary', term: 'in-care' });
    expect(understood('care', justRead)).toEqual({ kind: 'topic', topic: 'care', text: 1 });
  });

  it('is a sentence for the classifier when nothing asks for its meaning', () => {
    expect(understood('care leaver')).toBeUndefined();
  });
});

describe('a word for a question to the service', () => {
  it.each([
    ['cost', 'free'],
    ['Robot?', 'human'],
    ['who is this', 'number'],
    ['again', 'again'],
    ['why', 'confused'],
    ['thanks, cost please', 'free'],
    ['hi who is this', 'number'],
    ['bye', 'bye'],
  ])('%j is understood as %s', (body, kind) => {
    expect(understood(body)).toEqual({ kind });
  });

  it('of another helpline, sent to us by mistake, is distress', () => {
    expect(understood('SHOUT')).toEqual({ kind: 'distress' });
    expect(understood('shout please')).toEqual({ kind: 'distress' });
  });
});
