import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { refreshingCache } from '../../../lambdas/aws/refreshing-cache.ts';
import { isSignedWithKeptTokens, parseAuthTokens } from '../../../lambdas/twilio/auth-tokens.ts';
import { readWebhook } from '../../../lambdas/twilio/read-webhook.ts';
import { webhookEvent } from '../../support/webhook-event.ts';

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
    '%j is refused with the fix',
    (secret) => expect(() => parseAuthTokens(secret)).toThrow('Put {"primary": "<auth token>"'),
  );

  it('does not stand in the error', () => {
    const withoutIt = expect.objectContaining({ message: expect.not.stringContaining('my-secret-token') });
    expect(() => parseAuthTokens('my-secret-token')).toThrow(withoutIt);
  });
});

describe('a rotation of the auth tokens', () => {
  const MINUTE_MS = 60_000;

  function webhookSignedWith(token: string) {
    const url = 'https://texts.example.org/sms';
    const form = { Body: 'GRADES' };
    const headers = { 'x-twilio-signature': getExpectedTwilioSignature(token, url, form) };
    return readWebhook(webhookEvent({ body: 'Body=GRADES', headers }), 'https://texts.example.org');
  }

  /** Tokens on a clock that the test moves, and how often they were read. */
  function rotatingTokens() {
    const state = { now: 0, tokens: ['old'], reads: 0 };
    const authTokens = refreshingCache(
      async () => {
        state.reads += 1;
        return state.tokens;
      },
      () => state.now,
      () => {},
    );
    return { state, isSigned: (token: string) => isSignedWithKeptTokens(webhookSignedWith(token), authTokens) };
  }

  it('is noticed within a minute, and the old token is refused after five', async () => {
    const { state, isSigned } = rotatingTokens();
    expect(await isSigned('old')).toBe(true);
    state.tokens = ['new'];
    state.now = MINUTE_MS;
    expect(await isSigned('new')).toBe(true);

    state.tokens = ['newest'];
    state.now = 5 * MINUTE_MS;
    expect(await isSigned('new')).toBe(true);
    state.now = 6 * MINUTE_MS;
    expect(await isSigned('new')).toBe(false);
  });

  it('is not looked for more than once a minute, however many forged requests come', async () => {
    const { state, isSigned } = rotatingTokens();
    for (let second = 0; second < 60; second += 1) {
      state.now = second * 1000;
      expect(await isSigned('forged')).toBe(false);
    }
    expect(state.reads).toBe(1);
  });
});
