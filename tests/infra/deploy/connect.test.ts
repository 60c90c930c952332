import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../infra/command.ts';
import { countSegments } from '../../../infra/content/count-segments.ts';
import { readOptOutTexts } from '../../../infra/deploy/opt-out-texts.ts';
import { connectNumber, openTwilio } from '../../../infra/deploy/twilio-account.ts';
import { withToken } from '../../../infra/deploy/twilio-secret.ts';
import { ACCOUNT_SID, SERVICE_SID, type TwilioApi, twilioApiForThisTest } from '../../support/twilio-api.ts';

const ADDRESSES = { webhookUrl: 'https://texts.example.org/sms', fallbackUrl: 'https://other.example.org/fallback' };
const NUMBER = '+447700900000';

function connect(api: TwilioApi, { isDryRun = false, number = NUMBER, authToken = api.authToken } = {}) {
  return connectNumber(openTwilio({ accountSid: ACCOUNT_SID, authToken }, api.url), number, ADDRESSES, isDryRun);
}
const states = (findings: { state: string }[]) => findings.map(({ state }) => state);

function service(useInboundWebhookOnNumber: boolean) {
  return { sid: SERVICE_SID, friendly_name: 'Texts', use_inbound_webhook_on_number: useInboundWebhookOnNumber };
}

describe('connecting a number', () => {
  it('sets its webhook and its fallback, and nothing the second time', async () => {
    const api = await twilioApiForThisTest();
    api.service = service(true);
    expect(states(await connect(api))).toEqual(['right', 'right', 'changed', 'right']);
    expect(api.number).toMatchObject({
      sms_url: ADDRESSES.webhookUrl,
      sms_method: 'POST',
      sms_fallback_url: ADDRESSES.fallbackUrl,
      sms_fallback_method: 'POST',
    });
    const before = api.changes.length;
    expect(states(await connect(api))).toEqual(['right', 'right', 'right', 'right']);
    expect(api.changes).toHaveLength(before);
  });

  it('changes nothing in a dry run, and says what it would', async () => {
    const api = await twilioApiForThisTest();
    api.service = service(false);
    expect(states(await connect(api, { isDryRun: true }))).toEqual(['right', 'right', 'wouldChange', 'wouldChange']);
    expect(api.changes).toEqual([]);
  });

  it('lets a Messaging Service that drops texts leave them to the number', async () => {
    const api = await twilioApiForThisTest();
    api.service = service(false);
    expect(states(await connect(api))).toEqual(['right', 'right', 'changed', 'changed']);
    expect(api.service).toMatchObject({ use_inbound_webhook_on_number: true });
  });

  it('takes the number away from an application, which would be asked instead', async () => {
    const api = await twilioApiForThisTest();
    Object.assign(api.number, {
      sms_url: ADDRESSES.webhookUrl,
      sms_fallback_url: ADDRESSES.fallbackUrl,
      sms_application_sid: 'AP1',
    });
    expect(states(await connect(api))).toEqual(['right', 'right', 'changed', 'byHand']);
    expect(api.number).toMatchObject({ sms_application_sid: '' });
  });

  it('tells of a trial account, a number without texts, and a number in no Messaging Service', async () => {
    const api = await twilioApiForThisTest();
    api.account.type = 'Trial';
    Object.assign(api.number, { capabilities: { voice: true, sms: false, mms: false, fax: false } });
    const findings = await connect(api);
    expect(states(findings)).toEqual(['byHand', 'wrong', 'changed', 'byHand']);
    expect(findings.map(({ fix }) => fix)).toEqual([
      expect.stringContaining('Upgrade it'),
      expect.stringContaining('capability SMS'),
      undefined,
      expect.stringContaining('Make one and add the number'),
    ]);
  });

  it('names a number that the account does not have, and those it has', async () => {
    const api = await twilioApiForThisTest();
    await expect(connect(api, { number: '+447700900999' })).rejects.toThrow(
      'The account does not have +447700900999. It has: +447700900000.',
    );
  });

  it('says that the token is refused, and does not show it', async () => {
    const api = await twilioApiForThisTest();
    const refused = connect(api, { authToken: 'another token' });
    await expect(refused).rejects.toThrow(CommandError);
    await expect(refused).rejects.toThrow('Twilio refuses the account SID or the auth token');
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('another token') });
  });
});

describe('the auth token in the secret', () => {
  it('keeps the one before it, which is still accepted while both are in use', () => {
    expect(withToken({ primary: '', secondary: '' }, 'first')).toEqual({ primary: 'first', secondary: '' });
    expect(withToken({ primary: 'first', secondary: '' }, 'next')).toEqual({ primary: 'next', secondary: 'first' });
  });

  it('is left as it is when it is there', () => {
    const tokens = { primary: 'first', secondary: 'older' };
    expect(withToken(tokens, 'first')).toBe(tokens);
  });
});

it('what Twilio is to say to STOP and START names 999 and Childline in one segment, for nothing of ours can follow it', () => {
  for (const text of Object.values(readOptOutTexts('content'))) {
    expect(text).toMatch(/call 999/);
    expect(text).toMatch(/0800 1111/);
    expect(countSegments(text).segments).toBe(1);
  }
});

describe('the command', () => {
  const run = (args: string[], variables: Record<string, string> = {}) =>
    spawnSync(process.execPath, ['infra/deploy/connect.ts', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...variables },
    });

  it('asks for what is missing, by the name of the variable', () => {
    expect(run(['--local', 'https://texts.example.org']).stderr).toMatch(/^Set TWILIO_ACCOUNT_SID/);
  });

  it.each([[['--local']], [['--local', 'here']], [['--force']]])('says how it is used: %j', (args) => {
    expect(run(args).stderr).toContain('npm run connect [-- --dry-run]');
  });

  it('says what it would change, and what must be done by hand, and shows no token', async () => {
    const api = await twilioApiForThisTest();
    const variables = {
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: api.authToken,
      TWILIO_NUMBER: '07700 900000',
      TWILIO_API_URL: api.url,
    };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['infra/deploy/connect.ts', '--dry-run', '--local', 'https://texts.example.org'],
      { env: { PATH: process.env['PATH'], ...variables } },
    );
    expect(stdout).toMatch(/CHANGE {3}Texts go to https:\/\/texts\.example\.org\/sms/);
    expect(stdout).toMatch(/STOP: {2}You will get no more texts.*999.*0800 1111/);
    expect(stdout).toMatch(/regulatory bundle/);
    expect(stdout).toMatch(/Nothing was changed/);
    expect(stdout).not.toContain(api.authToken);
    expect(api.changes).toEqual([]);
  });

  it('says that nobody is signed in to AWS when it needs the stack', () => {
    const { stderr } = run(['--dry-run'], { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' });
    expect(stderr).toMatch(/You are not signed in to AWS/);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d/);
  });
});
