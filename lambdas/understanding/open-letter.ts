/** A letter made ready: its words, examples and rules prepared once for all the texts that are held against them. */

import type { Letter } from '../../content/letter.ts';
import { type DistressRules, distressWords, openDistressRules } from './distress-rules.ts';
import { openRanking, type RankMeanings } from './rank-meanings.ts';
import { openVocabulary, type Vocabulary } from './vocabulary.ts';

export interface OpenLetter {
  vocabulary: Vocabulary;
  distress: DistressRules;
  rankMeanings: RankMeanings;
}

const opened = new WeakMap<Letter, OpenLetter>();

/** Opens a letter, at its first text. */
export function openLetter(letter: Letter): OpenLetter {
  const open = opened.get(letter) ?? prepare(letter);
  opened.set(letter, open);
  return open;
}

function prepare(letter: Letter): OpenLetter {
  const { around, asking, small } = letter.weights;
  const ofExamples = letter.examples.flatMap(({ words }) => words);
  const known = [...ofExamples, ...around, ...asking, ...small, ...distressWords(letter)];
  const vocabulary = openVocabulary(known, letter.dictionary);
  return {
    vocabulary,
    distress: openDistressRules(letter, vocabulary),
    rankMeanings: openRanking(letter, vocabulary),
  };
}
