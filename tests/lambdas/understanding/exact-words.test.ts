import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understandExactly } from '../../../lambdas/understanding/understand-exactly.ts';
import type { Understanding } from '../../../lambdas/understanding/understanding.ts';
import { exampleLetter } from '../../support/example-letter.ts';
import { understoodWithoutEncoder } from '../../support/served-letter.ts';

function kindsOf(body: string): (Understanding['kind'] | undefined)[] {
  return [understandExactly({ body }, {}, exampleLetter)?.kind, understoodWithoutEncoder(body).kind];
}

describe('FORGET', () => {
  it.each([
    ['FORGET', 'the word'],
    ['forget me', 'what people say'],
    [' Forget me!! ', 'with what phones add'],
    ['forgét  me 🙏', 'with an accent and an emoji'],
    ['FORGETME', 'the space left out'],
    ['for get me', 'a space too many'],
    ['forget me please', 'politely'],
    ['please forget me', 'politely, before it'],
    ['forget me. forget me', 'twice'],
  ])('%j erases the person who texts it: %s', (body) => {
    expect(kindsOf(body)).toEqual(['forget', 'forget']);
  });

  it.each(['forget my number', 'delete my data', 'Delete my texts please', 'erase me'])(
    '%j erases too, for the content lists it',
    (body) => expect(understoodWithoutEncoder(body)).toEqual({ kind: 'forget' }),
  );

  it.each<[string, Understanding['kind'] | undefined, string]>([
    ['forget me, thanks', 'thanks', 'a thanks'],
    ['hi forget me', 'greeting', 'a greeting'],
    ['forget me and menu', 'menu', 'a wish for the topics'],
    ['forget that, more', undefined, 'a change of mind'],
    ['forget me more', 'more', 'a wish to read on'],
    ['forget grades', 'topic', 'a topic'],
    ['forget about grades', 'topic', 'a topic, and it may be meant to leave that out'],
    ['forget me, help', 'help', 'the word of who may be in danger'],
    ['forget number 2', 'topic', 'a number of the menu'],
    ['forget about', 'topic', 'a keyword'],
    ['forget it', undefined, 'a word that is not ours'],
    ['dont forget me', undefined, 'the opposite'],
    ['forget me not', undefined, 'a flower'],
    ['my mum forgets me', undefined, 'something that is told'],
  ])('%j erases nothing, beside something else: it is %s (%s)', (body, kind) => {
    expect(understandExactly({ body }, {}, exampleLetter)?.kind).toBe(kind);
    expect(understoodWithoutEncoder(body).kind).not.toBe('forget');
  });

  it.each(['forgt', 'forgett', 'forget mee', 'frget me', '4get me', 'forgot', 'forgive me', 'delet my data', 'delete'])(
    '%j erases nothing: misspelt, or another word',
    (body) => expect(kindsOf(body)).not.toContain('forget'),
  );

  it('is never guessed at, whatever letters of its first word are wrong', () => {
    const misspelt = fc
      .record({
        phrase: fc.constantFrom('forget', 'forget me', 'forget my number', 'delete my data', 'erase me'),
        at: fc.nat(3),
        length: fc.nat(2),
        written: fc.stringMatching(/^[a-z]{0,2}$/),
      })
      .map(({ phrase, at, length, written }) => ({
        phrase,
        body: phrase.slice(0, at) + written + phrase.slice(at + length),
      }))
      .filter(({ phrase, body }) => body !== phrase);
    fc.assert(
      fc.property(misspelt, ({ body }) => {
        expect(understoodWithoutEncoder(body)).not.toEqual({ kind: 'forget' });
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['forget me i want to die', 'what follows it'],
    ['my dad hits me. forget me', 'what stands before it'],
    ['want to die, forget me please', 'politely'],
  ])('%j gets the safety reply, and erases nothing: %s', (body) => {
    expect(kindsOf(body)).toEqual([undefined, 'distress']);
  });

  it('is not heard when Twilio has answered already', () => {
    const message = { body: 'FORGET', doneByTwilio: 'optedOut' } as const;
    expect(understandExactly(message, {}, exampleLetter)).toEqual({ kind: 'optedOut' });
  });
});
