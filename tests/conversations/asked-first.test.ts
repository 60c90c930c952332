import { describe, expect, it } from 'vitest';
import { readContent } from '../../infra/content/read-content.ts';
import type { Understanding } from '../../lambdas/understanding/understanding.ts';
import { understoodAll } from '../support/served-letter.ts';

/** What everybody asks first, each in ten ways that are not among the examples. */
const QUESTIONS: Record<string, string[]> = {
  free: [
    'will u charge me for these',
    'is there any money to pay for this',
    'how much does each message cost me',
    'is it me who pays for all this',
    'Do these messages come out of my allowance?',
    'whats the price of asking you stuff',
    'it better not cost me anything',
    'i only have 20p left can i still text',
    'Is there a fee to use the line?',
    'does the council pay or do i',
  ],
  private: [
    'can anybody else read what i write here',
    'do my carers get told i texted',
    'who gets to see my messages',
    'are these texts stored somewhere',
    'Is what I say kept between us?',
    'is anyone going to find out i asked',
    'does my name come up on your screen',
    'how long do you hold on to messages for',
    'is this being recorded anywhere',
    'will the social worker know it was me',
  ],
  number: [
    'what number have i got through to',
    'whose mobile have i reached',
    'is this thing legit or what',
    'why did this number text back',
    'where did you find my number from',
    'my friend sent me this number who are you',
    'which company is this',
    'is somebody playing a trick on me with this number',
    'Could you tell me who I am speaking to?',
    'this looks like a scam',
  ],
  human: [
    'am i speaking with a machine',
    'is a real human answering me',
    'are you some kind of bot',
    'i want to talk to somebody not a computer',
    'put me through to a person',
    'is it a man or a computer replying',
    'can a grown up answer me instead',
    'Is there anybody I could speak to?',
    'do real people answer on here',
    'u sound like a robot',
  ],
  complain: [
    'where do i send a complaint about childrens services',
    'i would like to report how badly they treated us, how do i do that officially',
    'how can i get someone to speak up for me in meetings',
    'do i have any rights as a kid in care',
    'who can help me make a formal complaint',
    'is there an advocate for me',
    'i want to complain about my pa',
    'who do i go to if the council wont listen to my complaint',
    'what can i do if i disagree with my social worker',
    'How does one challenge a decision of social services?',
  ],
  stop: [
    'what do i do so nothing more comes from you',
    'i do not wish to be messaged again',
    'remove me from this list',
    'i dont want any more of your messages',
    'Kindly cease sending me messages.',
    'how do you unsubscribe from it',
    'can u not text me anymore',
    'quit messaging me please',
    'i never signed up for this so stop it with the texts',
    'turn these texts off',
  ],
  source: [
    'where is the full ofsted report',
    'can you give me the link to the whole letter',
    'what website has the complete report on it',
    'i want to read the long version myself',
    'how do i know you havent invented this',
    'Please provide a reference for these statements.',
    'where did all this information come from',
    'is there somewhere i can see the original letter',
    'who says all this',
    'do you have a link to ofsteds page',
  ],
  current: [
    'is this from this year',
    'has dorset been inspected again lately',
    'are things still like that today',
    'is there a more recent report than this',
    'what did they get in the last inspection in 2025',
    'how up to date are you',
    'Does this still apply in 2026?',
    'is that an old letter',
    'when will the inspectors be here again',
    'is dorset still good these days',
  ],
};

/** So many of ten must get their own text, and none of the others the safety reply. */
const LEAST_RIGHT = 8;

/** The text about the letter itself has the full report's address, too. */
function kindOf(understanding: Understanding | undefined): string | undefined {
  const isAboutTheReport =
    understanding?.kind === 'topic' && understanding.topic === 'about' && understanding.text === 2;
  return isAboutTheReport ? 'source' : understanding?.kind;
}

const read = readContent('content', 'dorset-2021');
const examples = new Set(read.isReadable ? read.source.examples.map(({ text }) => text.toLowerCase()) : []);

describe.each(Object.entries(QUESTIONS))('asked about: %s', (kind, texts) => {
  it('is answered by a text of its own, in words that no example has', async () => {
    expect(texts.filter((text) => examples.has(text.toLowerCase()))).toEqual([]);
    const understood = await understoodAll(texts);
    const kinds = texts.map((text, at) => [text, kindOf(understood[at])] as const);
    expect(kinds.filter(([, is]) => is === 'distress')).toEqual([]);
    const wrong = kinds.filter(([, is]) => is !== kind);
    expect(wrong.slice(0, texts.length - LEAST_RIGHT)).toEqual(wrong);
  });
});
