/**
 * The environment variables that the stack sets and the Lambdas read. The names stand here once: `infra/` sets what
 * these types ask for, and what is missing at start is named.
 */

import * as z from 'zod/mini';

// Functions, so that a bundle has only what it asks for.
const required = () => z.string().check(z.minLength(1));
const wholeNumber = () => required().check(z.regex(/^[1-9]\d*$/));

const price = () => required().check(z.regex(/^\d+(\.\d+)?$/));

const tableVariables = () => ({
  TABLE_NAME: required(),
  /** How many days a request is kept. */
  RETENTION_DAYS: wholeNumber(),
});

const twilioVariables = () => ({
  /** Scheme and host that Twilio calls, without a slash at the end: signatures are checked against it. */
  PUBLIC_URL: required(),
  /** Secrets Manager's id of the Twilio auth tokens, JSON: `{"primary": "…", "secondary": "…"}`. */
  TWILIO_AUTH_TOKENS_SECRET: required(),
  /** Secrets Manager's id of the key that texter references are made with. */
  TEXTER_KEY_SECRET: required(),
});

export const inboundSmsEnvironment = () =>
  z.object({
    ...tableVariables(),
    ...twilioVariables(),
    /** How many replies one texter gets in an hour. */
    REPLIES_PER_HOUR: wholeNumber(),
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
    /** Secrets Manager's id of what staff sessions are sealed with. */
    SESSION_KEY_SECRET: required(),
    /** Scheme and host of the staff pages, without a slash at the end. */
    STAFF_ORIGIN: required(),
    /** The OpenID provider's issuer, as its discovery document names it. */
    OIDC_ISSUER: required(),
    OIDC_CLIENT_ID: required(),
    /** Secrets Manager's id of the client's secret, JSON: `{"clientSecret": "…"}`; empty for a client without one. */
    OIDC_CLIENT_SECRET: required(),
    /** The claim of the ID token that says who may what, and its values. */
    ROLE_CLAIM: required(),
    STAFF_ROLE: required(),
    MANAGER_ROLE: required(),
    /** What a segment of a reply and an inbound text cost, as decimal numbers, and the currency as ISO 4217 names it. */
    SEGMENT_PRICE: price(),
    INBOUND_PRICE: price(),
    CURRENCY: required().check(z.regex(/^[A-Z]{3}$/)),
    /** Web addresses of the council's own, and a web or e-mail address to ask; each may be left out. */
    ACCESSIBILITY_STATEMENT: z.optional(required()),
    PRIVACY_NOTICE: z.optional(required()),
    STAFF_CONTACT: z.optional(required()),
  });

export type InboundSmsEnvironment = z.infer<ReturnType<typeof inboundSmsEnvironment>>;
export type DeliveryStatusEnvironment = z.infer<ReturnType<typeof deliveryStatusEnvironment>>;
export type RollUpEnvironment = z.infer<ReturnType<typeof rollUpEnvironment>>;
export type ReplayEnvironment = z.infer<ReturnType<typeof replayEnvironment>>;
export type StaffPagesEnvironment = z.infer<ReturnType<typeof staffPagesEnvironment>>;

/** @throws Error naming every variable that is missing or malformed */
export function parseEnvironment<Environment>(
  environment: () => z.ZodMiniType<Environment>,
  variables: Record<string, string | undefined>,
): Environment {
  const parsed = environment().safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new Error(`Environment variables missing or malformed: ${names.join(', ')}. The stack sets them.`);
}
