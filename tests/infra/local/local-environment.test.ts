import { describe, expect, it } from 'vitest';
import { parseLocalEnvironment } from '../../../infra/local/local-environment.ts';

describe('the environment of the local run', () => {
  it('needs nothing to be set', () => {
    const defaults = { PORT: 3000, TWILIO_AUTH_TOKEN: 'local-auth-token' };
    expect(parseLocalEnvironment({})).toEqual(defaults);
    expect(parseLocalEnvironment({ PORT: ' ', DATA_DIR: '', PUBLIC_URL: '' })).toEqual(defaults);
  });

  it('takes a public address with or without a slash at its end', () => {
    for (const PUBLIC_URL of ['https://texts.example.org', 'https://texts.example.org/']) {
      expect(parseLocalEnvironment({ PUBLIC_URL })).toMatchObject({ PUBLIC_URL: 'https://texts.example.org' });
    }
  });

  it.each([
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ PUBLIC_URL: 'https://texts.example.org/path' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'ftp://texts.example.org' }, 'PUBLIC_URL'],
    [{ AWS_ENDPOINT_URL_DYNAMODB: 'localhost' }, 'AWS_ENDPOINT_URL_DYNAMODB'],
  ])('%j is refused by name', (variables, name) => {
    expect(() => parseLocalEnvironment(variables)).toThrow(name);
  });
});
