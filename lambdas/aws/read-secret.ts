/**
 * Reads secrets from Secrets Manager. They are never in the template or in a function's configuration, and CloudTrail
 * records each read. We read them before we know that a request is Twilio's, so this must be fast: `aws4` signs the
 * call and Node's own client sends it, which DynamoDB's client needs anyway (DECISIONS.md has the figures).
 */

import { once } from 'node:events';
import { type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { sign } from 'aws4';
import * as z from 'zod/mini';

/** How long each try may take, in milliseconds. The last one ends long before Twilio gives up on us. */
const ANSWER_TIME_MS = 1000;
const MAX_TRIES = 2;

/** The variables that Lambda sets for every function, and the SDK's variable for another endpoint. */
const lambdaVariables = z.object({
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.optional(z.string()),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: z.optional(z.string()),
});

const getSecretValueOutput = z.object({ SecretString: z.string() });

/**
 * Reads the string of a secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 *
 * @param variables the Lambda's environment, for its region and credentials
 * @throws Error that names the secret and what Secrets Manager answered, but never the value
 */
export async function readSecret(secretId: string, variables: Record<string, string | undefined>): Promise<string> {
  const lambda = lambdaVariables.parse(variables);
  const endpoint = new URL(
    lambda.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${lambda.AWS_REGION}.amazonaws.com`,
  );
  const signed = sign(
    {
      service: 'secretsmanager',
      region: lambda.AWS_REGION,
      host: endpoint.host,
      method: 'POST',
      path: '/',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: secretId }),
    },
    {
      accessKeyId: lambda.AWS_ACCESS_KEY_ID,
      secretAccessKey: lambda.AWS_SECRET_ACCESS_KEY,
      ...(lambda.AWS_SESSION_TOKEN && { sessionToken: lambda.AWS_SESSION_TOKEN }),
    },
  );
  for (let tries = 1; ; tries += 1) {
    const answer = await send(endpoint, signed).catch((error: unknown) => ({ status: undefined, body: String(error) }));
    const { status, body } = answer;
    if (status === 200) return getSecretValueOutput.parse(JSON.parse(body)).SecretString;
    const isFinal = status !== undefined && status < 500 && status !== 429;
    if (!isFinal && tries < MAX_TRIES) continue;
    throw new Error(
      status === undefined
        ? `Secrets Manager did not answer for ${secretId}: ${body}`
        : `Secrets Manager answered ${status} for ${secretId}`,
    );
  }
}

async function send(endpoint: URL, { method, headers, body }: ReturnType<typeof sign>) {
  const request = endpoint.protocol === 'http:' ? requestByHttp : requestByHttps;
  const signal = AbortSignal.timeout(ANSWER_TIME_MS);
  // A new connection each time: one that we kept may have closed while the Lambda was frozen.
  const sent = request(endpoint, { method, headers, signal, agent: false }).end(body);
  const response: IncomingMessage = (await once(sent, 'response'))[0];
  return { status: response.statusCode, body: await text(response) };
}
