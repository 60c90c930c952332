/** A reply as the words that are sent. Nothing that a person wrote is ever among them. */

import type { Letter, Topic } from '../../content/letter.ts';
import type { Reply } from './choose-reply.ts';

/**
 * The text to send, or undefined when nothing is sent. A topic or text that the letter no longer has (a reply
 * recorded before the content changed) becomes the "cannot answer just now" text.
 *
 * @example renderReply({ kind: 'severalTopics', topics: ['grades', 'care'] }, letter)
 * // 'One at a time, please. Text GRADES or CARE.'
 */
export function renderReply(reply: Reply, letter: Letter): string | undefined {
  switch (reply.kind) {
    case 'nothing':
      return undefined;
    case 'text':
      return findTopic(reply.topic, letter)?.texts[reply.text - 1]?.words ?? letter.replies.cannotAnswer;
    case 'severalTopics':
    case 'didYouMean':
      return letter.replies[reply.kind].replace('{keywords}', renderKeywords(reply.topics, letter));
    case 'endOfTopic':
      return renderEndOfTopic(reply.topic, letter);
    default:
      return letter.replies[reply.kind];
  }
}

function renderKeywords(topics: readonly string[], letter: Letter): string {
  const keywords = topics.flatMap((id) => findTopic(id, letter)?.keyword ?? []);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(keywords);
}

function renderEndOfTopic(id: string, letter: Letter): string {
  const index = letter.topics.findIndex((topic) => topic.id === id);
  const topic = letter.topics[index];
  const next = letter.topics[(index + 1) % letter.topics.length];
  if (!topic || !next) return letter.replies.cannotAnswer;
  return letter.replies.endOfTopic.replace('{keyword}', topic.keyword).replace('{next}', next.keyword);
}

function findTopic(id: string, letter: Letter): Topic | undefined {
  return letter.topics.find((topic) => topic.id === id);
}
