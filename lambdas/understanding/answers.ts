/** What "yes", "no" and "the first one" mean after a question of ours. */

import type { Letter } from '../../content/letter.ts';
import type { Dialogue } from './dialogue.ts';
import type { Understanding } from './understanding.ts';

export const ANSWERS = ['yes', 'no', 'both', 'first', 'second'] as const;
export type Answer = (typeof ANSWERS)[number];

/**
 * Undefined when we have asked nothing that the answer fits.
 *
 * @example understandAnswer('first', { question: { kind: 'topics', topics: ['grades', 'care'] } }, letter)
 * // { kind: 'topic', topic: 'grades', text: 1 }
 */
export function understandAnswer(answer: Answer, { question }: Dialogue, letter: Letter): Understanding | undefined {
  if (answer === 'no') return { kind: question?.kind === 'topics' ? 'menu' : 'thanks' };
  if (!question) return answer === 'yes' ? { kind: 'thanks' } : undefined;
  if (question.kind !== 'topics' && answer === 'yes') return { kind: question.kind };
  if (question.kind === 'menu') return undefined;
  const { topics = [] } = question;
  const chosen = { yes: topics, both: topics, first: topics.slice(0, 1), second: topics.slice(1, 2) }[answer];
  const [topic, another] = chosen;
  if (!topic) return undefined;
  if (another) return { kind: 'severalTopics', topics: chosen };
  // After two texts, they have already read "the first one".
  const hasSecond = letter.topics.some(({ id, texts }) => id === topic && texts.length > 1);
  return { kind: 'topic', topic, text: question.kind === 'more' && hasSecond ? 2 : 1 };
}
