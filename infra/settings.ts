/** What a council can change of a deployment: CDK context, with a default that is safe for each. */

import * as z from 'zod';
import { LONGEST_WORDS } from './content/check-text.ts';
import { origin } from './origin.ts';

const DAYS = 'a number of days from 2 to 365';
const ROLE = 'letters, digits, dots, hyphens and underscores only';
const PRICE = 'a decimal number such as 0.056';
const REPLIES = 'a number of replies from 1 to 1000';
const COUNT = 'a whole number of 1 or more';
const count = (usual: number) => z.coerce.number(COUNT).int(COUNT).min(1, COUNT).default(usual);
const LONGEST_ADDRESS = LONGEST_WORDS.reportAddress.length;

const settings = z
  .object({
    /** The stack's name in CloudFormation. */
    stackName: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'a letter, then letters, digits and hyphens')
      .default('OfstedLetterTexts'),
    /** How many days a request is kept; at least two, for a day is counted for good when it is over. */
    retentionDays: z.coerce.number(DAYS).int(DAYS).min(2, DAYS).max(365, DAYS).default(30),
    /**
     * How many replies one texter gets in an hour, before "slow down" and silence. Reading and safety replies have limits
     * of their own.
     */
    repliesPerHour: z.coerce.number(REPLIES).int(REPLIES).min(1, REPLIES).max(1000, REPLIES).default(60),
    /** The council's own telephone line for the HELP and safety replies; none by default, for a wrong one would be worse. */
    contactLine: z
      .string()
      .max(
        LONGEST_WORDS.contactLine.length,
        `at most ${LONGEST_WORDS.contactLine.length} characters, or HELP grows past one text`,
      )
      .regex(/^[A-Za-z0-9 +()-]+$/, 'letters, digits, spaces, + ( ) and - only')
      .optional(),
    /** Where the full report is, for those who ask; by default the address of all of Ofsted's reports. */
    reportAddress: z
      .string()
      .max(LONGEST_ADDRESS, `at most ${LONGEST_ADDRESS} characters, or the reply grows past one text`)
      .regex(/^[a-z0-9.-]+\.[a-z]+(\/[\w./-]*)?$/, 'a web address without https://, such as reports.ofsted.gov.uk')
      .optional(),
    /** When Ofsted came again after the letter's inspection; then those who ask are told so. */
    newerInspection: z
      .string()
      .regex(
        /^(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$/,
        'a month and a year, such as May 2025',
      )
      .optional(),
    /** The letter's folder in content/; the newest by default. */
    letter: z.string().optional(),
    /** Scheme and host of a domain of the council's own, where Twilio does not call API Gateway's address. */
    publicUrl: origin(['https:'], 'https:// and a host, with nothing after it').optional(),
    /** The council's own OpenID provider and the client registered there; without them the stack makes a user pool. */
    oidcIssuer: z.url({ protocol: /^https$/, error: 'an address that begins with https://' }).optional(),
    oidcClientId: z.string().min(1).optional(),
    /** The claim of the ID token that has a person's roles or groups; by default what the provider usually calls it. */
    roleClaim: z.string().min(1).optional(),
    /** The value of that claim for who may view the staff pages, and for who may also export and erase. */
    staffRole: z
      .string()
      .regex(/^[\w.-]+$/, ROLE)
      .default('staff'),
    managerRole: z
      .string()
      .regex(/^[\w.-]+$/, ROLE)
      .default('manager'),
    /** What Twilio charges for a segment sent: https://www.twilio.com/en-us/sms/pricing/gb */
    segmentPrice: z
      .union([z.string(), z.number()])
      .transform(String)
      .pipe(z.string().regex(/^\d+(\.\d+)?$/, PRICE))
      .default('0.056'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a currency as ISO 4217 names it, such as GBP')
      .default('USD'),
    /** Who is told of an alarm; nobody by default, and then the deployment says so. */
    alarmEmail: z.email('an e-mail address').optional(),
    /** Where the runbook can be read, for the link in each alarm. */
    runbook: z.string().min(1).default('RUNBOOK.md'),
    /** From here on an alarm tells that there were many safety replies in an hour. */
    safetyRepliesPerHour: count(30),
    /** From here on an alarm tells that Twilio will cost more than planned. */
    segmentsPerDay: count(5000),
    /** In US dollars: the budget for everything in the AWS account, which tells `alarmEmail` when it will be exceeded. */
    monthlyBudget: count(50),
    /**
     * Keeps some of the account's concurrency from the staff pages, the roll-up and delivery reports, so that there is
     * always enough for texts. An account that may run fewer than 200 functions at once must set it to false.
     */
    reserveConcurrency: z
      .union([z.boolean(), z.enum(['true', 'false'])], 'true or false')
      .transform((value) => value === true || value === 'true')
      .default(true),
  })
  .refine(({ oidcIssuer, oidcClientId }) => Boolean(oidcIssuer) === Boolean(oidcClientId), {
    path: ['oidcClientId'],
    message: 'set when oidcIssuer is, and left out when it is not',
  })
  .refine(({ staffRole, managerRole }) => staffRole !== managerRole, {
    path: ['managerRole'],
    message: 'another role than staffRole',
  });

export type Settings = z.infer<typeof settings>;

/** Raised when a setting cannot be used; its message names each such setting and what it must be. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Parses the settings out of CDK's context.
 *
 * @param contextValue looks a name up there, as `app.node.tryGetContext` does
 * @throws SettingsError
 */
export function parseSettings(contextValue: (name: string) => unknown): Settings {
  const names = Object.keys(settings.shape);
  const parsed = settings.safeParse(Object.fromEntries(names.map((name) => [name, contextValue(name)])));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `The setting ${path.join('.')} must be ${message}.`);
  throw new SettingsError(lines.join('\n'));
}
