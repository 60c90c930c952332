/**
 * Stands in the bundles for `node:http` (`infra/bundle-lambda.ts`). An `import` of it reads all that it exports, `WebSocket`
 * among them, for which Node then loads its other client, undici: 32 ms of a cold start, where this takes 3.
 * https://nodejs.org/docs/latest-v24.x/api/process.html#processgetbuiltinmoduleid
 */

const http = process.getBuiltinModule('node:http');

export const { Agent, request } = http;
export default http;
