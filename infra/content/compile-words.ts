/** Makes of the content what forgives spelling, reads questions and finds distress: all in plain words. */

import type { Distress, Example, Letter } from '../../content/letter.ts';
import { SHARED_MEANINGS } from '../../lambdas/understanding/exact-words.ts';
import { plainWords, type TextSpeak } from '../../lambdas/understanding/plain-words.ts';
import { readWords } from '../../lambdas/understanding/read-words.ts';
import type { ContentSource } from './content-source.ts';
import { DICTIONARY, EVERYDAY_WORDS } from './dictionary.ts';

type Words = Pick<
  Letter,
  | 'textSpeak'
  | 'examples'
  | 'weights'
  | 'saidOtherwise'
  | 'questionStarts'
  | 'saidBefore'
  | 'joining'
  | 'distress'
  | 'automatic'
  | 'oneself'
  | 'requests'
  | 'wanted'
  | 'dictionary'
>;

export function compileWords({ topics, words, distress }: ContentSource): Words {
  const textSpeak = Object.fromEntries(
    Object.entries(words.value.textSpeak).map(([written, meant]) => [readWords(written).join(' '), meant]),
  );
  const plain = (phrases: readonly string[]) => phrases.map((phrase) => toPlain(phrase, textSpeak).join(' '));
  const examples = [...topicExamples(topics.value, textSpeak), ...sharedExamples(words.value, textSpeak)];
  const { askingWords: asking, smallWords: small, aroundAWord, contextWords: context } = words.value;
  const around = plain(aroundAWord).filter((phrase) => !phrase.includes(' '));
  const known = new Set(examples.flatMap((example) => example.words));
  return {
    textSpeak,
    examples,
    weights: { around, asking, small, context, everyday: [...known].filter((word) => EVERYDAY_WORDS.has(word)) },
    saidOtherwise: plain(words.value.saidOtherwise),
    questionStarts: plain(words.value.questionStarts),
    saidBefore: plain(words.value.saidBefore),
    joining: plain(words.value.joining),
    distress: compileDistress(distress.value, textSpeak),
    automatic: plain(words.value.automatic),
    oneself: plain(words.value.oneself),
    requests: plain(words.value.requests),
    wanted: words.value.wanted,
    dictionary: DICTIONARY,
  };
}

/** The rules with their words written out: reading hundreds of them is no work for the first text that comes. */
function compileDistress(
  { groups, distress: sections, harmless, inDoubt, neverATopic, inGeneral }: ContentSource['distress']['value'],
  textSpeak: TextSpeak,
): Distress {
  const plain = (rules: readonly string[]) => rules.map((rule) => plainRule(rule, textSpeak));
  const { begins, about, unless } = inGeneral;
  return {
    groups: Object.fromEntries(Object.entries(groups).map(([name, words]) => [name, plain(words)])),
    together: plain(sections.flatMap(({ together }) => together)),
    phrases: plain(sections.flatMap(({ phrases }) => phrases)),
    harmless: plain(harmless),
    inDoubt: plain(inDoubt),
    neverATopic: plain(neverATopic),
    inGeneral: { begins: plain(begins), about: plain(about), unless: plain(unless) },
  };
}

function plainRule(rule: string, textSpeak: TextSpeak): string {
  return rule.replace(/<\w+>|[\p{L}\p{N}'’]+(?: [\p{L}\p{N}'’]+)*/gu, (said) =>
    said.startsWith('<') ? said : toPlain(said, textSpeak).join(' '),
  );
}

function toPlain(phrase: string, textSpeak: TextSpeak): string[] {
  return plainWords(readWords(phrase), textSpeak);
}

function topicExamples(topics: ContentSource['topics']['value'], textSpeak: TextSpeak): Example[] {
  return topics.flatMap(({ id: meaning, keyword, otherWords, questions, texts }) =>
    [
      { otherWords: [keyword, ...otherWords], questions, text: 1 },
      ...texts.map((one, at) => ({ ...one, text: at + 1 })),
    ]
      .flatMap((part) => [
        ...part.otherWords.map((phrase) => ({ phrase, text: part.text, isName: true })),
        ...part.questions.map((phrase) => ({ phrase, text: part.text, isName: false })),
      ])
      .map(({ phrase, text, isName }) => ({ meaning, text, words: toPlain(phrase, textSpeak), isName })),
  );
}

function sharedExamples(words: ContentSource['words']['value'], textSpeak: TextSpeak): Example[] {
  // Nothing is erased on a guess.
  return SHARED_MEANINGS.filter((meaning) => meaning !== 'forget').flatMap((meaning) =>
    // HELP stands in no list of the content, for Twilio answers it; "hepl" it leaves to us.
    [...words[meaning], ...(meaning === 'help' ? ['help'] : [])].map((phrase) => ({
      meaning,
      text: 1,
      words: toPlain(phrase, textSpeak),
      isName: true,
    })),
  );
}
