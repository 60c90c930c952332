/**
 * The synthesized stack, running: routes, bundles, environments and tables are those of the template, so that what
 * runs here is what would run on AWS. Only what the cloud itself would do stands in: DynamoDB is an embedded engine,
 * Secrets Manager a stand-in, a Lambda a worker thread.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Letter } from '../../content/letter.ts';
import { createTable, LOCAL_CREDENTIALS, LOCAL_REGION, startDynamoDb } from './dynamodb.ts';
import type { Routes } from './http-api.ts';
import { type LocalLambda, startLambda } from './lambda.ts';
import type { LocalEnvironment } from './local-environment.ts';
import { resolveIntrinsics } from './resolve-intrinsics.ts';
import { startSecretsManager } from './secrets-manager.ts';
import type { SynthesizedStack } from './synthesize.ts';

/** The file of a bundle that has the content in it (`infra/letter-texts-stack.ts`). */
const LETTER_FILE = 'letter.json';

export interface LocalStack {
  routes: Routes;
  dynamoDb: DynamoDBClient;
  /** The variables of the function that answers a route. */
  environmentOf(routeKey: string): Record<string, string>;
  /** Where its bundle lies. */
  folderOf(routeKey: string): string;
  /** What the stand-in for Secrets Manager holds, by id. */
  secrets: Map<string, string>;
  letter(): Letter;
  /** Puts another letter into the bundles, as a deployment of new content would. */
  serveLetter(letter: Letter): void;
  close(): Promise<void>;
}

/** @param publicUrl the address that Twilio calls */
export async function startStack(
  stack: SynthesizedStack,
  { TWILIO_AUTH_TOKEN, DATA_DIR, AWS_ENDPOINT_URL_DYNAMODB }: LocalEnvironment,
  publicUrl: string,
  log: (printed: string) => void,
): Promise<LocalStack> {
  const names = localNames(stack, publicUrl);
  const secrets = localSecrets(stack, TWILIO_AUTH_TOKEN);

  const dynamoDb = await startDynamoDb({ dataDir: DATA_DIR, endpoint: AWS_ENDPOINT_URL_DYNAMODB });
  for (const [id, { Properties }] of ofType(stack, 'AWS::DynamoDB::Table')) {
    await createTable(dynamoDb.client, id, Properties);
  }
  const secretsManager = await startSecretsManager(secrets);

  const functions = new Map<string, LocalFunction>();
  for (const [id, { Properties }] of ofType(stack, 'AWS::Lambda::Function')) {
    const { Code, Handler, Environment, Timeout } = lambdaFunction.parse(Properties);
    const folder = stack.assetFolder(Code.S3Key.replace(/\.zip$/, ''));
    const environment = {
      ...Object.fromEntries(
        Object.entries(Environment.Variables).map(([name, value]) => [name, resolveIntrinsics(value, names)]),
      ),
      // A council's own domain stands in the template as it is; here Twilio's forms are signed for this machine.
      PUBLIC_URL: publicUrl,
      AWS_REGION: LOCAL_REGION,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
    };
    const lambda = startLambda({ folder, handler: Handler, environment, timeoutMs: Timeout * 1000, log });
    functions.set(id, { folder, environment, lambda });
  }
  const functionOfRoute = localRoutes(stack, names, functions);
  const bundlesWithLetter = [...functions.values()].filter(({ folder }) => existsSync(join(folder, LETTER_FILE)));

  return {
    routes: new Map([...functionOfRoute].map(([routeKey, { lambda }]) => [routeKey, lambda])),
    dynamoDb: dynamoDb.client,
    environmentOf: (routeKey) => functionOfRoute.get(routeKey)?.environment ?? {},
    folderOf: (routeKey) => functionOfRoute.get(routeKey)?.folder ?? '',
    secrets,
    letter() {
      const [bundle] = bundlesWithLetter;
      if (!bundle) throw new Error(`No bundle of the template has a ${LETTER_FILE}`);
      return JSON.parse(readFileSync(join(bundle.folder, LETTER_FILE), 'utf8'));
    },
    serveLetter(letter) {
      for (const { folder, lambda } of bundlesWithLetter) {
        writeFileSync(join(folder, LETTER_FILE), JSON.stringify(letter));
        lambda.restart();
      }
    },
    async close() {
      await Promise.all([...functions.values()].map(({ lambda }) => lambda.close()));
      await Promise.all([secretsManager.close(), dynamoDb.close()]);
    },
  };
}

interface LocalFunction {
  folder: string;
  environment: Record<string, string>;
  lambda: LocalLambda;
}

const lambdaFunction = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  /** In seconds. */
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
const secret = z.object({ SecretString: z.string().optional() });
const route = z.object({ RouteKey: z.string(), Target: z.unknown() });
const integration = z.object({ IntegrationUri: z.unknown() });

function ofType(stack: SynthesizedStack, type: string) {
  return Object.entries(stack.resources).filter(([, { Type }]) => Type === type);
}

// Everything is called by its logical id here, and so is its ARN.
function localNames(stack: SynthesizedStack, publicUrl: string): Map<string, string> {
  return new Map(
    Object.keys(stack.resources).flatMap((id) => [
      [id, id],
      [`${id}.Arn`, id],
      [`${id}.ApiEndpoint`, publicUrl],
    ]),
  );
}

// A secret that CloudFormation would generate is the same at every start, so that a kept table keeps its people; the
// other one waits to be filled with Twilio's tokens.
function localSecrets(stack: SynthesizedStack, twilioAuthToken: string): Map<string, string> {
  return new Map(
    ofType(stack, 'AWS::SecretsManager::Secret').map(([id, { Properties }]) => {
      const { SecretString } = secret.parse(Properties);
      return [id, SecretString ? JSON.stringify({ primary: twilioAuthToken, secondary: '' }) : `local-${id}`];
    }),
  );
}

function localRoutes(
  stack: SynthesizedStack,
  names: ReadonlyMap<string, string>,
  functions: ReadonlyMap<string, LocalFunction>,
): Map<string, LocalFunction> {
  return new Map(
    ofType(stack, 'AWS::ApiGatewayV2::Route').map(([id, { Properties }]) => {
      const { RouteKey, Target } = route.parse(Properties);
      const integrationId = resolveIntrinsics(Target, names).replace('integrations/', '');
      const { IntegrationUri } = integration.parse(stack.resources[integrationId]?.Properties);
      const target = functions.get(resolveIntrinsics(IntegrationUri, names));
      if (!target) throw new Error(`The route ${id} of the template leads to no function`);
      return [RouteKey, target];
    }),
  );
}
