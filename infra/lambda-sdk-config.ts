/**
 * Stands in DynamoDB's client for `@smithy/core/config` (`infra/bundle-lambda.ts`). A Lambda is configured by its
 * environment alone. The package also looks for `~/.aws/config` and asks an EC2 instance for its region: 7 kB and the
 * reading of two files that are never there.
 */

type Variables = Record<string, string | undefined>;
type Provider<Value> = () => Promise<Value>;

interface Option<Value> {
  environmentVariableSelector: (variables: Variables) => Value | undefined;
  default?: Value | Provider<Value>;
}

/** Gives an option from the environment, or else its default. */
export function loadConfig<Value>(option: Option<Value>): Provider<Value | undefined> {
  let loaded: Promise<Value | undefined> | undefined;
  return () => {
    loaded ??= load(option);
    return loaded;
  };
}

async function load<Value>(option: Option<Value>): Promise<Value | undefined> {
  const value = option.environmentVariableSelector(process.env);
  if (value !== undefined) return value;
  return typeof option.default === 'function' ? (option.default as Provider<Value>)() : option.default;
}

export const NODE_REGION_CONFIG_OPTIONS: Option<string> = {
  environmentVariableSelector: ({ AWS_REGION }) => AWS_REGION,
  default: () => {
    throw new Error('AWS_REGION is missing from the environment. Lambda sets it.');
  },
};
export const NODE_REGION_CONFIG_FILE_OPTIONS = {};
export const NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS = flag('AWS_USE_DUALSTACK_ENDPOINT');
export const NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS = flag('AWS_USE_FIPS_ENDPOINT');
export const DEFAULT_USE_DUALSTACK_ENDPOINT = false;
export const DEFAULT_USE_FIPS_ENDPOINT = false;
/** Only named by what reads files. */
export const CONFIG_PREFIX_SEPARATOR = '.';
export const SelectorType = { ENV: 'env', CONFIG: 'shared config entry' };

function flag(name: string): Option<boolean> {
  return { environmentVariableSelector: (variables) => booleanSelector(variables, name), default: false };
}

/** @throws Error when the variable is neither `true` nor `false` */
export function booleanSelector(variables: Variables, name: string): boolean | undefined {
  const value = variables[name];
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw new Error(`${name} must be "true" or "false".`);
  return value === 'true';
}

/** The SDK's default where nobody chose a mode. */
export function resolveDefaultsModeConfig(): Provider<string> {
  return async () => 'legacy';
}

/** The client's region, which is always a provider here. */
export function resolveRegionConfig<Input>(input: Input): Input {
  return input;
}

export class ProviderError extends Error {}
export class CredentialsProviderError extends ProviderError {
  override name = 'CredentialsProviderError';
}
