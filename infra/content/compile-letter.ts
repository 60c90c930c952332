/** Compiles a letter for the Lambda: adds cues, fills placeholders and prepares phrases for look-up. */

import type { FixedReply, Letter, Message } from '../../content/letter.ts';
import { plainWords, type TextSpeak } from '../../lambdas/understanding/plain-words.ts';
import { phraseKey, readWords } from '../../lambdas/understanding/read-words.ts';
import type { ReaderFile } from '../../lambdas/understanding/reader.ts';
import { RESERVED_WORDS } from '../../lambdas/understanding/reserved-words.ts';
import { rootOf } from '../../lambdas/understanding/speller.ts';
import { readWeights } from '../../lambdas/understanding/weights-file.ts';
import { type ContentSource, type Path, SHARED_MEANINGS } from './content-source.ts';
import { countLanguages } from './count-languages.ts';
import { countSegments } from './count-segments.ts';
import { DICTIONARY } from './dictionary.ts';
import type { Example } from './examples.ts';
import { yearOf } from './read-content.ts';

/** A phrase that people text, its place in the source, and its meaning. */
export interface Phrase {
  file: 'topics' | 'words';
  path: Path;
  /** As it is written there. */
  phrase: string;
  /** The topic's id or another meaning. */
  meaning: string;
  /** Which of the topic's texts it asks for in particular, from 1. */
  text?: number;
}

/** The words in replies that a deployment sets. */
export interface DeploymentWords {
  /** The council's own telephone line, where the deployment names one. */
  contactLine?: string | undefined;
  /** Where the full report is. */
  reportAddress?: string | undefined;
  /** When Ofsted came again: "May 2025". */
  newerInspection?: string | undefined;
}

/** Where all of Ofsted's reports are: https://reports.ofsted.gov.uk */
const ALL_REPORTS = 'reports.ofsted.gov.uk';

/** Compiles a letter that the check has found nothing wrong with. */
export function compileLetter(source: ContentSource, deployment: DeploymentWords): Letter {
  const phrases = letterPhrases(source);
  const common = commonWords(source);
  const textSpeak = compileTextSpeak(source);
  const { reportAddress = ALL_REPORTS } = deployment;
  const asked = source.examples.filter(({ topicText }) => topicText !== undefined);
  const aroundAWord = source.words.value.aroundAWord;
  return {
    id: source.id,
    ...compileSuperseded(source),
    year: source.letter.value.year,
    topics: source.topics.value.map(({ id, keyword, texts }) => ({
      id,
      keyword,
      phrases: keysOf(id, phrases),
      texts: texts.map(({ text, plainer }, index) => ({
        words: fill(text, { reportAddress }) + cueOf(source, index === texts.length - 1),
        plainer: fill(plainer, { reportAddress }) + cueOf(source, index === texts.length - 1),
        phrases: keysOf(id, phrases, index + 1),
        roots: rootsOf(source, { asked, common, textSpeak }, id, index),
      })),
    })),
    replies: fillReplies(source, deployment),
    glossary: source.glossary.value.map(({ id, word, otherWords, text }) => ({
      id,
      keys: [word, ...otherWords].map(toKey),
      words: text,
    })),
    languages: Object.fromEntries(
      Object.entries(source.languages.value).map(([language, { safety, language: about }]) => [
        language,
        { safety: toMessage(safety), language: toMessage(about) },
      ]),
    ),
    phrases: Object.fromEntries(
      SHARED_MEANINGS.map((meaning) => [meaning, keysOf(meaning, phrases)]),
    ) as Letter['phrases'],
    aroundAWord: aroundAWord.map(toKey),
    longestPhrase: Math.max(
      ...[...aroundAWord, ...phrases.map(({ phrase }) => phrase)].map((phrase) => readWords(phrase).length),
    ),
    sentences: sentencesOf(source),
    joining: source.words.value.joining,
    wanted: source.words.value.wanted,
  };
}

/** How people learn of the letter that this one supersedes, and how they get to it. */
function compileSuperseded({ letter, replies, words }: ContentSource): Pick<Letter, 'supersedes'> {
  const id = letter.value.supersedes;
  if (id === undefined) return {};
  const note = fill(replies.value.olderLetter, { olderYear: yearOf(id) });
  return { supersedes: { id, note, older: words.value.older.map(toKey), newer: words.value.newer.map(toKey) } };
}

/** Everything besides the weights that sentences are read with. */
export function compileReader(source: ContentSource): ReaderFile {
  const phrases = letterPhrases(source).filter(({ meaning }) => meaning !== 'forget');
  const reserved = [...RESERVED_WORDS].filter(([, what]) => what !== 'optedIn').map(([word]) => word);
  const written = [...phrases.map(({ phrase }) => phrase), ...source.words.value.aroundAWord, ...reserved];
  const phraseWords = [...new Set(written.flatMap(readWords))].filter((word) => !/\d/.test(word));
  return {
    textSpeak: compileTextSpeak(source),
    phraseWords,
    dictionary: DICTIONARY,
    languages: countLanguages(source.examples),
  };
}

/** Text-speak as `plainWords` looks it up. */
export function compileTextSpeak({ words }: Pick<ContentSource, 'words'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words.value.textSpeak).map(([written, meant]) => [readWords(written).join(' '), meant]),
  );
}

/** The first text that rests on each sentence. */
function sentencesOf({ topics }: ContentSource): Letter['sentences'] {
  const sentences = topics.value.flatMap(({ id: topic, texts }) =>
    texts.flatMap(({ restsOn }, at) => restsOn.map((sentence) => [toKey(sentence), { topic, text: at + 1 }] as const)),
  );
  // Of two entries the last one stays.
  return Object.fromEntries(sentences.toReversed());
}

/** So many of the commonest words are said about anything, and tell nothing of a text. */
const COMMON_WORDS = 125;

function commonWords({ weights }: ContentSource): ReadonlySet<string> {
  return new Set(weights ? Object.keys(readWeights(weights.bytes).vocabulary).slice(0, COMMON_WORDS) : []);
}

function rootsOf(
  { topics }: ContentSource,
  { asked, common, textSpeak }: { asked: readonly Example[]; common: ReadonlySet<string>; textSpeak: TextSpeak },
  topic: string,
  at: number,
): string[] {
  const text = topics.value.find(({ id }) => id === topic)?.texts[at];
  if (!text) return [];
  const ofText = asked.filter(({ meanings, topicText }) => meanings.includes(topic) && topicText === at + 1);
  const said = [text.text, ...text.restsOn, ...text.otherWords, ...ofText.map((example) => example.text)];
  const words = said.flatMap((one) => plainWords(readWords(one), textSpeak));
  return [...new Set(words.filter((word) => word.length > 2 && !common.has(word)).map(rootOf))];
}

/** Every phrase of the source, the numbers of the menu included; those that all letters share come first. */
export function letterPhrases({ topics, words }: ContentSource): Phrase[] {
  const ofTopics = topics.value.flatMap(({ id: meaning, keyword, otherWords, texts }, index): Phrase[] => {
    const number = words.value.numbers[index];
    return [
      { file: 'topics', path: [index, 'keyword'], phrase: keyword, meaning },
      ...otherWords.map((phrase, at): Phrase => ({ file: 'topics', path: [index, 'otherWords', at], phrase, meaning })),
      ...texts.flatMap((one, at) =>
        one.otherWords.map(
          (phrase, word): Phrase => ({
            file: 'topics',
            path: [index, 'texts', at, 'otherWords', word],
            phrase,
            meaning,
            text: at + 1,
          }),
        ),
      ),
      { file: 'topics', path: [index], phrase: `${index + 1}`, meaning },
      // "no" alone would turn "no food" into a topic, so it is known before a number only.
      { file: 'topics', path: [index], phrase: `no ${index + 1}`, meaning },
      ...(number ? [{ file: 'words' as const, path: ['numbers', index], phrase: number, meaning }] : []),
    ];
  });
  const ofWords = SHARED_MEANINGS.flatMap((meaning) =>
    words.value[meaning].map((phrase, at): Phrase => ({ file: 'words', path: [meaning, at], phrase, meaning })),
  );
  return [...ofWords, ...ofTopics];
}

/** The form in which `understand` looks a phrase up. */
export function toKey(phrase: string): string {
  return phraseKey(readWords(phrase));
}

function keysOf(meaning: string, phrases: readonly Phrase[], text?: number): string[] {
  return phrases.filter((one) => one.meaning === meaning && one.text === text).map(({ phrase }) => toKey(phrase));
}

function cueOf({ replies }: ContentSource, isLast: boolean): string {
  return isLast ? replies.value.cueMenu : replies.value.cueMore;
}

/** Fills the placeholders that there is something for. */
function fill(text: string, filled: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => filled[name] ?? placeholder);
}

function toMessage(words: string): Message {
  return { words, segments: countSegments(words).segments };
}

function fillReplies(source: ContentSource, deployment: DeploymentWords): Letter['replies'] {
  const { contactLine, reportAddress = ALL_REPORTS, newerInspection } = deployment;
  const { cueMore, cueMenu, council, currentWithNewer, olderLetter, ...replies } = source.replies.value;
  const fixed = { ...replies, ...(newerInspection && { current: currentWithNewer }) };
  const [topics, moreTopics] = menuPages(source);
  const filled = {
    place: source.letter.value.place,
    year: source.letter.value.year,
    inspected: source.letter.value.inspected,
    topics,
    moreTopics,
    council: contactLine ? fill(council, { contactLine }) : '',
    reportAddress,
    newerInspection: newerInspection ?? '',
  };
  return Object.fromEntries(Object.entries(fixed).map(([name, text]) => [name, fill(text, filled)])) as Record<
    FixedReply,
    string
  >;
}

/** Half of the topics each, one a line. A letter of few topics needs no second page. */
function menuPages({ topics }: ContentSource): [string, string] {
  const lines = topics.value.map(({ keyword, hint }, index) => `${index + 1} ${keyword} ${hint}`);
  const half = Math.floor(lines.length / 2);
  return [lines.slice(0, half).join('\n'), lines.slice(half).join('\n')];
}
