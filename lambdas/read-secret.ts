/**
 * Secrets, read from Secrets Manager when a Lambda starts: they stand neither in the template nor in the function's
 * configuration, and each reading is in CloudTrail. By `aws4fetch` instead of the SDK's client, because it happens
 * before a request is known to be Twilio's, and nothing heavy is loaded before that.
 */

import { AwsClient } from 'aws4fetch';
import * as z from 'zod/mini';

/** How long Secrets Manager may take to answer, in milliseconds. */
const ANSWER_TIME_MS = 3000;

/** What Lambda sets for every function, and the SDK's own variable for another endpoint. */
const lambdaVariables = z.object({
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.optional(z.string()),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: z.optional(z.string()),
});

const getSecretValueOutput = z.object({ SecretString: z.string() });

/**
 * The string of a secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 *
 * @param variables the Lambda's environment, for its region and credentials
 * @throws Error naming the secret and what Secrets Manager answered, never the value
 */
export async function readSecret(secretId: string, variables: Record<string, string | undefined>): Promise<string> {
  const lambda = lambdaVariables.parse(variables);
  const secretsManager = new AwsClient({
    accessKeyId: lambda.AWS_ACCESS_KEY_ID,
    secretAccessKey: lambda.AWS_SECRET_ACCESS_KEY,
    sessionToken: lambda.AWS_SESSION_TOKEN,
    region: lambda.AWS_REGION,
    service: 'secretsmanager',
    retries: 2,
  });
  const response = await secretsManager.fetch(
    lambda.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${lambda.AWS_REGION}.amazonaws.com`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: secretId }),
      signal: AbortSignal.timeout(ANSWER_TIME_MS),
    },
  );
  if (!response.ok) throw new Error(`Secrets Manager answered ${response.status} for ${secretId}`);
  return getSecretValueOutput.parse(await response.json()).SecretString;
}
