/** What people text must mean one thing, and must be ours to answer. */

import { RESERVED_WORDS } from '../../lambdas/understanding/reserved-words.ts';
import { letterPhrases, type Phrase, toKey } from './compile-letter.ts';
import { type ContentSource, type Problem, SHARED_MEANINGS } from './content-source.ts';

/** Phrases must be unique, not empty, and not words that Twilio answers itself. Ids must be unique. */
export function checkPhrases(source: ContentSource): Problem[] {
  return [...checkMeanings(source), ...checkIds(source)];
}

function checkMeanings(source: ContentSource): Problem[] {
  const taken = new Map<string, { phrase: string; meaning: string }>();
  const older = source.words.value.older.map(
    (phrase, at): Phrase => ({ file: 'words', path: ['older', at], phrase, meaning: 'older' }),
  );
  return [...letterPhrases(source), ...older].flatMap(({ file, path, phrase, meaning }) => {
    const place = { file: source[file].name, line: source[file].lineOf(path) };
    const key = toKey(phrase);
    const other = taken.get(key);
    if (key === '') return { ...place, what: `"${phrase}" has no letter or digit`, fix: 'Take it out' };
    if (RESERVED_WORDS.has(key)) {
      const fix = 'Choose another word: Twilio answers this one itself';
      return { ...place, what: `"${phrase}" is reserved by Twilio`, fix };
    }
    if (other) {
      const fix = other.meaning === meaning ? 'Take one of them out' : 'Keep it for one of them';
      return { ...place, what: `"${phrase}" is taken: ${other.meaning} has "${other.phrase}"`, fix };
    }
    taken.set(key, { phrase, meaning });
    return [];
  });
}

function checkIds({ topics }: ContentSource): Problem[] {
  const taken = new Set<string>(SHARED_MEANINGS);
  return topics.value.flatMap(({ id }, index) => {
    if (taken.has(id)) {
      const line = topics.lineOf([index, 'id']);
      return { file: topics.name, line, what: `The id ${id} is taken`, fix: 'Choose another id' };
    }
    taken.add(id);
    return [];
  });
}
