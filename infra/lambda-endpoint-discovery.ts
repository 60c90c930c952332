/**
 * Stands in the Lambda's bundle for `@aws-sdk/middleware-endpoint-discovery`, which DynamoDB's client configures and never
 * uses unless it is turned on. The functions never do, and the package and its cache bring 5 kB.
 */
export const resolveEndpointDiscoveryConfig = <Input>(input: Input): Input => input;
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined };
