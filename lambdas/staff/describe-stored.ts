/** Describes what is stored about a person in words that the person understands. Pure. */

import { renderReply } from '../replies/render-reply.ts';
import type { StoredOfTexter } from '../usage/read-stored.ts';
import { fullMomentWords } from './dates.ts';
import { type Letters, letterOf } from './letters.ts';
import { DELIVERY_WORDS, errorWords, PERSONAL_OUTCOME_WORDS } from './words.ts';

/** What the page shows and the file contains. */
export interface DescribedStored {
  service: string;
  madeOn: string;
  /** Each text that the person sent, the newest first. */
  texts: {
    cameOn: string;
    understoodAs: string;
    /** Subjects from a fixed list that the text named, if it was not understood. */
    askedAbout?: string[];
    /** The reply, in the words that the service would send today. */
    weSent: string[];
    whetherItArrived: string;
    deletedOn: string;
  }[];
  rememberedForADay: string[];
  notStored: string[];
  howWeKnowIt: string;
}

/**
 * @example describeStored(stored, letters, now).texts[0].understoodAs // 'That you asked about GRADES'
 */
export function describeStored(
  { requests, conversation }: StoredOfTexter,
  letters: Letters,
  now: Date,
): DescribedStored {
  return {
    service: 'Ofsted letter texts',
    madeOn: fullMomentWords(now),
    texts: requests.map(({ at, letter, outcome, wanted, reply, segments, delivery, expiresAt }) => ({
      cameOn: fullMomentWords(at),
      understoodAs: PERSONAL_OUTCOME_WORDS[outcome],
      ...(wanted && wanted.length > 0 && { askedAbout: wanted }),
      weSent: renderReply(reply, letterOf(letters, letter)).map(({ words }) => words),
      whetherItArrived:
        segments === 0
          ? 'Nothing was sent'
          : delivery?.errorCode
            ? errorWords(delivery.errorCode)
            : DELIVERY_WORDS[delivery?.status ?? 'unreported'],
      deletedOn: fullMomentWords(expiresAt),
    })),
    rememberedForADay: conversation ? describeConversation(conversation, letters) : [],
    notStored: ['Your number', 'The words of your texts', 'Your name, your age or where you are'],
    howWeKnowIt:
      'A code stands for your number. The council cannot turn the code back into the number, but can work it out again from the number you gave.',
  };
}

function describeConversation(
  { letter, lastReply, safety, hour, question, lastText }: NonNullable<StoredOfTexter['conversation']>,
  letters: Letters,
): string[] {
  const words = lastReply ? renderReply(lastReply, letterOf(letters, letter)).map((message) => message.words) : [];
  const replies = hour ? hour.reading + hour.others + hour.safetyReplies : 0;
  return [
    ...(words.length > 0 ? [`What we sent you last: ${words.join(' / ')}`] : []),
    ...(lastText || question ? ['Where you are in a topic or a list, so that MORE and a number go on from there'] : []),
    ...(safety ? ['That we sent you 999 and Childline'] : []),
    ...(hour
      ? [
          `That we sent you ${replies} ${replies === 1 ? 'reply' : 'replies'} since ${fullMomentWords(new Date(hour.since * 1000))}, so that two machines cannot go on answering each other`,
        ]
      : []),
  ];
}
