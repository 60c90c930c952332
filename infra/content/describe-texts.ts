/** What staff are shown of every text: how long it is, how hard to read, and what it rests on. */

import type { DescribedText, Letter } from '../../content/letter.ts';
import type { ContentSource } from './content-source.ts';
import { countSegments } from './count-segments.ts';
import { readingGrade } from './reading-grade.ts';

/** @param letter as the source was compiled for the deployment */
export function describeTexts(source: ContentSource, letter: Letter): DescribedText[] {
  const ofTopics = source.topics.value.flatMap(({ id, keyword, texts }, topic) =>
    texts.map(({ text, restsOn }, at): DescribedText => {
      const words = letter.topics[topic]?.texts[at]?.words ?? text;
      return { name: `${keyword} ${at + 1}`, sent: `${id} ${at + 1}`, words, ...measure(words), restsOn };
    }),
  );
  const ofReplies = Object.entries(letter.replies).map(
    ([name, words]): DescribedText => ({ name, words, ...measure(words), restsOn: [] }),
  );
  const note = letter.supersedes?.note;
  const ofOlder = note ? [{ name: 'olderLetter', words: note, ...measure(note), restsOn: [] }] : [];
  return [...ofTopics, ...ofReplies, ...ofOlder];
}

function measure(words: string): Pick<DescribedText, 'septets' | 'grade'> {
  return { septets: countSegments(words).units, grade: Number(readingGrade(words).toFixed(1)) };
}
