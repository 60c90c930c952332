/** What "yes", "no" and "the first one" mean after a question of ours. */

import type { Dialogue } from './dialogue.ts';
import type { Understanding } from './understanding.ts';

export const ANSWERS = ['yes', 'no', 'both', 'first', 'second'] as const;
export type Answer = (typeof ANSWERS)[number];

/**
 * Undefined when the answer fits no question that is open.
 *
 * @example understandAnswer('first', { question: { kind: 'topics', topics: ['grades', 'care'] } })
 * // { kind: 'topic', topic: 'grades', text: 1 }
 */
export function understandAnswer(answer: Answer, { question }: Dialogue): Understanding | undefined {
  if (answer === 'no') return { kind: question?.kind === 'topics' ? 'menu' : 'thanks' };
  if (!question) return answer === 'yes' ? { kind: 'thanks' } : undefined;
  if (question.kind !== 'topics') return answer === 'yes' ? { kind: question.kind } : undefined;
  const { topics } = question;
  const chosen = { yes: topics, both: topics, first: topics.slice(0, 1), second: topics.slice(1, 2) }[answer];
  const [topic, another] = chosen;
  if (!topic) return undefined;
  return another ? { kind: 'severalTopics', topics: chosen } : { kind: 'topic', topic, text: 1 };
}
