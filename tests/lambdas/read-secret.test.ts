import { describe, expect, it, onTestFinished } from 'vitest';
import { startSecretsManager } from '../../infra/local/secrets-manager.ts';
import { readSecret } from '../../lambdas/read-secret.ts';

async function lambdaVariables() {
  const secretsManager = await startSecretsManager(new Map([['tokens', 'the value']]));
  onTestFinished(() => secretsManager.close());
  return {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'example',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: 'example',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
  };
}

describe('a secret', () => {
  it('is read by its id', async () => {
    expect(await readSecret('tokens', await lambdaVariables())).toBe('the value');
  });

  it('that is not there is named', async () => {
    await expect(readSecret('nothing', await lambdaVariables())).rejects.toThrow('answered 400 for nothing');
  });

  it('is named when Secrets Manager cannot be reached', async () => {
    const variables = { ...(await lambdaVariables()), AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' };
    await expect(readSecret('tokens', variables)).rejects.toThrow('did not answer for tokens');
  });
});
