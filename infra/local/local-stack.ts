/**
 * The synthesized stack, running: routes, bundles, environments, schedules and tables are those of the template, so that
 * what runs here is what would run on AWS. Only what the cloud itself would do stands in: DynamoDB is an embedded engine,
 * Cognito a real OpenID provider from npm, Secrets Manager a stand-in, a Lambda a worker thread.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Letter } from '../../content/letter.ts';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from '../../lambdas/staff/addresses.ts';
import type { BuiltLetter } from '../content/build-letter.ts';
import { letterFiles, otherLettersFile } from '../letter-files.ts';
import { readPermissions } from './access.ts';
import { startCloudWatchLogs } from './cloudwatch-logs.ts';
import { createTable, LOCAL_CREDENTIALS, LOCAL_REGION, startDynamoDb } from './dynamodb.ts';
import { guardDynamoDb } from './guarded-dynamodb.ts';
import type { Routes } from './http-api.ts';
import { type LocalLambda, startLambda } from './lambda.ts';
import type { LocalEnvironment } from './local-environment.ts';
import { httpRoutes, localNames, ofType, restRoutes, schedules } from './read-template.ts';
import { resolveIntrinsics } from './resolve-intrinsics.ts';
import type { RestRoute } from './rest-api.ts';
import { startSecretsManager } from './secrets-manager.ts';
import { type LocalSignInProvider, startSignInProvider } from './sign-in-provider.ts';
import type { SynthesizedStack } from './synthesize.ts';

/** So many instances of one function suit this machine: each that starts needs a processor, and has the encoder in memory. */
export const MAX_INSTANCES = Math.max(2, Math.min(8, availableParallelism()));

/** The file of a bundle that has the content in it (`infra/letter-texts-stack.ts`). */
const LETTER_FILE = 'letter.json';

export interface LocalStack {
  routes: Routes;
  restRoutes: RestRoute[];
  dynamoDb: DynamoDBClient;
  /** Where DynamoDB is, for a command that runs beside this. */
  dynamoDbEndpoint: string;
  /** The variables of the function that answers a route. */
  environmentOf(routeKey: string): Record<string, string>;
  /** Where its bundle lies. */
  folderOf(routeKey: string): string;
  /** What the stand-in for Secrets Manager holds, by id. */
  secrets: Map<string, string>;
  /** Runs at once what otherwise runs by schedule. */
  runScheduled(): Promise<unknown[]>;
  letter(): Letter;
  /** Puts another letter, and those of some numbers, into the bundles, as a deployment of new content would. */
  serveLetter(built: BuiltLetter, ...others: BuiltLetter[]): void;
  close(): Promise<void>;
}

/**
 * @param url where all of it is reached on this machine
 * @param publicUrl the address that Twilio calls
 * @param reachTable gives the address at which the functions reach the table, for a test that puts something in between
 */
export async function startStack(
  stack: SynthesizedStack,
  { TWILIO_AUTH_TOKEN, DATA_DIR, AWS_ENDPOINT_URL_DYNAMODB }: LocalEnvironment,
  { url, publicUrl }: { url: string; publicUrl: string },
  log: (printed: string) => void,
  reachTable: (endpoint: string) => string,
): Promise<LocalStack> {
  const names = localNames(stack, publicUrl, LOCAL_REGION);
  const dynamoDb = await startDynamoDb({ dataDir: DATA_DIR, endpoint: AWS_ENDPOINT_URL_DYNAMODB });
  for (const [id, { Properties }] of ofType(stack, 'AWS::DynamoDB::Table')) {
    await createTable(dynamoDb.client, id, Properties);
  }
  const signIn = await startSignInProvider({
    redirectUris: [url + CALLBACK_PATH],
    postLogoutRedirectUris: [url + SIGNED_OUT_PATH],
  });
  const lambdas = ofType(stack, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
    const { Environment, ...properties } = lambdaFunction.parse(Properties);
    const variables = Object.entries(Environment.Variables).map(([name, value]): [string, string] => [
      name,
      resolveIntrinsics(value, names),
    ]);
    return { id, ...properties, variables: Object.fromEntries(variables) };
  });
  const secrets = localSecrets(stack, Object.assign({}, ...lambdas.map(({ variables }) => variables)), {
    twilioAuthToken: TWILIO_AUTH_TOKEN,
    clientSecret: signIn.clientSecret,
  });
  const permissions = readPermissions(stack, names);
  const secretsManager = await startSecretsManager(secrets, permissions);
  const logs = await startCloudWatchLogs(permissions);
  const guarded = await guardDynamoDb(dynamoDb.endpoint, permissions);
  const tableEndpoint = reachTable(guarded.endpoint);

  const functions = new Map<string, LocalFunction>();
  for (const { id, Code, Handler, Timeout, LoggingConfig, ReservedConcurrentExecutions, variables } of lambdas) {
    const logGroup = resolveIntrinsics(LoggingConfig.LogGroup, names);
    const folder = stack.assetFolder(Code.S3Key.replace(/\.zip$/, ''));
    const environment = {
      ...variables,
      ...replaced(variables, localVariables(signIn, { url, publicUrl })),
      AWS_REGION: LOCAL_REGION,
      // By which a call is known to be this function's.
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: tableEndpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs.endpoint,
    };
    const lambda = startLambda({
      folder,
      handler: Handler,
      environment,
      timeoutMs: Timeout * 1000,
      maxInstances: Math.min(ReservedConcurrentExecutions, MAX_INSTANCES),
      log(printed) {
        logs.add(logGroup, printed);
        log(printed);
      },
    });
    functions.set(id, { folder, environment, lambda });
  }
  const find = (id: string): LocalFunction => {
    const found = functions.get(id);
    if (!found) throw new Error(`The template has no function ${id}, and something leads there`);
    return found;
  };
  const functionOfRoute = new Map([...httpRoutes(stack, names)].map(([routeKey, id]) => [routeKey, find(id)]));
  const bundlesWithLetter = [...functions.values()].filter(({ folder }) => existsSync(join(folder, LETTER_FILE)));
  const scheduled = schedules(stack, names).map(({ functionId, everyMs }) => ({ ...find(functionId), everyMs }));
  const timers = scheduled.map(({ lambda, everyMs }) =>
    setInterval(() => {
      lambda.invoke({}).catch((error: Error) => log(`What runs by schedule failed: ${error.message}\n`));
    }, everyMs),
  );

  return {
    routes: new Map([...functionOfRoute].map(([routeKey, { lambda }]) => [routeKey, lambda])),
    restRoutes: [...restRoutes(stack, names)].map(([path, id]) => ({ path, lambda: find(id).lambda })),
    dynamoDb: dynamoDb.client,
    dynamoDbEndpoint: dynamoDb.endpoint,
    environmentOf: (routeKey) => functionOfRoute.get(routeKey)?.environment ?? {},
    folderOf: (routeKey) => functionOfRoute.get(routeKey)?.folder ?? '',
    secrets,
    runScheduled: () => Promise.all(scheduled.map(({ lambda }) => lambda.invoke({}))),
    letter() {
      const [bundle] = bundlesWithLetter;
      if (!bundle) throw new Error(`No bundle of the template has a ${LETTER_FILE}`);
      return JSON.parse(readFileSync(join(bundle.folder, LETTER_FILE), 'utf8'));
    },
    serveLetter(usual, ...others) {
      const files = { ...letterFiles(usual, others), ...otherLettersFile(others) };
      for (const { folder, lambda } of bundlesWithLetter) {
        for (const [name, content] of Object.entries(files)) {
          if (existsSync(join(folder, name))) writeFileSync(join(folder, name), content);
        }
        lambda.restart();
      }
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...functions.values()].map(({ lambda }) => lambda.close()));
      await Promise.all([secretsManager.close(), signIn.close(), logs.close(), guarded.close()]);
      await dynamoDb.close();
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
  ReservedConcurrentExecutions: z.number().default(Number.POSITIVE_INFINITY),
  LoggingConfig: z.object({ LogGroup: z.unknown() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
const secret = z.object({ SecretString: z.string().optional() });

// What depends on where the stack runs, whatever a council has set for its own.
function localVariables(signIn: LocalSignInProvider, { url, publicUrl }: { url: string; publicUrl: string }) {
  return {
    PUBLIC_URL: publicUrl,
    STAFF_ORIGIN: url,
    OIDC_ISSUER: signIn.issuer,
    OIDC_CLIENT_ID: signIn.clientId,
    ROLE_CLAIM: 'roles',
    STAFF_ROLE: 'staff',
    MANAGER_ROLE: 'manager',
  };
}

function replaced(variables: Record<string, string>, by: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(by).filter(([name]) => name in variables));
}

// A secret that CloudFormation would generate is the same at every start, so that a kept table keeps its people. The others
// wait to be filled, and are known by the variables that lead to them.
function localSecrets(
  stack: SynthesizedStack,
  variables: Record<string, string>,
  { twilioAuthToken, clientSecret }: { twilioAuthToken: string; clientSecret: string },
): Map<string, string> {
  const filled: Record<string, unknown> = {
    [variables['TWILIO_AUTH_TOKENS_SECRET'] ?? '']: { primary: twilioAuthToken, secondary: '' },
    [variables['OIDC_CLIENT_SECRET'] ?? '']: { clientSecret },
  };
  return new Map(
    ofType(stack, 'AWS::SecretsManager::Secret').map(([id, { Properties }]) => {
      const { SecretString } = secret.parse(Properties);
      return [id, SecretString ? JSON.stringify(filled[id] ?? SecretString) : `local-${id}`];
    }),
  );
}
