/** Splits the published letter into sentences, to check the texts' quotations against. */

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/**
 * The sentences of a letter in Markdown. A heading is a sentence, and so is a row of a table, its cells joined by a
 * space; white space is folded.
 *
 * @example letterSentences('- One. Two.\n\n| Judgement | Grade |') // ['One.', 'Two.', 'Judgement Grade']
 */
export function letterSentences(markdown: string): string[] {
  return markdown
    .split('\n')
    .filter((line) => !/^[|\s-]*$/.test(line))
    .map((line) => (line.startsWith('|') ? line.replaceAll('|', ' ') : line.replace(/^(#+|[-*]) /, '')))
    .flatMap((line) => [...SENTENCES.segment(line)])
    .map(({ segment }) => foldSpace(segment))
    .filter((sentence) => sentence !== '');
}

/** Text with every run of white space as one space and none at its ends. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
