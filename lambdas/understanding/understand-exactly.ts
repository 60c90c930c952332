/**
 * What a text means by its exact words. This needs only a table of words. Pure functions of the text, the conversation
 * so far and the letter: they read nothing else, and never throw, whatever people send.
 */

import type { Letter } from '../../content/letter.ts';
import { understandAnswer } from './answers.ts';
import type { Dialogue } from './dialogue.ts';
import { exactWords } from './exact-words.ts';
import { isOwnText, quotedByReaction } from './from-machines.ts';
import { phraseKey, readWords } from './read-words.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import { hasNoKeyword, withoutSurroundings } from './surroundings.ts';
import type { Understanding } from './understanding.ts';

/** What is understood of an inbound message: its words, and what Twilio has done with them already. */
export interface Message {
  body: string;
  doneByTwilio?: 'optedOut' | 'optedIn' | 'helpedByTwilio';
}

/**
 * Understands a text by its exact words. Undefined when it is a sentence, or anything else that needs the classifiers.
 *
 * 1. what Twilio has done or will do itself (STOP, START, HELP)
 * 2. what certainly no person wrote: a reaction, our own text sent back
 * 3. the words exactly: topics ("GRADES please"), numbers of the menu ("number 3"), MORE, and the rest
 *
 * @example understandExactly({ body: 'covid!!' }, {}, letter) // { kind: 'topic', topic: 'covid', text: 1 }
 */
export function understandExactly(message: Message, dialogue: Dialogue, letter: Letter): Understanding | undefined {
  const { body } = message;
  const reserved = reservedByTwilio(message);
  // Twilio answers YES itself. When we have asked something, two answers are better than none.
  if (reserved?.kind === 'optedIn' && dialogue.question && isYes(body))
    return understandAnswer('yes', dialogue, letter);
  if (reserved) return reserved;
  const quoted = quotedByReaction(body);
  // A reaction may quote the child's own cry for help, and then somebody must answer.
  if (isOwnText(quoted ?? body, letter) || quoted === '') return { kind: 'reaction' };
  if (quoted !== undefined) {
    const kind = exactWords(readWords(quoted), {}, letter)?.kind;
    return kind === 'help' || kind === 'distress' ? { kind: 'distress' } : undefined;
  }
  if (hasNoKeyword(body)) return undefined;
  const exact = exactWords(readWords(body), dialogue, letter);
  const text = withoutSurroundings(body);
  // Most texts have nothing around them. They needn't be read again.
  return (
    exact ??
    (text === body ? undefined : exactWords(readWords(text), dialogue, letter)) ??
    topicFromSomebody(text, dialogue, letter)
  );
}

/** Who, or which place, a keyword is from: "grades from Emily". In a sentence the same words may tell of somebody feared. */
const FROM_SOMEBODY = /\sfrom\s\p{L}+$/iu;
/** A longer text is no keyword with somebody's name. */
const MAX_LENGTH_WITH_NAME = 60;

function topicFromSomebody(text: string, dialogue: Dialogue, letter: Letter): Understanding | undefined {
  if (text.length > MAX_LENGTH_WITH_NAME) return undefined;
  const keyword = text.replace(FROM_SOMEBODY, '');
  const exact = keyword === text ? undefined : exactWords(readWords(keyword), dialogue, letter);
  return exact?.kind === 'topic' ? exact : undefined;
}

function isYes(body: string): boolean {
  return body.trim().toLowerCase() === 'yes';
}

// Twilio acts only on the bare word. It leaves "STOP." and "STOP ALL" to us, and somebody must answer.
function reservedByTwilio({ body, doneByTwilio }: Message): Understanding | undefined {
  if (doneByTwilio) return { kind: doneByTwilio };
  const word = body.trim().toLowerCase();
  const reserved = RESERVED_WORDS.get(word) ?? (RESERVED_WORDS.get(phraseKey(readWords(body))) === 'help' && 'help');
  return reserved ? { kind: reserved } : undefined;
}
