import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicsOf } from '../../../lambdas/understanding/understanding.ts';
import { servedLetter, understood, understoodWithoutEncoder } from '../../support/served-letter.ts';

const TOPICS = servedLetter.topics.map(({ id }) => id);

async function topicsOfText(text: string): Promise<readonly string[]> {
  return topicsOf(await understood(text));
}

describe('a cry for help', () => {
  it.each([
    ['I don´t feel safe at home', 'an acute accent'],
    ['I don\u0019t feel safe at home', 'a control character'],
    ['I don\u0092t feel safe at home', 'a byte of Windows'],
    ['I don\ufffdt feel safe at home', 'a replacement character'],
    ['I don?t feel safe at home', 'a question mark'],
    ['I don′t feel safe at home', 'a prime'],
    ['I donʼt feel safe at home', 'a modifier letter'],
    ['I don;t feel safe at home', 'a semicolon'],
    ['I don&#39;t feel safe at home', 'an HTML entity'],
    ['I don t feel safe at home', 'a space'],
    ['i dont feel safe at home', 'nothing'],
  ])('is found whatever stands for the apostrophe: %j, %s', async (text) => {
    expect(await understood(text)).toEqual({ kind: 'distress' });
  });

  it.each([
    ['im going to throw myself off a cliff or something', 'with words that take it back'],
    ['GRADES. also my stepdad hits me', 'after a keyword'],
    ['can foster dads touch you', 'as a question about people in general'],
    ['stop hitting me', 'with one of Twilio’s words'],
    ['he wont stop', 'with another'],
    ['my mum hrut me agen', 'misspelt'],
    ['Loved “my dad hits me and i’m scared”', 'liked by somebody'],
  ])('is found: %j, %s', async (text) => {
    expect(await understood(text)).toEqual({ kind: 'distress' });
  });

  it('never gets a topic for what stands around it', () => {
    const cry = fc.constantFrom('my dad hits me', 'i want to die', 'my stepdad touches me', 'i have run away');
    const talk = fc.array(fc.constantFrom('please', 'hello', 'xyzzy', 'ok', 'um'), { maxLength: 3 });
    fc.assert(
      fc.property(cry, talk, talk, (text, before, after) => {
        const { kind } = understoodWithoutEncoder([...before, text, ...after].join(' '));
        expect(['topic', 'severalTopics', 'unsure', 'automatic', 'reaction', 'thanks', 'greeting']).not.toContain(kind);
      }),
    );
  });

  it('is found the same in capitals, and with emoji and exclamation marks', async () => {
    const { kind } = await understood('MY DAD HITS ME!!! 😭😭');
    expect(kind).toBe('distress');
  });
});

describe('a complaint or a sorrow', () => {
  it.each([
    'my foster mum died',
    'my social worker never listens',
    'my social worker never comes',
    'my PA is rubbish and never rings me',
  ])('%j gets nothing cheerful and no topic', async (text) => {
    expect(['worry', 'distress', 'notUnderstood']).toContain((await understood(text)).kind);
  });
});

describe('a question', () => {
  it.each([
    ['wot grade did we get', 'grades'],
    ['can i keep my dog in care', 'care'],
    ['who r the bosses and r they any gud', 'leaders'],
    ['grades please, my last message was not delivered', 'grades'],
    ['grades from wareham', 'grades'],
    ['can you tell me what grades the inspectors gave to the local authority', 'grades'],
    ['miss said text grades', 'grades'],
    ['reply grades', 'grades'],
    ['keyword: grades', 'grades'],
  ])('%j is understood as %s', async (text, topic) => {
    expect(await topicsOfText(text)).toContain(topic);
  });

  it.each([
    ['grades and also can i take my dog into care', ['grades', 'care']],
    ['what are the grades and who are the bosses', ['grades', 'leaders']],
  ])('that asks for two topics gets both: %j', async (text, topics) => {
    expect(await topicsOfText(text)).toEqual(expect.arrayContaining(topics));
  });

  it.each([
    ['graeds', 'grades'],
    ['fostr caer', 'care'],
    ['harber', 'harbour'],
    ['leeving care', 'leaving'],
  ])('of misspelt words is understood: %j as %s', async (text, topic) => {
    expect(await topicsOfText(text)).toEqual([topic]);
  });
});

describe('a sentence of the letter', () => {
  it('gets a text that rests on it', async () => {
    for (const [key, { topic, text }] of Object.entries(servedLetter.sentences)) {
      expect(await understood(key)).toEqual({ kind: 'topic', topic, text });
    }
  });
});

describe('what asks for nothing here', () => {
  it.each([
    'toString',
    'constructor',
    '{{7*7}}',
    '$' + '{7*7}',
    "' OR '1'='1",
    '<![CDATA[x]]>',
    '-1',
    '½',
    '<3',
    '4/4',
    'Cls',
    'Bac',
    'Alrite',
  ])('%j gets no topic', async (text) => {
    expect(await topicsOfText(text)).toEqual([]);
  });
});

describe('STOP, misspelt or in a sentence', () => {
  it.each(['stopp', 'sotp', 'cancell', 'Unsubscribe me', 'stop texting me'])('%j is told how to stop', async (text) => {
    expect(await understood(text)).toEqual({ kind: 'stop' });
  });
});

describe('silence', () => {
  it.each([
    'is this an automated message',
    'is that an automatic reply or a person',
    'my pa is on annual leave who do i ring',
    'my social worker is out of office again',
    'why do i get an out of office from my social worker',
    'did you get my message it says not delivered',
    'are you driving',
    'my phone said delivery failed can you send it again',
    'i get an automatic reply when i ring my social worker',
    'who reads these messages',
  ])('is not the answer to a person who mentions a machine: %j', async (text) => {
    expect(['automatic', 'reaction']).not.toContain((await understood(text)).kind);
  });

  it.each([
    'Automatic reply: I am on annual leave until 3 January.',
    'Thank you for contacting us. This inbox is not monitored.',
    'Your message to this number was not delivered.',
  ])('is the answer to a machine: %j', async (text) => {
    expect(await understood(text)).toEqual({ kind: 'automatic' });
  });
});

describe('any text', () => {
  it('has exactly one understanding, and never raises an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (body) => {
        expect(typeof understoodWithoutEncoder(body).kind).toBe('string');
      }),
    );
  });

  it('names only topics of the letter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('what', 'grades', 'care', 'foster', 'school', 'when', 'did', 'harbour')),
        (words) => {
          const understanding = understoodWithoutEncoder(words.join(' '));
          const topics =
            understanding.kind === 'topic'
              ? [understanding.topic]
              : 'topics' in understanding
                ? understanding.topics
                : [];
          expect(TOPICS).toEqual(expect.arrayContaining(topics));
        },
      ),
    );
  });
});
