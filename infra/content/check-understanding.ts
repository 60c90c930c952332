/** What people text must be understood as its place in the content says, by the very rules that will answer them. */

import type { Letter } from '../../content/letter.ts';
import { faultOfGroup, faultOfRule } from '../../lambdas/understanding/distress-rules.ts';
import { SHARED_MEANINGS } from '../../lambdas/understanding/exact-words.ts';
import { understand } from '../../lambdas/understanding/understand.ts';
import type { Understanding } from '../../lambdas/understanding/understanding.ts';
import type { ContentSource, Path, Problem } from './content-source.ts';

/** Rules of distress that cannot be read. Nothing can be understood while there are any. */
export function checkRules({ distress }: ContentSource): Problem[] {
  const { groups, distress: sections, harmless } = distress.value;
  const faults: { path: Path; what: string | undefined }[] = [
    ...Object.keys(groups).map((name) => ({ path: ['groups', name], what: faultOfGroup(name, groups) })),
    ...sections.flatMap(({ together, phrases }, section) => [
      ...together.map((rule, at) => ruleAt(['distress', section, 'together', at], rule, 'together')),
      ...phrases.map((rule, at) => ruleAt(['distress', section, 'phrases', at], rule, 'phrase')),
    ]),
    ...harmless.map((rule, at) => ruleAt(['harmless', at], rule, 'phrase')),
  ];
  function ruleAt(path: Path, rule: string, kind: 'together' | 'phrase') {
    const fault = faultOfRule(rule, kind, groups);
    return { path, what: fault && `In "${rule}" ${fault}` };
  }
  return faults.flatMap(({ path, what }) => {
    const mend = 'Write it as the top of the file says';
    return what ? [{ file: distress.name, line: distress.lineOf(path), what, mend }] : [];
  });
}

/** Examples of distress, and of what is none; the words and questions of the topics; and what is about no topic. */
export function checkUnderstanding(source: ContentSource, letter: Letter): Problem[] {
  return [...checkExamples(source, letter), ...checkTopics(source, letter), ...checkShared(source, letter)];
}

function checkExamples({ distress }: ContentSource, letter: Letter): Problem[] {
  const { distress: sections, notDistress } = distress.value;
  const missed = sections.flatMap(({ about, examples }, section) =>
    examples.flatMap((example, at) => {
      if (understood(example, letter).kind === 'distress') return [];
      const what = `"${example}" does not get the safety reply`;
      const mend = `Add a rule for it to "${about}", or take it out`;
      return [{ file: distress.name, line: distress.lineOf(['distress', section, 'examples', at]), what, mend }];
    }),
  );
  const falseAlarms = notDistress.flatMap((example, at) => {
    if (understood(example, letter).kind !== 'distress') return [];
    const what = `"${example}" gets the safety reply`;
    const mend = 'Add what is harmless in it to harmless, or narrow the rule that it fits';
    return [{ file: distress.name, line: distress.lineOf(['notDistress', at]), what, mend }];
  });
  return [...missed, ...falseAlarms];
}

function checkTopics({ topics }: ContentSource, letter: Letter): Problem[] {
  const asked = topics.value.flatMap(({ id, keyword, otherWords, questions, texts }, topic) => [
    { id, phrase: keyword, path: [topic, 'keyword'] as Path },
    ...listed(id, otherWords, [topic, 'otherWords']),
    ...listed(id, questions, [topic, 'questions']),
    ...texts.flatMap((text, at) => [
      ...listed(id, text.otherWords, [topic, 'texts', at, 'otherWords']),
      ...listed(id, text.questions, [topic, 'texts', at, 'questions']),
    ]),
  ]);
  return asked.flatMap(({ id, phrase, path }) => {
    const understanding = understood(phrase, letter);
    const place = { file: topics.name, line: topics.lineOf(path) };
    if (understanding.kind === 'distress') {
      const mend = 'Choose other words: who writes these may be in danger';
      return [{ ...place, what: `"${phrase}" is a cry for help, and gets the safety reply`, mend }];
    }
    if (topicsOf(understanding).includes(id)) return [];
    const what = `"${phrase}" is not understood as ${id}`;
    return [{ ...place, what, mend: 'Say it in other words, or move it to the topic that it is understood as' }];
  });
}

function checkShared({ words }: ContentSource, letter: Letter): Problem[] {
  return SHARED_MEANINGS.flatMap((meaning) =>
    words.value[meaning].flatMap((phrase, at) => {
      if (understood(phrase, letter).kind === meaning) return [];
      const what = `"${phrase}" is not understood as ${meaning}`;
      return [
        { file: words.name, line: words.lineOf([meaning, at]), what, mend: 'Take it out, or choose other words' },
      ];
    }),
  );
}

function listed(id: string, phrases: readonly string[], path: Path) {
  return phrases.map((phrase, at) => ({ id, phrase, path: [...path, at] as Path }));
}

function understood(body: string, letter: Letter): Understanding {
  return understand({ body }, {}, letter);
}

function topicsOf(understanding: Understanding): readonly string[] {
  if (understanding.kind === 'topic') return [understanding.topic];
  return 'topics' in understanding ? understanding.topics : [];
}
