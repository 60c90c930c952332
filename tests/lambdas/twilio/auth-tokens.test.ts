import { describe, expect, it } from 'vitest';
import { parseAuthTokens } from '../../../lambdas/twilio/auth-tokens.ts';

describe('the secret of the auth tokens', () => {
  it.each([
    ['{"primary":"one"}', ['one'], 'one token'],
    ['{"primary":"one","secondary":""}', ['one'], 'a second one that is not filled in'],
    ['{"primary":"one","secondary":"two"}', ['one', 'two'], 'two during a rotation'],
    ['{"primary":" one\\n"}', ['one'], 'a token pasted with white space'],
  ])('%s gives %j: %s', (secret, tokens) => {
    expect(parseAuthTokens(secret)).toEqual(tokens);
  });

  it.each(['{"primary":"","secondary":""}', '{}', '', 'my-token', '["one"]', '{"primary":1}'])(
    '%j is refused with the mend',
    (secret) => expect(() => parseAuthTokens(secret)).toThrow('Put {"primary": "<auth token>"'),
  );

  it('does not stand in the error', () => {
    expect(() => parseAuthTokens('my-secret-token')).not.toThrow(/my-secret-token/);
  });
});
