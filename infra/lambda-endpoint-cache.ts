/**
 * Stands in the Lambda's bundle for `@aws-sdk/endpoint-cache`, which only endpoint discovery uses. The functions never
 * turn that on, and the package brings 4 kB.
 */
export class EndpointCache {}
