import { describe, expect, it } from 'vitest';
import { type Environment, parseEnvironment } from '../../lambdas/environment.ts';

const COMPLETE: Environment = {
  PUBLIC_URL: 'https://texts.example.org',
  TABLE_NAME: 'Usage',
  TWILIO_AUTH_TOKENS_SECRET: 'tokens',
  TEXTER_KEY_SECRET: 'key',
  RETENTION_DAYS: '30',
  REPLIES_PER_HOUR: '20',
};

describe('the environment', () => {
  it('is taken when all is set, without what else is there', () => {
    expect(parseEnvironment({ ...COMPLETE, PATH: '/usr/bin' })).toEqual(COMPLETE);
  });

  it.each(Object.keys(COMPLETE))('names %s when it is missing or empty', (name) => {
    expect(() => parseEnvironment({ ...COMPLETE, [name]: undefined })).toThrow(name);
    expect(() => parseEnvironment({ ...COMPLETE, [name]: '' })).toThrow(name);
  });

  it.each(['0', 'some'])('takes no limit of %s replies', (REPLIES_PER_HOUR) => {
    expect(() => parseEnvironment({ ...COMPLETE, REPLIES_PER_HOUR })).toThrow('REPLIES_PER_HOUR');
  });
  it.each(['0', '-1', '1.5', 'a month'])('takes no retention of %s days', (RETENTION_DAYS) => {
    expect(() => parseEnvironment({ ...COMPLETE, RETENTION_DAYS })).toThrow('RETENTION_DAYS');
  });
});
