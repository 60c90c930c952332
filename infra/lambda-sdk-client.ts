/**
 * Stands in DynamoDB's client for `@aws-sdk/core/client` (`infra/bundle-lambda.ts`). Of what the package adds to each call,
 * the table needs the host's header. Left out are the SDK's name for AWS's statistics, a log of each call that nobody turned
 * on, the header against functions that call each other in circles, and a list of all regions: 12 kB.
 */

import { HttpRequest } from '@smithy/core/protocols';

interface Stack {
  add(middleware: unknown, options: object): void;
}
type Arguments = { request: unknown };
type Next = (args: Arguments) => Promise<unknown>;

const NO_PLUGIN = { applyToStack: () => {} };
const same = <Value>(value: Value): Value => value;

/** Signed with the call, so it must be there before. */
export function getHostHeaderPlugin() {
  const middleware = (next: Next) => async (args: Arguments) => {
    const { request } = args;
    if (HttpRequest.isInstance(request)) {
      const { hostname, port } = request;
      request.headers['host'] ??= port ? `${hostname}:${port}` : hostname;
    }
    return next(args);
  };
  const options = { name: 'hostHeaderMiddleware', step: 'build', priority: 'low', override: true };
  return { applyToStack: (stack: Stack) => stack.add(middleware, options) };
}
export const resolveHostHeaderConfig = same;

export const getLoggerPlugin = () => NO_PLUGIN;
export const getRecursionDetectionPlugin = () => NO_PLUGIN;
export const getUserAgentPlugin = () => NO_PLUGIN;
export const resolveUserAgentConfig = same;
export const createDefaultUserAgentProvider = () => async () => [];
export const NODE_APP_ID_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined };
/** What the user agent would tell of how credentials were found. */
export const setCredentialFeature = same;

/** Node's version is the stack's. */
export function emitWarningIfUnsupportedVersion(): void {}

/** `openUsageTable` sets its own. */
export function getDefaultSocketTimeout(): undefined {}

/** For the rules that `lambda-sdk-endpoints.ts` replaces. */
export const awsEndpointFunctions = {};

export const getAwsRegionExtensionConfiguration = () => ({});
export const resolveAwsRegionExtensionConfiguration = () => ({});
