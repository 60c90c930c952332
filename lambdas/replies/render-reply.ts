/** A reply as the words that are sent. Nothing that a person wrote is ever among them. */

import type { Letter, Message, Topic } from '../../content/letter.ts';
import type { Reply, TextOfTopic } from './reply.ts';

/**
 * The messages to send; none for silence. If the content has lost a topic, text or term since the reply was recorded,
 * it becomes the "cannot answer just now" text.
 *
 * @example renderReply({ kind: 'didYouMean', topics: ['grades', 'care'] }, letter)
 * // [{ words: 'Sorry, I am not sure. Did you mean GRADES or CARE?', segments: 1 }]
 */
export function renderReply(reply: Reply, letter: Letter): Message[] {
  const { replies } = letter;
  const found = (message: Message | undefined) => [message ?? { words: replies.cannotAnswer, segments: 1 }];
  const inOne = (words: string | undefined) => found(words === undefined ? undefined : { words, segments: 1 });
  switch (reply.kind) {
    case 'nothing':
      return [];
    case 'menu':
      return [...inOne(replies.menu), ...(letter.supersedes ? inOne(letter.supersedes.note) : [])];
    case 'text':
      return inOne(findText(reply, letter)?.words);
    case 'twoTexts':
      return reply.texts.flatMap((text) => inOne(findText(text, letter)?.words));
    case 'plainer':
      return inOne(findText(reply, letter)?.plainer);
    case 'glossary':
      return inOne(letter.glossary.find(({ id }) => id === reply.term)?.words);
    case 'inLanguage':
      return found(letter.languages[reply.language]?.[reply.about]);
    case 'severalTopics':
    case 'didYouMean':
      return inOne(replies[reply.kind].replace('{keywords}', renderKeywords(reply.topics, letter)));
    case 'endOfTopic':
      return inOne(renderEndOfTopic(reply.topic, letter));
    default:
      return inOne(replies[reply.kind]);
  }
}

function findText({ topic, text }: TextOfTopic, letter: Letter) {
  return findTopic(topic, letter)?.texts[text - 1];
}

function renderKeywords(topics: readonly string[], letter: Letter): string {
  const keywords = topics.flatMap((id) => findTopic(id, letter)?.keyword ?? []);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(keywords);
}

function renderEndOfTopic(id: string, letter: Letter): string | undefined {
  const index = letter.topics.findIndex((topic) => topic.id === id);
  const topic = letter.topics[index];
  const next = letter.topics[(index + 1) % letter.topics.length];
  if (!topic || !next) return undefined;
  return letter.replies.endOfTopic.replace('{keyword}', topic.keyword).replace('{next}', next.keyword);
}

function findTopic(id: string, letter: Letter): Topic | undefined {
  return letter.topics.find((topic) => topic.id === id);
}
