/**
 * Texts that no person wrote. They get no answer, so only certain ones are recognised here. Everything else goes to the
 * classifier, which must be almost sure.
 */

import type { Letter } from '../../content/letter.ts';
import { phraseKey, readWords } from './read-words.ts';

/**
 * What phones send when a text is liked, in the words of Apple's and Google's messages.
 * https://support.apple.com/en-gb/guide/iphone/iph018d3c336/ios
 */
const REACTION =
  /^\s*(?:(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|(?:reacted|responded) .{1,20} to|removed (?:a|an) .{1,20} from|\p{Extended_Pictographic}\S{0,8} to)\s+)(?:["“”„«](?<quoted>[\s\S]*)["“”»]|an? (?:image|photo|picture|video|movie|attachment|sticker|audio message|link|message))\s*(?:\.\s*)?$/iu;

/** Google's messages put these around what they quote. */
const INVISIBLE = /[\u200a-\u200f\u2060\ufeff]/g;

/**
 * The words that a reaction quotes. Empty for a reaction to a picture, undefined when the text is not a reaction.
 *
 * @example quotedByReaction('Liked “GRADES”') // 'GRADES'
 */
export function quotedByReaction(body: string): string | undefined {
  const match = REACTION.exec(body.replace(INVISIBLE, ''));
  return match ? (match.groups?.['quoted'] ?? '') : undefined;
}

/** True for one of our own texts, whole or its beginning, as a phone quotes it or a mailbox sends it back. */
export function isOwnText(body: string, letter: Letter): boolean {
  const key = keyOf(body);
  // One of our texts begins with a sentence of the letter, and people may text that sentence.
  if (key.length < MIN_OWN_LENGTH || Object.hasOwn(letter.sentences, key)) return false;
  // What we fill in, such as keywords, differs from text to text.
  return ownTexts(letter).some(([start = '', ...filled]) =>
    filled.length === 0 ? start.startsWith(key) : start.length >= MIN_OWN_LENGTH && key.startsWith(start),
  );
}

/** Shorter texts may be a person's own: "Text MENU". */
const MIN_OWN_LENGTH = 20;

const textsOfLetters = new WeakMap<Letter, string[][]>();

/** The keys of all texts that people receive, in parts where something is filled in. */
function ownTexts(letter: Letter): string[][] {
  const known = textsOfLetters.get(letter);
  if (known) return known;
  const written = [
    ...letter.topics.flatMap(({ texts }) => texts.flatMap(({ words, plainer }) => [words, plainer])),
    ...Object.values(letter.replies),
    ...letter.glossary.map(({ words }) => words),
    ...Object.values(letter.languages).flatMap(({ safety, language }) => [safety.words, language.words]),
  ];
  const texts = written.map((text) => text.split(/\{\w+\}/).map(keyOf));
  textsOfLetters.set(letter, texts);
  return texts;
}

function keyOf(text: string): string {
  return phraseKey(readWords(text));
}
