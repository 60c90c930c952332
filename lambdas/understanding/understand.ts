/**
 * What a person's text means. One function from the text, the conversation so far and the letter's own words,
 * with nothing else read and nothing thrown, whatever is sent.
 */

import type { Letter } from '../../content/letter.ts';
import type { Conversation } from './conversation.ts';
import { exactWords } from './exact-words.ts';
import { isNearTopic, isQuestion, likelyMeaning, rankWords } from './likely-meaning.ts';
import { openLetter } from './open-letter.ts';
import { plainWords } from './plain-words.ts';
import { phraseKey, readWords } from './read-words.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import type { Understanding } from './understanding.ts';
import { findWanted } from './wanted-words.ts';

/** What is understood of an inbound message: its words, and what Twilio has done with them already. */
export interface Message {
  body: string;
  doneByTwilio?: 'optedOut' | 'optedIn' | 'helpedByTwilio';
}

/**
 * Understands one text. The order of the rules is the design:
 *
 * 1. what Twilio has done or will do itself (STOP, START, HELP)
 * 2. distress, before any keyword (`content/distress.yaml`)
 * 3. another machine's answer
 * 4. the words exactly: topics ("GRADES please"), numbers of the menu ("number 3"), MORE, and the rest
 * 5. the likeliest meaning: misspelt words and questions, by what the content's words and examples explain
 * 6. "not understood", whose reply always has Childline and 999 in it
 *
 * A text that is near a topic, but tells of oneself and of something bad, is distress: "i left my foster home and im
 * alone".
 *
 * @example understand({ body: 'covid!!' }, {}, letter) // { kind: 'topic', topic: 'covid', text: 1 }
 */
export function understand(message: Message, conversation: Conversation, letter: Letter): Understanding {
  const words = readWords(message.body);
  const plain = plainWords(words, letter.textSpeak);
  return (
    reservedByTwilio(message, words) ??
    distress(plain, letter) ??
    anotherMachine(plain, letter) ??
    exactWords(words, conversation, letter) ??
    likelyOrDistress(plain, letter) ?? { kind: 'notUnderstood', wanted: findWanted(plain, letter) }
  );
}

function reservedByTwilio({ body, doneByTwilio }: Message, words: readonly string[]): Understanding | undefined {
  if (doneByTwilio) return { kind: doneByTwilio };
  const key = phraseKey(words);
  const reserved = RESERVED_WORDS.get(key);
  // Twilio takes "yes" alone for a START; "yes!" it leaves to us, and somebody must answer.
  if (reserved === 'optedIn' && body.trim().toLowerCase() !== key) return undefined;
  return reserved && { kind: reserved };
}

function distress(plain: readonly string[], letter: Letter): Understanding | undefined {
  return openLetter(letter).distress.find(plain) === undefined ? undefined : { kind: 'distress' };
}

function anotherMachine(plain: readonly string[], letter: Letter): Understanding | undefined {
  const text = ` ${plain.join(' ')} `;
  return letter.automatic.some((phrase) => text.includes(` ${phrase} `)) ? { kind: 'automatic' } : undefined;
}

function likelyOrDistress(plain: readonly string[], letter: Letter): Understanding | undefined {
  const ranking = rankWords(plain, letter);
  const likely = likelyMeaning(plain, ranking, letter);
  const isTopic = likely !== undefined && ('topic' in likely || 'topics' in likely);
  const { distress: rules } = openLetter(letter);
  const isNear = isTopic || isNearTopic(ranking);
  if (isNear && !isQuestion(plain, letter) && rules.isDoubtful(plain)) return { kind: 'distress' };
  return isTopic && rules.isNoTopic(plain) ? undefined : likely;
}
