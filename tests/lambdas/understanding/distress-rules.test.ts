import { describe, expect, it } from 'vitest';
import type { Distress } from '../../../content/letter.ts';
import { faultOfGroup, faultOfRule } from '../../../lambdas/understanding/distress-rules.ts';
import { understand } from '../../../lambdas/understanding/understand.ts';
import { exampleLetter } from '../../support/example-letter.ts';

const NO_RULES: Distress = {
  groups: { i: ['i', 'me', 'my'], near: ['mum', '<other>'], other: ['foster dad'] },
  together: [],
  phrases: [],
  harmless: [],
  inDoubt: [],
  neverATopic: [],
  inGeneral: { begins: ['do'], about: ['child'], unless: ['my'] },
};

function isDistress(text: string, rules: Partial<Distress>): boolean {
  const letter = { ...exampleLetter, distress: { ...NO_RULES, ...rules } };
  return understand({ body: text }, {}, letter).kind === 'distress';
}

describe('what a rule finds together', () => {
  const rules = { together: ['<near> (hit|beat up) <i>'] };
  it.each([
    ['my mum hit me', true, 'each once'],
    ['me? hit by my foster dad', true, 'in any order, and a group in a group'],
    ['mum beats me, up and down', false, 'the words of one choice not together'],
    ['mum beats up me', true, 'two words of one choice together'],
    ['mum hit the table', false, 'one missing'],
    ['mum and all of the other people of the town hit me', false, 'too far from each other'],
  ])('in %j is %s: %s', (text, expected) => {
    expect(isDistress(text, rules)).toBe(expected);
  });
  it('takes no word for two of its parts', () => {
    const twice = { together: ['(mum|dad) (mum|foster dad)'] };
    expect(isDistress('mum shouted', twice)).toBe(false);
    expect(isDistress('mum and foster dad', twice)).toBe(true);
  });
});

describe('what a rule finds as a phrase', () => {
  it.each([
    ['want die', 'i want to just die', true, 'up to two words between'],
    ['want die', 'i want to go and die', false, 'three'],
    ['want ... die', 'i want so very much to go and die', true, 'more where the rule says so'],
    ['want die', 'die i want', false, 'in another order'],
    ['want (to)? die', 'want die', true, 'without what may be missing'],
    ['^ help $', 'help', false, 'as HELP, which is a word of Twilio’s'],
    ['^ help me $', 'help me', true, 'as all of the text'],
    ['^ help me $', 'help me bake', false, 'as a part of it'],
    ['run away (home|$)', 'run away', true, 'the end as a choice'],
    ['run away (home|$)', 'run away to sea', false, 'neither of the choices'],
  ])('%j in %j is %s: %s', (rule, text, expected) => {
    expect(isDistress(text, { phrases: [rule] })).toBe(expected);
  });
});

describe('what is said', () => {
  const rules = { phrases: ['(kill|hit) me'], harmless: ['hit me up', '(exam|homework) (is)? kill me'] };
  it.each([
    ['hit me up', false, 'harmless'],
    ['homework is killing me', false, 'harmless in another form'],
    ['hit me up. he hit me', true, 'harmless, and not'],
    ['the exam, he kills me', true, 'nearly harmless'],
  ])('%j is distress: %s, for it is %s', (text, expected) => {
    expect(isDistress(text, rules)).toBe(expected);
  });
  it.each([
    ['do kids get hit by mum', false, 'asked of others'],
    ['do kids like my brother get hit by mum', true, 'asked of one’s own'],
    ['kids get hit by mum', true, 'told'],
  ])('%j is distress: %s, for it is %s', (text, expected) => {
    expect(isDistress(text, { together: ['hit mum'] })).toBe(expected);
  });
});

describe('a rule that cannot be read', () => {
  it.each([
    ['<nobody> hits me', 'no group <nobody>'],
    ['(hit|<nobody>) me', 'no group <nobody>'],
    ['(hit|) me', 'is empty'],
    ['(hit me', '"("'],
    ['', 'nothing is in it'],
    ['(hit)? ...', 'nothing is in it that must be there'],
  ])('%j: %s', (rule, fault) => {
    expect(faultOfRule(rule, 'phrase', NO_RULES.groups)).toContain(fault);
  });
  it.each(['^ hit me', 'hit me $', 'hit ... me', 'hit (me)?'])('%j is none for words without an order', (rule) => {
    expect(faultOfRule(rule, 'phrase', NO_RULES.groups)).toBeUndefined();
    expect(faultOfRule(rule, 'together', NO_RULES.groups)).toContain('no order');
  });
  it('is not one that is as it should be', () => {
    expect(faultOfRule('^ <near> (hit|beat up)? ... <i> $', 'phrase', NO_RULES.groups)).toBeUndefined();
  });
});

describe('a group', () => {
  it('is not within itself, nor has it one that is not there', () => {
    expect(faultOfGroup('one', { one: ['<other>'], other: ['<one>'] })).toContain('within itself');
    expect(faultOfGroup('one', { one: ['<other>'] })).toContain('no group <other>');
    expect(faultOfGroup('near', NO_RULES.groups)).toBeUndefined();
  });
});
