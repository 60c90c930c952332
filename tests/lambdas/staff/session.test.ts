import fc from 'fast-check';
import { EncryptJWT, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  type BegunSignIn,
  isOver,
  isOwnForm,
  type LookUp,
  roleOf,
  type Session,
  seal,
  sealingKey,
  unseal,
} from '../../../lambdas/staff/session.ts';

const KEY = sealingKey('the secret of these tests');
const NOW = new Date('2026-06-30T12:00:00Z');
const NOW_S = NOW.getTime() / 1000;

const session: Session = {
  id: 'an-id',
  subject: 'a-subject',
  name: 'Zoë Ng',
  role: 'staff',
  signedInAt: NOW_S,
  csrfToken: 'a-token',
};
const signIn: BegunSignIn = { state: 'a-state', nonce: 'a-nonce', codeVerifier: 'a-verifier', to: '/staff' };
const lookUp: LookUp = { texter: 'a-texter', sessionId: 'an-id', reference: 'letter 12' };
const CONTENTS = { session, signIn, lookUp };
const PURPOSES = ['session', 'signIn', 'lookUp'] as const;

function secondsLater(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

describe('what is sealed', () => {
  it.each(PURPOSES)('is opened again for its own purpose: %s', async (purpose) => {
    expect(await unseal(purpose, await seal(purpose, CONTENTS[purpose], KEY, NOW), KEY, NOW)).toEqual(
      CONTENTS[purpose],
    );
  });

  it.each(PURPOSES.flatMap((one) => PURPOSES.filter((other) => other !== one).map((other) => [one, other] as const)))(
    'as a %s is nothing to who wants a %s',
    async (purpose, other) => {
      expect(await unseal(other, await seal(purpose, CONTENTS[purpose], KEY, NOW), KEY, NOW)).toBeUndefined();
    },
  );

  it('cannot be read in the browser, and is other letters every time', async () => {
    const sealed = await seal('session', session, KEY, NOW);
    const seen = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    for (const value of ['an-id', 'Zoë Ng', 'staff', 'a-token', String(NOW_S)])
      expect(seen.join()).not.toContain(value);
    expect(await seal('session', session, KEY, NOW)).not.toBe(sealed);
  });

  it('is nothing any more when one character of it is another, wherever', async () => {
    const sealed = await seal('session', session, KEY, NOW);
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = sealed.slice(0, at) + otherCharacter(sealed.charAt(at)) + sealed.slice(at + 1);
      expect(await unseal('session', altered, KEY, NOW), `altered at ${at}`).toBeUndefined();
    }
  });

  it('is nothing any more when a character of it is missing, wherever, or one is added', async () => {
    const sealed = await seal('lookUp', lookUp, KEY, NOW);
    for (let at = 0; at < sealed.length; at += 1) {
      const shorter = sealed.slice(0, at) + sealed.slice(at + 1);
      const longer = `${sealed.slice(0, at)}A${sealed.slice(at)}`;
      expect(await unseal('lookUp', shorter, KEY, NOW), `shorter at ${at}`).toBeUndefined();
      expect(await unseal('lookUp', longer, KEY, NOW), `longer at ${at}`).toBeUndefined();
    }
  });

  it('is nothing with another key', async () => {
    const sealed = await seal('session', session, sealingKey('another secret'), NOW);
    expect(await unseal('session', sealed, KEY, NOW)).toBeUndefined();
  });

  it.each<[(typeof PURPOSES)[number], number, string]>([
    ['session', 30 * 60, 'half an hour without a page'],
    ['signIn', 10 * 60, 'who takes longer to sign in begins again'],
    ['lookUp', 10 * 60, 'who takes longer to confirm enters the number again'],
  ])('as a %s is good for %i seconds: %s', async (purpose, seconds) => {
    const sealed = await seal(purpose, CONTENTS[purpose], KEY, NOW);
    expect(await unseal(purpose, sealed, KEY, secondsLater(seconds - 1))).toEqual(CONTENTS[purpose]);
    expect(await unseal(purpose, sealed, KEY, secondsLater(seconds))).toBeUndefined();
  });
});

describe('what we did not seal', () => {
  it.each([[undefined], [''], ['.'], ['....'], ['null'], ['e30.e30.e30.e30.e30'], ['__proto__'], ['🙏']])(
    'is nothing: %j',
    async (sealed) => {
      expect(await unseal('session', sealed, KEY, NOW)).toBeUndefined();
    },
  );

  it('is nothing whatever it is, and never a fault', async () => {
    const part = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_=') });
    const likeOurs = fc.array(part, { minLength: 5, maxLength: 5 }).map((parts) => parts.join('.'));
    const header = fc.json().map((json) => Buffer.from(json).toString('base64url'));
    const withHeader = fc.tuple(header, likeOurs).map(([first, rest]) => first + rest.slice(rest.indexOf('.')));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), likeOurs, withHeader), async (sealed) => {
        expect(await unseal('session', sealed, KEY, NOW)).toBeUndefined();
      }),
    );
  });

  const claims = { content: session, aud: 'session', exp: NOW_S + 60 };
  const encrypted = (payload: Record<string, unknown>, header: { alg: string; enc: string }) =>
    new EncryptJWT(payload).setProtectedHeader(header).encrypt(KEY);
  const ours = { alg: 'dir', enc: 'A256GCM' };

  it.each<[string, () => string | Promise<string>]>([
    ['not encrypted at all', () => new UnsecuredJWT(claims).encode()],
    ['signed with the key', () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(KEY)],
    ['encrypted for a key of its own', () => encrypted(claims, { alg: 'A256KW', enc: 'A256GCM' })],
    ['encrypted in another way', () => encrypted(claims, { alg: 'A256GCMKW', enc: 'A256GCM' })],
    ['good for ever', () => encrypted({ content: session, aud: 'session' }, ours)],
    ['for no purpose', () => encrypted({ content: session, exp: NOW_S + 60 }, ours)],
    ['not good yet', () => encrypted({ ...claims, nbf: NOW_S + 30 }, ours)],
    ['empty', () => encrypted({ ...claims, content: undefined }, ours)],
    ['of a shape of before', () => encrypted({ ...claims, content: { ...session, csrfToken: undefined } }, ours)],
    ['of a role that there is not', () => encrypted({ ...claims, content: { ...session, role: 'admin' } }, ours)],
  ])('is nothing when it is %s', async (_, forge) => {
    expect(await unseal('session', await forge(), KEY, NOW)).toBeUndefined();
  });

  it('would be taken if it were as we do it, or these tests would prove nothing', async () => {
    expect(await unseal('session', await encrypted(claims, ours), KEY, NOW)).toEqual(session);
  });
});

describe('the key', () => {
  it('is of 256 bits, the same for the same secret and another for another', () => {
    expect(KEY).toHaveLength(32);
    expect(sealingKey('the secret of these tests')).toEqual(KEY);
    expect(sealingKey('the secret of these test')).not.toEqual(KEY);
  });

  it('is not the secret itself', () => {
    const secret = 'x'.repeat(32);
    expect(Buffer.from(sealingKey(secret)).toString()).not.toBe(secret);
  });
});

describe('a session', () => {
  it.each([
    [0, false, 'it has begun'],
    [8 * 60 * 60 - 1, false, 'the working day is not over'],
    [8 * 60 * 60, true, 'it is'],
    [24 * 60 * 60, true, 'it was yesterday'],
  ])('after %i seconds is over: %s, for %s', (seconds, expected) => {
    expect(isOver(session, secondsLater(seconds))).toBe(expected);
  });

  it.each<[unknown, boolean, string]>([
    ['a-token', true, 'what stands in its forms'],
    ['a-tokem', false, 'another person’s'],
    ['a-toke', false, 'a part of it'],
    ['a-token ', false, 'more than it'],
    ['A-TOKEN', false, 'the same in capitals'],
    ['a-tokeñ', false, 'as many letters but not as many bytes'],
    ['', false, 'an empty field'],
    [undefined, false, 'a form without the field'],
    [null, false, 'nothing'],
    [['a-token'], false, 'a list'],
    [new File(['a-token'], 'a-token'), false, 'a file'],
    [{ toString: () => 'a-token' }, false, 'what only becomes it'],
  ])('has sent a form with %j: %s, for that is %s', (sent, expected) => {
    expect(isOwnForm(session, sent)).toBe(expected);
  });
});

describe('the role', () => {
  const names = { staff: 'Letters.Staff', manager: 'Letters.Manager' };

  it.each<[unknown, ReturnType<typeof roleOf>, string]>([
    ['Letters.Staff', 'staff', 'a string'],
    ['Letters.Manager', 'manager', 'the other'],
    [['Letters.Staff'], 'staff', 'a list'],
    [['Cleaner', 'Letters.Manager'], 'manager', 'one among others'],
    [['Letters.Staff', 'Letters.Manager'], 'manager', 'the role that may more, of both'],
    [['Letters.Manager', 'Letters.Staff'], 'manager', 'in whatever order'],
    [[], undefined, 'none'],
    [undefined, undefined, 'no such claim'],
    [null, undefined, 'nothing'],
    ['', undefined, 'an empty string'],
    ['manager', undefined, 'what we call it, and the provider does not'],
    ['letters.manager', undefined, 'another case'],
    ['Letters.Manager ', undefined, 'a space too many'],
    ['Letters.Managers', undefined, 'more than the name'],
    ['Letters.Staff Letters.Manager', undefined, 'a list written as a string'],
    [[['Letters.Manager']], undefined, 'a list in a list'],
    [{ 'Letters.Manager': true }, undefined, 'an object'],
    [{ length: 1, 0: 'Letters.Manager' }, undefined, 'what looks like a list'],
    [true, undefined, 'a truth'],
    [1, undefined, 'a number'],
    ['__proto__', undefined, 'what every object has'],
    [['constructor', 'toString', '__proto__'], undefined, 'the same in a list'],
  ])('that %j gives is %s: %s', (claim, role) => {
    expect(roleOf(claim, names)).toBe(role);
  });

  it('is none of whatever else a claim may be', () => {
    fc.assert(
      fc.property(fc.anything(), (claim) => {
        expect(roleOf(claim, names)).toBeUndefined();
      }),
    );
  });
});

/** One that differs in the first of its six bits: the last bits of a part in base64url may say nothing. */
function otherCharacter(character: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return character === '.' ? 'A' : letters.charAt(letters.indexOf(character) ^ 32);
}
