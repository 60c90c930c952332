import { describe, expect, it } from 'vitest';
import { texterReference } from '../../../lambdas/usage/texter-reference.ts';

describe('a texter reference', () => {
  it('is the same for the same number and key', () => {
    expect(texterReference('+447700900123', 'key')).toBe(texterReference('+447700900123', 'key'));
  });

  it('is another one for another number or another key', () => {
    const references = [
      texterReference('+447700900123', 'key'),
      texterReference('+447700900124', 'key'),
      texterReference('+447700900123', 'another key'),
    ];
    expect(new Set(references).size).toBe(3);
  });

  it('is HMAC-SHA-256, as another implementation of it gives', () => {
    // printf %s +447700900123 | openssl dgst -sha256 -hmac key -binary | basenc --base64url
    expect(texterReference('+447700900123', 'key')).toBe('2CjP6ualYuwZPTI2Kj4tSqb1vye5ERRQDlb4rhR555E');
  });

  it('has no digits of the number in a row, and fits a key', () => {
    const reference = texterReference('+447700900123', 'key');
    expect(reference).not.toContain('7700900');
    expect(reference).toMatch(/^[\w-]{43}$/);
  });
});
