/** Texts and letter held against each other: nothing that the letter does not say, nothing of it left out. */

import { readWords } from '../../lambdas/understanding/read-words.ts';
import type { ContentSource, Problem } from './content-source.ts';
import { foldSpace } from './letter-sentences.ts';

/**
 * Every quotation must be a whole sentence of the letter, and every sentence must be quoted under a text or set aside
 * with a reason, not both.
 */
export function checkQuotations({ id, sentences, topics, letter }: ContentSource): Problem[] {
  const quotations = topics.value.flatMap(({ texts }, topic) =>
    texts.flatMap(({ restsOn }, text) =>
      restsOn.map((sentence, at) => ({
        file: topics,
        path: [topic, 'texts', text, 'restsOn', at],
        sentence: foldSpace(sentence),
      })),
    ),
  );
  const setAside = letter.value.setAside.map(({ sentence }, at) => ({
    file: letter,
    path: ['setAside', at],
    sentence: foldSpace(sentence),
  }));
  const place = ({ file, path }: (typeof quotations | typeof setAside)[number]) => ({
    file: file.name,
    line: file.lineOf(path),
  });

  const altered = [...quotations, ...setAside]
    .filter(({ sentence }) => !sentences.includes(sentence))
    .map((one) => ({ ...one, meant: nearest(one.sentence, sentences) }));
  const used = new Set([...quotations, ...setAside].map(({ sentence }) => sentence));
  // A sentence that is quoted, but not to the letter, is named once.
  for (const { meant } of altered) used.add(meant);
  const quoted = new Set(quotations.map(({ sentence }) => sentence));

  return [
    ...altered.map((one) => ({
      ...place(one),
      what: `"${shorten(one.sentence)}" is no sentence of the letter`,
      fix: `Quote one whole and to the letter; the nearest is "${one.meant}"`,
    })),
    ...sentences
      .filter((sentence) => !used.has(sentence))
      .map((sentence) => ({
        file: topics.name,
        line: 1,
        what: `No text rests on "${sentence}"`,
        fix: `Quote it under a text that says it, or set it aside with a reason in content/${id}/letter.yaml`,
      })),
    ...setAside
      .filter(({ sentence }) => quoted.has(sentence))
      .map((one) => ({
        ...place(one),
        what: `"${shorten(one.sentence)}" is set aside and yet a text rests on it`,
        fix: 'Take it out here',
      })),
  ];
}

/** The sentence that shares the most words with a quotation. */
function nearest(quotation: string, sentences: readonly string[]): string {
  const words = new Set(readWords(quotation));
  const shared = (sentence: string) => {
    const its = new Set(readWords(sentence));
    return its.intersection(words).size / its.union(words).size;
  };
  return sentences.reduce((best, sentence) => (shared(sentence) > shared(best) ? sentence : best), '');
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
