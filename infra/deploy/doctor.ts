/**
 * `npm run doctor`: looks at a deployment from outside, line by line, and says what to do about what is wrong. It texts the
 * service as a person of its own, and has it forget that person. `--local URL` looks at a service that `npm start` runs.
 */

import { parseArgs } from 'node:util';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { FALLBACK_PATH, INBOUND_SMS_PATH, STAFF_PATH } from '../../lambdas/aws/routes.ts';
import { CommandError, runCommand } from '../command.ts';
import { parseLocalEnvironment } from '../local/local-environment.ts';
import { readSettings, SETTINGS_FILE, type Settings } from '../settings.ts';
import { readAccount, readOutputs } from './aws-account.ts';
import { examineService, type Service } from './examine-service.ts';
import { printFindings } from './print-findings.ts';
import { checkNumber, type Finding, openTwilio } from './twilio-account.ts';
import { readTokens } from './twilio-secret.ts';

const USAGE = `npm run doctor [-- --local http://localhost:3000]
  Looks at the deployed stack, or with --local at a service that runs here. With TWILIO_ACCOUNT_SID and TWILIO_NUMBER in
  the environment it looks at the Twilio account, too.`;

await runCommand(async () => {
  const { local } = readArguments();
  const settings = readSettings(SETTINGS_FILE, {});
  const findings = local ? await examineService(localService(local)) : await examineDeployment(settings);
  findings.push(...contentOf(settings));
  printFindings(findings);
  const wrong = findings.filter(({ state }) => state === 'wrong' || state === 'wouldChange').length;
  if (wrong > 0) throw new CommandError(`\n${wrong} of ${findings.length} need somebody. See above.`);
  console.log(`\nAll is well: ${findings.length} looked at.`);
});

function readArguments() {
  try {
    return parseArgs({ options: { local: { type: 'string' } } as const }).values;
  } catch {
    throw new CommandError(USAGE);
  }
}

function localService(url: string): Service {
  const { TWILIO_AUTH_TOKEN, PUBLIC_URL = url } = parseLocalEnvironment(process.env);
  return {
    webhook: { url: url + INBOUND_SMS_PATH, signedUrl: PUBLIC_URL + INBOUND_SMS_PATH },
    fallbackUrl: url + FALLBACK_PATH,
    staffPagesUrl: url + STAFF_PATH,
    authToken: TWILIO_AUTH_TOKEN,
  };
}

async function examineDeployment({ stackName, region }: Settings): Promise<Finding[]> {
  const { stackStatus } = await readAccount(stackName, region);
  if (!stackStatus) throw new CommandError(`There is no stack ${stackName} in ${region}. Run npm run deploy first.`);
  const outputs = await readOutputs(stackName, region);
  const output = (name: string) => outputs[name] ?? '';
  const { primary } = await readTokens(output('TwilioAuthTokensSecret'), region);
  if (!primary) {
    return [{ state: 'wrong', what: 'There is no auth token in Secrets Manager', fix: 'Run npm run connect.' }];
  }
  const webhookUrl = output('WebhookUrl');
  const fallbackUrl = output('FallbackUrl');
  return [
    { state: 'right', what: `The stack ${stackName} is there (${stackStatus}), and the secret has an auth token` },
    ...(await examineTwilio(primary, { webhookUrl, fallbackUrl })),
    ...(await examineService({
      webhook: { url: webhookUrl, signedUrl: webhookUrl },
      fallbackUrl,
      staffPagesUrl: output('StaffPagesUrl'),
      authToken: primary,
    })),
    await subscribers(output('AlarmTopic'), region),
    ...(await alarmsOn(stackName, region)),
    {
      state: 'byHand',
      what: 'Twilio has no way to read what it says to STOP and HELP, nor how long it keeps texts',
      fix: 'Text STOP, START and HELP from a phone of your own; npm run connect prints what should come back.',
    },
  ];
}

async function examineTwilio(
  authToken: string,
  addresses: { webhookUrl: string; fallbackUrl: string },
): Promise<Finding[]> {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_NUMBER: number, TWILIO_API_URL } = process.env;
  if (!accountSid || !number) {
    const fix = 'Set TWILIO_ACCOUNT_SID and TWILIO_NUMBER, and run this again.';
    return [{ state: 'byHand', what: 'The Twilio account was not looked at', fix }];
  }
  return await checkNumber(openTwilio({ accountSid, authToken }, TWILIO_API_URL), number, addresses);
}

async function subscribers(topicArn: string, region: string): Promise<Finding> {
  const listed = await new SNSClient({ region }).send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  const confirmed = (listed.Subscriptions ?? []).filter((one) => one.SubscriptionArn?.startsWith('arn:'));
  if (confirmed.length > 0) return { state: 'right', what: `Alarms go to ${confirmed.length} subscriber(s)` };
  const fix = 'Set alarmEmail and deploy; then confirm in the e-mail that comes.';
  return { state: 'wrong', what: 'Nobody is told of an alarm', fix };
}

async function alarmsOn(stackName: string, region: string): Promise<Finding[]> {
  const asked = { AlarmNamePrefix: `${stackName}-`, StateValue: 'ALARM', MaxRecords: 100 } as const;
  const { MetricAlarms = [] } = await new CloudWatchClient({ region }).send(new DescribeAlarmsCommand(asked));
  if (MetricAlarms.length === 0) return [{ state: 'right', what: 'No alarm is on, the roll-up’s included' }];
  return MetricAlarms.map(
    ({ AlarmName, AlarmDescription }): Finding => ({
      state: 'wrong',
      what: `The alarm ${AlarmName} is on`,
      fix: AlarmDescription ?? '',
    }),
  );
}

function contentOf({ newerInspection }: Settings): Finding[] {
  if (newerInspection)
    return [{ state: 'right', what: `People are told that Ofsted came again in ${newerInspection}` }];
  const fix = 'If Ofsted has inspected since the letter, set newerInspection, or add the new letter.';
  return [{ state: 'byHand', what: 'No newer inspection is named', fix }];
}
