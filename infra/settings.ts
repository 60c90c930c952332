/**
 * What a council can change of a deployment, with a default that is safe for each: `settings.yaml`, which is made from
 * `settings.example.yaml`, or `-c name=value` on the command line.
 */

import { existsSync, readFileSync } from 'node:fs';
import Fuse from 'fuse.js';
import { parse } from 'yaml';
import * as z from 'zod';
import { LONGEST_WORDS } from './content/check-text.ts';
import { origin } from './origin.ts';

/** Where a council writes them, beside this project's package.json. */
export const SETTINGS_FILE = 'settings.yaml';

const DAYS = 'a number of days from 2 to 365';
const ROLE = 'letters, digits, dots, hyphens and underscores only';
const PRICE = 'a decimal number such as 0.056';
const REPLIES = 'a number of replies from 1 to 1000';
const COUNT = 'a whole number of 1 or more';
const NUMBERS =
  'numbers in quotes as Twilio writes them, each with the folder of its letter: {"+441632960123": somerset-2022}';
const HTTPS = 'an address that begins with https://';
const count = (usual: number) => z.coerce.number(COUNT).int(COUNT).min(1, COUNT).default(usual);
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])], 'true or false')
  .transform((value) => value === true || value === 'true')
  .default(true);
const price = (usual: string) =>
  z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d+(\.\d+)?$/, PRICE))
    .default(usual);
const letterOfNumber = z.record(z.string().regex(/^\+[1-9]\d{6,14}$/), z.string().min(1));
const MAX_ADDRESS_LENGTH = LONGEST_WORDS.reportAddress.length;

const settings = z
  .object({
    /** The stack's name in CloudFormation. */
    stackName: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'a letter, then letters, digits and hyphens')
      .default('OfstedLetterTexts'),
    /** The AWS region. The staff pages stream, which not every region can. */
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-west-2')
      .default('eu-west-2'),
    /**
     * Makes the role with which API Gateway writes logs. There is one for all APIs of an account in a region, so an account
     * that has one must set this to false, or its own is replaced.
     */
    apiGatewayLogRole: flag,
    /** Keeps the stack from being deleted. Off only for the first deployment, which must be able to clean up after itself. */
    terminationProtection: flag,
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
    /** Where the full report is. By default the address of all Ofsted's reports. */
    reportAddress: z
      .string()
      .max(MAX_ADDRESS_LENGTH, `at most ${MAX_ADDRESS_LENGTH} characters, or the reply grows past one text`)
      .regex(/^[a-z0-9.-]+\.[a-z]+(\/[\w./-]*)?$/, 'a web address without https://, such as reports.ofsted.gov.uk')
      .optional(),
    /** When Ofsted came again after the letter's inspection. People who ask are told. */
    newerInspection: z
      .string()
      .regex(
        /^(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$/,
        'a month and a year, such as May 2025',
      )
      .optional(),
    /** The letter's folder in content/; the newest by default. */
    letter: z.string().optional(),
    /** The numbers that have another letter than that, in E.164, and the folder of each one's letter. */
    numbers: z
      .custom<z.infer<typeof letterOfNumber>>((value) => letterOfNumber.safeParse(value).success, NUMBERS)
      .optional(),
    /** Scheme and host of a domain of the council's own, where Twilio does not call API Gateway's address. */
    publicUrl: origin(['https:'], 'https:// and a host, with nothing after it').optional(),
    /** The council's own OpenID provider, and its client there. Without them the stack makes a user pool. */
    oidcIssuer: z.url({ protocol: /^https$/, error: HTTPS }).optional(),
    oidcClientId: z.string().min(1).optional(),
    /** The claim in the ID token with a person's roles or groups. By default the provider's usual name for it. */
    roleClaim: z.string().min(1).optional(),
    /** The values of that claim for people who may see the staff pages, and for those who may also export and erase. */
    staffRole: z
      .string()
      .regex(/^[\w.-]+$/, ROLE)
      .default('staff'),
    managerRole: z
      .string()
      .regex(/^[\w.-]+$/, ROLE)
      .default('manager'),
    /** What Twilio charges for a segment sent: https://www.twilio.com/en-us/sms/pricing/gb */
    segmentPrice: price('0.056'),
    /** What Twilio charges for a segment received; the same page says so. */
    inboundPrice: price('0.0075'),
    /** Of both prices. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a currency as ISO 4217 names it, such as GBP')
      .default('USD'),
    /** The council's own accessibility statement and privacy notice for the staff pages; by default they have pages of ours. */
    accessibilityStatement: z.url({ protocol: /^https$/, error: HTTPS }).optional(),
    privacyNotice: z.url({ protocol: /^https$/, error: HTTPS }).optional(),
    /** Whom staff ask about their pages: a web or an e-mail address. */
    staffContact: z
      .union(
        [z.url({ protocol: /^https$/ }), z.email()],
        'an e-mail address, or a web address that begins with https://',
      )
      .optional(),
    /** Who gets the alarms. By default nobody does, and the deployment says so. */
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
    reserveConcurrency: flag,
  })
  .refine(({ oidcIssuer, oidcClientId }) => Boolean(oidcIssuer) === Boolean(oidcClientId), {
    path: ['oidcClientId'],
    message: 'set when oidcIssuer is, and left out when it is not',
  })
  // The newest letter may well be one of those, and then the other numbers would get it too.
  .refine(({ numbers, letter }) => !numbers || letter !== undefined, {
    path: ['letter'],
    message: 'set when numbers is, to the folder of the letter for all other numbers, such as dorset-2021',
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
 * Parses the settings.
 *
 * @param lookUp looks a name up, as `app.node.tryGetContext` does
 * @throws SettingsError
 */
export function parseSettings(lookUp: (name: string) => unknown): Settings {
  const values = Object.fromEntries(NAMES.map((name) => [name, lookUp(name)]));
  const parsed = settings.safeParse(values);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `The setting ${path.join('.')} must be ${message}.`);
  throw new SettingsError(lines.join('\n'));
}

const NAMES = Object.keys(settings.shape);

/**
 * Reads the settings from their file, if there is one, and from the command line, which counts for more.
 *
 * @param context CDK's context, with the feature flags that also are in it
 * @throws SettingsError for a value that cannot be used, and for a name that is not known, with the nearest one that is
 */
export function readSettings(file: string, context: Record<string, unknown>): Settings {
  const fromFile = readFile(file);
  const isFeatureFlag = (name: string) => /[@:]/.test(name) || name === 'cli-telemetry';
  const unknown = [
    ...Object.keys(fromFile).map((name) => ({ name, place: file })),
    ...Object.keys(context)
      .filter((name) => !isFeatureFlag(name))
      .map((name) => ({ name, place: 'the command line' })),
  ].filter(({ name }) => !NAMES.includes(name));
  if (unknown.length > 0) {
    throw new SettingsError(unknown.map(({ name, place }) => `${place}: ${explainUnknown(name)}`).join('\n'));
  }
  return parseSettings((name) => context[name] ?? fromFile[name]);
}

function readFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    // An empty file, or one in which all is commented out, is null.
    return z.record(z.string(), z.unknown()).parse(parse(readFileSync(file, 'utf8')) ?? {});
  } catch (error) {
    const why = error instanceof z.ZodError ? 'it is not a list of names and values' : String(error);
    throw new SettingsError(`${file} cannot be read: ${why}. Write each setting as "name: value".`);
  }
}

/** @example explainUnknown('contactline') // 'There is no setting contactline. Do you mean contactLine?' */
function explainUnknown(name: string): string {
  const [nearest] = new Fuse(NAMES).search(name);
  const fix = nearest ? `Do you mean ${nearest.item}?` : `There are ${NAMES.join(', ')}.`;
  return `There is no setting ${name}. ${fix}`;
}
