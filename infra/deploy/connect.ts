/**
 * `npm run connect`: tells the Twilio number where the service is, and the service the account's auth token, and says what
 * must be done by hand. It asks for what is not in the environment (`TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN`,
 * `TWILIO_NUMBER`). `--dry-run` changes nothing. It can be run again at any time.
 */

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { FALLBACK_PATH, INBOUND_SMS_PATH } from '../../lambdas/aws/routes.ts';
import { CommandError, runCommand } from '../command.ts';
import { buildLetter } from '../content/build-letter.ts';
import { readSettings, SETTINGS_FILE } from '../settings.ts';
import { readAccount, readOutputs } from './aws-account.ts';
import { readOptOutTexts } from './opt-out-texts.ts';
import { printFindings } from './print-findings.ts';
import { type Addresses, connectNumber, type Finding, openTwilio } from './twilio-account.ts';
import { storeToken } from './twilio-secret.ts';

const USAGE = `npm run connect [-- --dry-run] [--local https://example.org]
  --dry-run    says what would be changed, and changes nothing
  --local URL  the number is to lead to a service that npm start runs, at the address by which Twilio reaches it; it is
               the deployed stack's otherwise`;

await runCommand(async () => {
  const { isDryRun, given } = readArguments();
  const settings = readSettings(SETTINGS_FILE, {});
  const stack: Target = given ?? (await deployedStack(settings.stackName, settings.region));
  const accountSid = await ask('TWILIO_ACCOUNT_SID', 'Account SID (begins with AC): ');
  const authToken = await ask('TWILIO_AUTH_TOKEN', 'Auth token (is not shown): ', { isSecret: true });
  const number = toE164(await ask('TWILIO_NUMBER', 'The number people text: '));

  const findings: Finding[] = [];
  const client = openTwilio({ accountSid, authToken }, process.env['TWILIO_API_URL']);
  findings.push(...(await connectNumber(client, number, stack, isDryRun)));
  if (stack.secretId) findings.push(await storeToken(stack.secretId, authToken, settings.region, isDryRun));
  printFindings([...findings, ...byHand()]);
  const letter = settings.numbers?.[number] ?? settings.letter;
  printOptOutTexts(buildLetter('content', { ...settings, letter }).letter.replies.help);
  if (findings.some(({ state }) => state === 'wrong')) throw new CommandError('\nNot everything is right. See above.');
  console.log(isDryRun ? '\nNothing was changed.' : '\nConnected. Next: npm run doctor.');
});

/** The secret is left alone where the addresses are given. */
type Target = Addresses & { secretId?: string };

function readArguments(): { isDryRun: boolean; given: Addresses | undefined } {
  const options = { 'dry-run': { type: 'boolean', default: false }, local: { type: 'string' } } as const;
  try {
    const { 'dry-run': isDryRun, local } = parseArgs({ options }).values;
    if (local === undefined) return { isDryRun, given: undefined };
    const { origin } = new URL(local);
    return { isDryRun, given: { webhookUrl: origin + INBOUND_SMS_PATH, fallbackUrl: origin + FALLBACK_PATH } };
  } catch {
    throw new CommandError(USAGE);
  }
}

async function deployedStack(stackName: string, region: string): Promise<Required<Target>> {
  const { stackStatus } = await readAccount(stackName, region);
  if (!stackStatus) throw new CommandError(`There is no stack ${stackName} in ${region}. Run npm run deploy first.`);
  const outputs = await readOutputs(stackName, region);
  const output = (name: string) => {
    const value = outputs[name];
    if (!value) throw new CommandError(`The stack ${stackName} has no output ${name}. Run npm run deploy again.`);
    return value;
  };
  return {
    webhookUrl: output('WebhookUrl'),
    fallbackUrl: output('FallbackUrl'),
    secretId: output('TwilioAuthTokensSecret'),
  };
}

async function ask(variable: string, question: string, { isSecret = false } = {}): Promise<string> {
  const set = process.env[variable]?.trim();
  if (set) return set;
  if (!process.stdin.isTTY) throw new CommandError(`Set ${variable}, or run this in a terminal, where it asks for it.`);
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: isSecret ? nowhere : process.stdout,
    terminal: true,
  });
  const answer = (await terminal.question('')).trim();
  terminal.close();
  if (isSecret) process.stdout.write('\n');
  if (!answer) throw new CommandError(`Nothing was entered for ${variable}.`);
  return answer;
}

function toE164(number: string): string {
  const parsed = parsePhoneNumberFromString(number, 'GB');
  if (!parsed?.isPossible()) throw new CommandError(`TWILIO_NUMBER is no telephone number. Give it as +447700900123.`);
  return parsed.number;
}

/** What no API of Twilio's shows or sets. */
function byHand(): Finding[] {
  return [
    {
      state: 'byHand',
      what: 'A UK number needs a regulatory bundle, which Twilio looks at for some days',
      fix: 'Console: Phone Numbers, Regulatory Compliance.',
    },
    {
      state: 'byHand',
      what: 'Twilio keeps what people wrote: 400 days by default, and older records reachable by Bulk Export',
      fix: 'Console: Messaging, Settings: set the shortest time, and turn Bulk Export’s backup off. Ask Twilio’s support for redaction of bodies; not of numbers, or STOP no longer works.',
    },
  ];
}

function printOptOutTexts(help: string): void {
  const { stop, start } = readOptOutTexts('content');
  console.log(`
BY HAND  Enter these in the console, in the Messaging Service under Opt-Out Management (Advanced Opt-Out). After STOP
           every reply is blocked, also to a cry for help, so the answer to STOP must name 999 and Childline.
           STOP:  ${stop}
           START: ${start}
           HELP:  ${help}`);
}
