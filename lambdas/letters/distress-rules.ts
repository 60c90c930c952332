/**
 * Whether a text says that somebody is in danger, by the rules of `content/distress.yaml`. What the rules look like is
 * told there, for those who write them.
 */

import type { Letter } from '../../content/letter.ts';
import { plainWords } from './plain-words.ts';
import { readWords } from './read-words.ts';
import { rootOf, type Vocabulary } from './vocabulary.ts';

export interface DistressRules {
  /** The first rule that a text fits, as it is written in the content. */
  find(words: readonly string[]): string | undefined;
  /** True when it tells of oneself and has a word that makes a topic's reply doubtful. */
  isDoubtful(words: readonly string[]): boolean;
}

/** How far the words of a `together` may lie apart, the first and the last included. */
const SPAN = 9;
/** How many other words may stand between two of `phrases`. */
const BETWEEN = 2;
/** The same for "...". */
const FAR_BETWEEN = 6;

/** A word as likely as this, by its length, is taken for one of a rule. */
const LIKELY_ENOUGH = [
  { upTo: 4, likeness: 0.85 },
  { upTo: 5, likeness: 0.84 },
  { upTo: Number.POSITIVE_INFINITY, likeness: 0.8 },
];

const PART = /\.\.\.|\^|\$|<\w+>\??|\([^()]*\)\??|[^\s()<>|]+/g;

/** A part of a rule: the words it may be, as roots with a space between. */
type Choice = readonly string[];

/** All words that the rules name, in plain English. */
export function distressWords(letter: Letter): string[] {
  const { together, phrases, inDoubt, inGeneral, groups } = letter.distress;
  const choices = [...together, ...phrases].flatMap((rule) =>
    partsOf(rule).flatMap((part) => wordsOfPart(part, groups)),
  );
  return [...choices, ...inDoubt, ...Object.values(inGeneral).flat()].flatMap((one) => plain(one, letter));
}

/** Prepares the rules; the check of the content has found nothing wrong with them. */
export function openDistressRules(letter: Letter, vocabulary: Vocabulary): DistressRules {
  const { distress } = letter;
  const toRoots = (phrase: string) => plain(phrase, letter).map(rootOf).join(' ');
  const choiceOf = (part: string): Choice => [...new Set(wordsOfPart(part, distress.groups).map(toRoots))];

  const harmless = distress.harmless.map((rule) => toRegExp(rule, choiceOf, 0));
  const phrases = distress.phrases.map((rule) => ({ rule, regExp: toRegExp(rule, choiceOf, BETWEEN) }));
  const choices = new Map<string, ChoiceIndex>();
  const together = distress.together.map((rule) => ({ rule, parts: partsOf(rule) }));
  for (const { parts } of together) {
    for (const part of parts) if (!choices.has(part)) choices.set(part, indexChoice(choiceOf(part)));
  }
  const begins = toRegExp(`^ (${distress.inGeneral.begins.join('|')})`, choiceOf, 0);
  const isAbout = toRegExp(`(${distress.inGeneral.about.join('|')})`, choiceOf, 0);
  const isOwn = toRegExp(`(${distress.inGeneral.unless.join('|')})`, choiceOf, 0);
  const tellsOfOneself = toRegExp('<i>', choiceOf, 0);
  const isDoubtful = toRegExp(`(${distress.inDoubt.join('|')})`, choiceOf, 0);

  function rootsOf(words: readonly string[]): string {
    return ` ${words.map((word) => likelyRoot(word, vocabulary)).join(' ')} `;
  }

  return {
    find(words) {
      const said = rootsOf(words);
      if (said.search(begins) >= 0 && said.search(isAbout) >= 0 && said.search(isOwn) < 0) return undefined;
      const meant = harmless.reduce(
        (text, regExp) => text.replace(regExp, (phrase) => phrase.replace(/\S+/g, '-')),
        said,
      );
      const phrase = phrases.find(({ regExp }) => meant.search(regExp) >= 0);
      if (phrase) return phrase.rule;
      const roots = meant.trim().split(' ');
      const places = new Map<string, Place[]>();
      const placesOf = (part: string) => {
        const found = places.get(part) ?? findPlaces(roots, choices.get(part));
        places.set(part, found);
        return found;
      };
      return together.find(({ parts }) => isTogether(parts.map(placesOf)))?.rule;
    },
    isDoubtful(words) {
      const said = rootsOf(words);
      return said.search(tellsOfOneself) >= 0 && said.search(isDoubtful) >= 0;
    },
  };
}

/** What is wrong with a rule, or undefined. */
export function faultOfRule(rule: string, groups: Readonly<Record<string, readonly string[]>>): string | undefined {
  const parts = partsOf(rule);
  const strange = rule.replace(PART, '').trim();
  if (strange) return `"${strange[0]}" stands alone`;
  if (parts.length === 0) return 'nothing is in it';
  for (const part of parts) {
    const group = [...part.matchAll(/<(\w+)>/g)].find(([, name = '']) => !Object.hasOwn(groups, name));
    if (group) return `there is no group ${group[0]}`;
    if (
      /^\(|\|/.test(part) &&
      part
        .replace(/[()?]/g, '')
        .split('|')
        .some((one) => one.trim() === '')
    ) {
      return `a choice of ${part} is empty`;
    }
  }
  return undefined;
}

function plain(phrase: string, letter: Letter): string[] {
  return plainWords(readWords(phrase), letter.textSpeak);
}

function partsOf(rule: string): string[] {
  return rule.match(PART) ?? [];
}

/** The words and phrases that a part may be, groups within it written out; `$` stays. */
function wordsOfPart(part: string, groups: Readonly<Record<string, readonly string[]>>): string[] {
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
    const skipped = gap > 0 ? `(?:\\S+ ){0,${gap}}?` : '';
    gap = part === '$' ? 0 : between;
    if (part === '$') {
      source += '$';
      continue;
    }
    const words = `(?:${choiceOf(part)
      .toSorted((one, other) => other.length - one.length)
      .map(escapeRegExp)
      .join('|')}) `;
    const element = /[(|]\$[|)]/.test(part) ? `(?:${skipped}${words}|$)` : skipped + words;
    source += part.endsWith('?') ? `(?:${element})?` : element;
  }
  return new RegExp(source, 'g');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A choice by the first root of each phrase. */
type ChoiceIndex = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Where a phrase stands among roots: from one place up to another. */
interface Place {
  from: number;
  to: number;
}

function indexChoice(choice: Choice): ChoiceIndex {
  return Map.groupBy(
    choice.map((phrase) => phrase.split(' ')),
    ([first = '']) => first,
  );
}

function findPlaces(roots: readonly string[], choice: ChoiceIndex | undefined): Place[] {
  return roots.flatMap((root, from) =>
    (choice?.get(root) ?? [])
      .filter((phrase) => phrase.every((one, at) => roots[from + at] === one))
      .map((phrase) => ({ from, to: from + phrase.length })),
  );
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
