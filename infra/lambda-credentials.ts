/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles (`infra/bundle-lambda.ts`). A Lambda's credentials
 * are always in its environment; the package's search through files, SSO and instance metadata is 133 kB of code
 * that would be loaded for nothing.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
