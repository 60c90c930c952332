/** What may be in a Lambda's bundle, and how heavy its code may be. A test holds every bundle to it. */

/**
 * The most that a bundle's minified code may weigh, in kB (1,000 bytes), what it loads later and its workers included. Each
 * is a tenth or so above what it weighs. Raise one only with a reason: a heavier bundle is a later reply.
 */
export const CODE_BUDGETS_KB: Readonly<Record<string, number>> = {
  // 640 of these are the sentence encoder, in a thread of its own.
  'inbound-sms.ts': 940,
  'delivery-status.ts': 190,
  'roll-up.ts': 200,
  'replay.ts': 275,
  'staff-pages.ts': 1370,
  'fallback.ts': 1,
};

/** Licences that ask for no more than to be named, as SPDX writes them: https://spdx.org/licenses/ */
export const ALLOWED_LICENCES: readonly RegExp[] = [
  /^MIT$/,
  /^ISC$/,
  /^Apache-2\.0$/,
  /^BSD-/,
  /^0BSD$/,
  /^BlueOak-1\.0\.0$/,
  /^Unlicense$/,
  /^CC0-1\.0$/,
];

/** Packages that have crept into many a bundle, and what does their work here. */
export const UNWANTED_PACKAGES: Readonly<Record<string, string>> = {
  'aws-sdk': 'its version 3, by client: @aws-sdk/client-dynamodb',
  axios: 'fetch, or Node’s own client',
  got: 'fetch, or Node’s own client',
  request: 'fetch, or Node’s own client',
  express: 'hono',
  'body-parser': 'URLSearchParams',
  react: 'hono/jsx',
  'react-dom': 'hono/jsx',
  lodash: 'the language itself',
  moment: 'Intl',
  'fuse.js': 'the speller, in lambdas/understanding/',
  'aws-cdk-lib': 'nothing: it is for the build alone',
};
