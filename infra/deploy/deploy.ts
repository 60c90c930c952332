/**
 * `npm run deploy`: checks the settings, the content and the AWS account, says what it makes and what that costs, deploys,
 * and says what is next. `--dry-run` stops before it changes anything. It can be run again at any time, also after a
 * deployment that failed.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError, runCommand } from '../command.ts';
import { ofType } from '../local/read-template.ts';
import { type SynthesizedStack, synthesize } from '../local/synthesize.ts';
import { readSettings, SETTINGS_FILE, type Settings, SettingsError } from '../settings.ts';
import { protectStack, readAccount, readOutputs } from './aws-account.ts';
import { checkAccount } from './check-account.ts';
import { estimateCosts } from './estimate-costs.ts';

const USAGE = `npm run deploy [-- --dry-run] [--texts 5000] [--yes]
  --dry-run   checks everything, and changes nothing
  --texts N   how many texts a month the costs are told for; 5,000 by default
  --yes       does not ask before it changes what people or functions may do`;

await runCommand(async () => {
  const { dryRun, texts, yes } = readArguments();
  const settings = settingsOrError();
  const source = existsSync(SETTINGS_FILE)
    ? `${SETTINGS_FILE} is right`
    : `there is no ${SETTINGS_FILE}, so all are defaults`;
  console.log(`Settings: ${source}. Stack ${settings.stackName} in ${settings.region}.`);

  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const stack = await synthesize(folder, true);
  console.log('Content: checked, nothing found.');
  describeStack(stack, settings, texts);

  const facts = await readAccount(settings.stackName, settings.region).catch((error: unknown) => {
    if (!dryRun || !(error instanceof CommandError)) throw error;
    console.log(`\nAccount: not checked. ${error.message}`);
    return undefined;
  });
  if (!facts) return;
  const { problems, notes, isFirst } = checkAccount(settings, facts);
  console.log(`\nAccount: ${facts.accountId}. ${isFirst ? 'This is the first deployment.' : 'The stack is there.'}`);
  for (const note of notes) console.log(`- ${note}`);
  if (problems.length > 0) throw new CommandError(`Not deployed:\n${problems.map((one) => `- ${one}`).join('\n')}`);
  if (dryRun) return console.log('\nEverything is ready. Without --dry-run this would now be deployed.');

  deploy({ isFirst, yes, settings });
  // Protected from the start, a first deployment that fails could not be cleaned up.
  if (isFirst) await protectStack(settings.stackName, settings.region);
  const outputs = await readOutputs(settings.stackName, settings.region);
  console.log(`\nDeployed. Next: npm run connect, which sets the Twilio number's addresses. Then npm run doctor.`);
  console.log(`Staff pages: ${outputs['StaffPagesUrl']}`);
});

function readArguments() {
  const options = {
    'dry-run': { type: 'boolean', default: false },
    texts: { type: 'string', default: '5000' },
    yes: { type: 'boolean', default: false },
  } as const;
  try {
    const { 'dry-run': dryRun, texts, yes } = parseArgs({ options }).values;
    if (/^\d+$/.test(texts)) return { dryRun, texts: Number(texts), yes };
  } catch {
    // What is not known is told of below, like what is malformed.
  }
  throw new CommandError(USAGE);
}

function settingsOrError(): Settings {
  try {
    return readSettings(SETTINGS_FILE, {});
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(error.message);
    throw error;
  }
}

function describeStack(stack: SynthesizedStack, { segmentPrice, inboundPrice }: Settings, texts: number): void {
  const count = (type: string) => ofType(stack, type).length;
  const alarms = count('AWS::CloudWatch::Alarm');
  const secrets = count('AWS::SecretsManager::Secret');
  const metrics = new Set(
    ofType(stack, 'AWS::Logs::MetricFilter').map(([, { Properties }]) =>
      JSON.stringify(Properties['MetricTransformations']),
    ),
  ).size;
  console.log(
    `\nIt makes: ${count('AWS::Lambda::Function')} functions, ${count('AWS::ApiGatewayV2::Api')} HTTP APIs and a REST API, a table, ${secrets} secrets, ${alarms} alarms, a dashboard${count('AWS::Cognito::UserPool') > 0 ? ', a user pool for staff' : ''}.`,
  );
  const prices = { sent: Number(segmentPrice), received: Number(inboundPrice) };
  const { fixed, aws, twilio } = estimateCosts(texts, { alarms, metrics, secrets }, prices);
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  console.log(
    `A month with ${texts.toLocaleString('en-GB')} texts costs about ${dollars(fixed + aws + twilio)}: Twilio ${dollars(twilio)}, AWS ${dollars(aws)} for the texts and ${dollars(fixed)} whatever comes.`,
  );
}

function deploy({ isFirst, yes, settings }: { isFirst: boolean; yes: boolean; settings: Settings }): void {
  const cli = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
  const options = [
    ...(isFirst ? ['-c', 'terminationProtection=false'] : []),
    ...(yes ? ['--require-approval', 'never'] : []),
  ];
  const env = { ...process.env, AWS_REGION: settings.region };
  const { status } = spawnSync(process.execPath, [cli, 'deploy', ...options], { stdio: 'inherit', env });
  if (status === 0) return;
  throw new CommandError(
    'The deployment failed; what went wrong stands above. Put it right and run npm run deploy again. A table or user pool that it made may be kept: the next run names them.',
  );
}
