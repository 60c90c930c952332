/**
 * Stands in DynamoDB's client for `@smithy/core/endpoints` (`infra/bundle-lambda.ts`). The package works an address out by
 * rules for dual stack, FIPS, accounts and ARNs, none of which the table has: 9 kB.
 */

export { toEndpointV1 } from '@smithy/core/transport';

interface Endpoint {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
}

interface Stack {
  addRelativeTo(middleware: unknown, options: object): void;
}

/**
 * Gives the client the address of DynamoDB in its region: https://docs.aws.amazon.com/general/latest/gr/ddb.html. As in
 * `lambdas/aws/read-secret.ts`, that is not the one of China's regions. `AWS_ENDPOINT_URL_DYNAMODB` names another.
 *
 * @example await resolveEndpointConfig({ region: async () => 'eu-west-2' }).endpoint() // dynamodb.eu-west-2.amazonaws.com
 */
export function resolveEndpointConfig<Input extends { region: () => Promise<string> }>(
  input: Input,
): Input & { endpoint(): Promise<Endpoint> } {
  return Object.assign(input, {
    endpoint: async () => {
      const { AWS_ENDPOINT_URL_DYNAMODB: other } = process.env;
      return parse(other || `https://dynamodb.${await input.region()}.amazonaws.com`);
    },
  });
}

function parse(url: string): Endpoint {
  const { protocol, hostname, port, pathname } = new URL(url);
  return { protocol, hostname, ...(port && { port: Number(port) }), path: pathname };
}

/** Does nothing: the serializer asks the client. It has a name because signing has its place before it. */
export function getEndpointPlugin() {
  const middleware = (next: unknown) => next;
  const options = { name: 'endpointV2Middleware', relation: 'before', toMiddleware: 'serializerMiddleware' };
  return { applyToStack: (stack: Stack) => stack.addRelativeTo(middleware, options) };
}

/** The rules themselves, which are not asked. */
export const BinaryDecisionDiagram = { from: () => undefined };
export const decideEndpoint = () => undefined;
export class EndpointCache {}
export const customEndpointFunctions = {};
