/**
 * The environment variables that the stack sets and the Lambdas read. Only this file names them: `infra/` sets what
 * these types ask for, and a Lambda that starts without one says which.
 */

import * as z from 'zod/mini';

// These are functions, so that each bundle contains only the schemas it uses.
const required = () => z.string().check(z.minLength(1));
const wholeNumber = () => required().check(z.regex(/^[1-9]\d*$/));

const price = () => required().check(z.regex(/^\d+(\.\d+)?$/));

const tableVariables = () => ({
  TABLE_NAME: required(),
  /** How many days we keep a request. */
  RETENTION_DAYS: wholeNumber(),
});

const twilioVariables = () => ({
  /** Scheme and host that Twilio calls, with no trailing slash. We check signatures against it. */
  PUBLIC_URL: required(),
  /** The id of the secret that holds the Twilio auth tokens, as JSON: `{"primary": "…", "secondary": "…"}`. */
  TWILIO_AUTH_TOKENS_SECRET: required(),
  /** The id of the secret that holds the key for texter references. */
  TEXTER_KEY_SECRET: required(),
});

export const inboundSmsEnvironment = () =>
  z.object({
    ...tableVariables(),
    ...twilioVariables(),
    /** How many replies one texter gets in an hour. */
    REPLIES_PER_HOUR: wholeNumber(),
    /** The letter of each number that has another one than the rest, as a query string: `%2B441632960123=somerset-2022`. */
    LETTER_OF_NUMBER: z.optional(required()),
    /** The id of the letter that the rest have. Set when there are other letters. */
    USUAL_LETTER: z.optional(required()),
  });

export const deliveryStatusEnvironment = () => z.object({ ...twilioVariables(), TABLE_NAME: required() });

export const rollUpEnvironment = () => z.object(tableVariables());

export const replayEnvironment = () =>
  z.object({
    ...tableVariables(),
    /** The log groups of the webhook and of the delivery reports. */
    LOG_GROUP: required(),
    REPORTS_LOG_GROUP: required(),
  });

export const staffPagesEnvironment = () =>
  z.object({
    ...tableVariables(),
    TEXTER_KEY_SECRET: required(),
    /** The id of the secret that holds the key for sealing staff sessions. */
    SESSION_KEY_SECRET: required(),
    /** Scheme and host of the staff pages, with no trailing slash. */
    STAFF_ORIGIN: required(),
    /** The OpenID provider's issuer, as its discovery document names it. */
    OIDC_ISSUER: required(),
    OIDC_CLIENT_ID: required(),
    /** The id of the secret with the client's secret, as JSON: `{"clientSecret": "…"}`. Empty for a public client. */
    OIDC_CLIENT_SECRET: required(),
    /** The claim of the ID token that gives a person's role, and the values it can have. */
    ROLE_CLAIM: required(),
    STAFF_ROLE: required(),
    MANAGER_ROLE: required(),
    /** What we pay for a segment of a reply and for an inbound text, as decimals, and the currency's ISO 4217 code. */
    SEGMENT_PRICE: price(),
    INBOUND_PRICE: price(),
    CURRENCY: required().check(z.regex(/^[A-Z]{3}$/)),
    /** Two of the council's own web pages, and a web or e-mail address for questions. All are optional. */
    ACCESSIBILITY_STATEMENT: z.optional(required()),
    PRIVACY_NOTICE: z.optional(required()),
    STAFF_CONTACT: z.optional(required()),
  });

export type InboundSmsEnvironment = z.infer<ReturnType<typeof inboundSmsEnvironment>>;
export type DeliveryStatusEnvironment = z.infer<ReturnType<typeof deliveryStatusEnvironment>>;
export type RollUpEnvironment = z.infer<ReturnType<typeof rollUpEnvironment>>;
export type ReplayEnvironment = z.infer<ReturnType<typeof replayEnvironment>>;
export type StaffPagesEnvironment = z.infer<ReturnType<typeof staffPagesEnvironment>>;

/** @throws Error that names every variable that is missing or malformed */
export function parseEnvironment<Environment>(
  environment: () => z.ZodMiniType<Environment>,
  variables: Record<string, string | undefined>,
): Environment {
  const parsed = environment().safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new Error(`Environment variables missing or malformed: ${names.join(', ')}. The stack sets them.`);
}
