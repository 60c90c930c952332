/**
 * Stands in the Lambda's bundle for `@aws/lambda-invoke-store`, which tells apart the requests of a function that
 * answers several at once. Ours answer one at a time, the SDK then reads the trace id from the environment, and the
 * package brings 2 kB.
 */
export const InvokeStore = { getInstanceAsync: async () => undefined };
