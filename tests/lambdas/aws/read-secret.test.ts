import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSecretsManager } from '../../../infra/local/secrets-manager.ts';
import { readSecret } from '../../../lambdas/aws/read-secret.ts';

const MAY_READ = new Map([['example', [{ actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }]]]);

async function lambdaVariables() {
  const secretsManager = await startSecretsManager(new Map([['tokens', 'the value']]), MAY_READ);
  onTestFinished(() => secretsManager.close());
  return {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'example',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: 'a session',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
  };
}

describe('a secret', () => {
  it('is read by its id', async () => {
    expect(await readSecret('tokens', await lambdaVariables())).toBe('the value');
  });

  it('is asked for with a signature for this region, service and session', async () => {
    const received: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      received.push(request.headers);
      response.end(JSON.stringify({ SecretString: 'the value' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await readSecret('tokens', { ...(await lambdaVariables()), AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint });

    expect(received).toEqual([
      expect.objectContaining({
        'x-amz-target': 'secretsmanager.GetSecretValue',
        'x-amz-security-token': 'a session',
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=example\/\d{8}\/eu-west-2\/secretsmanager\/aws4_request, /,
        ),
      }),
    ]);
  });

  it('that is not there is named', async () => {
    await expect(readSecret('nothing', await lambdaVariables())).rejects.toThrow('answered 400 for nothing');
  });

  it('that the function may not read is named', async () => {
    const variables = { ...(await lambdaVariables()), AWS_ACCESS_KEY_ID: 'another' };
    await expect(readSecret('tokens', variables)).rejects.toThrow('answered 400 for tokens');
  });

  it('is named when Secrets Manager cannot be reached', async () => {
    const variables = { ...(await lambdaVariables()), AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' };
    await expect(readSecret('tokens', variables)).rejects.toThrow('did not answer for tokens');
  });
});
