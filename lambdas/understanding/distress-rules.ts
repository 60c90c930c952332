/**
 * Whether a text says that somebody is in danger, by the rules of `content/distress.yaml`. What the rules look like is
 * told there, for those who write them.
 */

import type { Letter } from '../../content/letter.ts';
import { memoize } from './memoize.ts';
import { rootOf, type Vocabulary } from './vocabulary.ts';

export interface DistressRules {
  /** The first rule that a text fits, as it is written in the content. */
  find(words: readonly string[]): string | undefined;
  /** True when it has a word that makes a topic's reply doubtful, and is not about others in general. */
  isDoubtful(words: readonly string[]): boolean;
  /** True when it has a word of which no topic's reply may speak. */
  isNoTopic(words: readonly string[]): boolean;
}

/** How far the words of a `together` may lie apart, the first and the last included. */
const SPAN = 9;
/** How many other words may stand between two of `phrases`. */
const BETWEEN = 2;
/** The same for "...". */
const FAR_BETWEEN = 6;

/** A word as likely as this, by its length, is taken for one of a rule. */
const LIKELY_ENOUGH = [
  { upTo: 3, likeness: 1 },
  { upTo: 4, likeness: 0.85 },
  { upTo: 5, likeness: 0.84 },
  { upTo: Number.POSITIVE_INFINITY, likeness: 0.8 },
];

/** The group whose words tell of oneself; the content must have it. */
const ONESELF = '<i>';

const PART = /\.\.\.|\^|\$|<\w+>\??|\([^()]*\)\??|[^\s()<>|]+/g;

/** A part of a rule: the words it may be, as roots with a space between. */
type Choice = readonly string[];

/** All words that the rules name. */
export function distressWords(letter: Letter): Set<string> {
  const { together, phrases, inDoubt, neverATopic, inGeneral, groups } = letter.distress;
  const parts = new Set([...together, ...phrases].flatMap(partsOf));
  const said = new Set([...parts].flatMap((part) => wordsOfPart(part, groups)));
  return new Set(
    [...said, ...inDoubt, ...neverATopic, ...Object.values(inGeneral).flat()].flatMap((one) => one.split(' ')),
  );
}

/** Prepares the rules; the check of the content has found nothing wrong with them. */
export function openDistressRules(letter: Letter, vocabulary: Vocabulary): DistressRules {
  const { distress } = letter;
  const begins = toChoice(distress.inGeneral.begins);
  const about = toChoice(distress.inGeneral.about);
  const unless = toChoice(distress.inGeneral.unless);
  const inDoubt = toChoice(distress.inDoubt);
  const neverATopic = toChoice(distress.neverATopic);
  const toRoots = memoize((phrase) => phrase.split(' ').map(rootOf).join(' '));
  const choiceOf = memoize((part): Choice => [...new Set(wordsOfPart(part, distress.groups).map(toRoots))]);
  const phraseOf = (rule: string, between: number) => openPhrase(rule, choiceOf, between);

  const harmless = distress.harmless.map((rule) => phraseOf(rule, 0));
  const phrases = distress.phrases.map((rule) => phraseOf(rule, BETWEEN));
  const together = distress.together.map((rule) => ({ rule, parts: partsOf(rule) }));
  const beginsInGeneral = phraseOf(`^ ${begins}`, 0);
  const rules = [...distress.harmless, ...distress.phrases, ...distress.together];
  const index = indexParts(
    new Set([...rules.flatMap(partsOf), begins, about, unless, inDoubt, neverATopic, ONESELF]),
    choiceOf,
  );

  const read = (roots: string): Said => {
    const places = findPlaces(roots.split(' '), index);
    return { text: ` ${roots} `, placesOf: (part) => places.get(part) ?? [] };
  };
  const readWordsSaid = (words: readonly string[]) => read(words.map((word) => likelyRoot(word, vocabulary)).join(' '));
  const hasOne = (said: Said, part: string) => said.placesOf(part).length > 0;

  return {
    find(words) {
      const said = readWordsSaid(words);
      if (beginsInGeneral.isIn(said) && hasOne(said, about) && !hasOne(said, unless)) return undefined;
      const meant = read(
        harmless.reduce((text, phrase) => (phrase.isIn(said) ? phrase.strikeOut(text) : text), said.text).trim(),
      );
      const phrase = phrases.find((one) => one.isIn(meant));
      return phrase?.rule ?? together.find(({ parts }) => isTogether(parts.map(meant.placesOf)))?.rule;
    },
    isDoubtful(words) {
      const said = readWordsSaid(words);
      const isOfOneself = words.length === 1 || hasOne(said, ONESELF);
      return hasOne(said, inDoubt) && (isOfOneself || !hasOne(said, about));
    },
    isNoTopic: (words) => hasOne(readWordsSaid(words), neverATopic),
  };
}

/** A text as roots. */
interface Said {
  /** With a space before and after each root. */
  text: string;
  /** Where a part of a rule stands in it. */
  placesOf(part: string): readonly Place[];
}

/** A rule whose words have an order. */
interface Phrase {
  rule: string;
  isIn(said: Said): boolean;
  strikeOut(text: string): string;
}

function openPhrase(rule: string, choiceOf: (part: string) => Choice, between: number): Phrase {
  // Of hundreds of rules hardly one has all its words in a text: only for that one the order is looked at.
  const needed = partsOf(rule).filter(isNeeded);
  let regExp: RegExp | undefined;
  const openRegExp = () => {
    regExp ??= toRegExp(rule, choiceOf, between);
    return regExp;
  };
  return {
    rule,
    isIn: ({ text, placesOf }) => needed.every((part) => placesOf(part).length > 0) && text.search(openRegExp()) >= 0,
    strikeOut: (text) => text.replace(openRegExp(), (phrase) => phrase.replace(/\S+/g, '-')),
  };
}

/**
 * What is wrong with a rule as it is written, or undefined.
 *
 * @param kind a rule of `together` has no order, and so no beginning, no end, and nothing that may be missing
 * @example faultOfRule('<nobody> hits me', 'phrase', { me: ['me'] }) // 'there is no group <nobody>'
 */
export function faultOfRule(rule: string, kind: 'together' | 'phrase', groups: Groups): string | undefined {
  const parts = partsOf(rule);
  const strange = rule.replace(PART, '').trim();
  if (strange) return `"${strange[0]}" stands alone`;
  const needed = parts.filter(isNeeded);
  if (needed.length === 0) return 'nothing is in it that must be there';
  if (kind === 'together' && needed.length < parts.length)
    return '^, $, ... and ? have no place where there is no order';
  for (const part of parts) {
    const missing = [...part.matchAll(/<(\w+)>/g)].find(([, name = '']) => !Object.hasOwn(groups, name));
    if (missing) return `there is no group ${missing[0]}`;
    const choice = part.replace(/[()?]/g, '').split('|');
    if (part.startsWith('(') && choice.some((one) => one.trim() === '')) return `a choice of ${part} is empty`;
  }
  return undefined;
}

/** What is wrong with a group, or undefined. */
export function faultOfGroup(name: string, groups: Groups, within: readonly string[] = []): string | undefined {
  if (within.includes(name)) return `<${name}> is within itself`;
  const words = groups[name];
  if (!words) return `there is no group <${name}>`;
  for (const word of words) {
    const inner = /^<(\w+)>$/.exec(word)?.[1];
    const fault = inner && faultOfGroup(inner, groups, [...within, name]);
    if (fault) return fault;
  }
  return undefined;
}

type Groups = Readonly<Record<string, readonly string[]>>;

/** True for a part without which a text cannot fit. */
function isNeeded(part: string): boolean {
  return !/^(?:\.\.\.|\^|\$)$|\?$|\$[|)]/.test(part);
}

function toChoice(words: readonly string[]): string {
  return `(${words.join('|')})`;
}

function partsOf(rule: string): string[] {
  return rule.match(PART) ?? [];
}

/** The words and phrases that a part may be, groups within it written out; `$` stays. */
function wordsOfPart(part: string, groups: Groups): string[] {
  if (/^(\.\.\.|\^)$/.test(part)) return [];
  return part
    .replace(/^\(|\)?\?$|\)$/g, '')
    .split('|')
    .flatMap((one) => {
      const group = /^<(\w+)>$/.exec(one.trim())?.[1];
      return group ? (groups[group] ?? []).flatMap((word) => wordsOfPart(word, groups)) : [one.trim()];
    })
    .filter((one) => one !== '$');
}

function likelyRoot(word: string, vocabulary: Vocabulary): string {
  const [likely] = vocabulary.recognise(word);
  const enough = LIKELY_ENOUGH.find(({ upTo }) => word.length <= upTo)?.likeness ?? 1;
  return likely && likely.likeness >= enough ? likely.root : rootOf(word);
}

/** A rule as a regular expression on roots, each with a space after it and one before the first. */
function toRegExp(rule: string, choiceOf: (part: string) => Choice, between: number): RegExp {
  let source = '(?<= )';
  let gap = 0;
  for (const part of partsOf(rule)) {
    if (part === '...') {
      gap = FAR_BETWEEN;
      continue;
    }
    if (part === '^') {
      source = '^ ';
      continue;
    }
    const isFar = gap === FAR_BETWEEN;
    const skipped = gap > 0 ? `(?:\\S+ ){0,${gap}}?` : '';
    // Up to the first word that must be there, ^ holds.
    if (part === '$') gap = 0;
    else if (!part.endsWith('?') || gap > 0) gap = between;
    if (part === '$') {
      source += isFar ? `${skipped}$` : '$';
      continue;
    }
    const words = `(?:${choiceOf(part)
      .toSorted((one, other) => other.length - one.length)
      .map(escapeRegExp)
      .join('|')}) `;
    const element = /[(|]\$[|)]/.test(part) ? `(?:${skipped}${words}|$)` : skipped + words;
    source += part.endsWith('?') ? `(?:${element})?` : element;
  }
  if (gap === FAR_BETWEEN) source += `(?:\\S+ ){0,${FAR_BETWEEN}}`;
  return new RegExp(source, 'g');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** All phrases of all parts, by their first root. */
type PartIndex = ReadonlyMap<string, readonly { part: string; phrase: readonly string[] }[]>;

/** Where a phrase stands among roots: from one place up to another. */
interface Place {
  from: number;
  to: number;
}

function indexParts(parts: Iterable<string>, choiceOf: (part: string) => Choice): PartIndex {
  const phrases = [...parts].flatMap((part) => choiceOf(part).map((phrase) => ({ part, phrase: phrase.split(' ') })));
  return Map.groupBy(phrases, ({ phrase: [first = ''] }) => first);
}

/** Every place of every part. */
function findPlaces(roots: readonly string[], index: PartIndex): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const [from, root] of roots.entries()) {
    for (const { part, phrase } of index.get(root) ?? []) {
      if (!phrase.every((one, at) => roots[from + at] === one)) continue;
      const ofPart = places.get(part) ?? [];
      ofPart.push({ from, to: from + phrase.length });
      places.set(part, ofPart);
    }
  }
  return places;
}

/** True when one place of each can be chosen, none of them twice, within the span. */
function isTogether(places: readonly (readonly Place[])[], chosen: readonly Place[] = []): boolean {
  const [first, ...rest] = places;
  if (!first) return true;
  if (places.some((ofPart) => ofPart.length === 0)) return false;
  return first.some((place) => {
    const all = [...chosen, place];
    const from = Math.min(...all.map((one) => one.from));
    const to = Math.max(...all.map((one) => one.to));
    const isFree = chosen.every((one) => place.from >= one.to || one.from >= place.to);
    return isFree && to - from <= SPAN && isTogether(rest, all);
  });
}
