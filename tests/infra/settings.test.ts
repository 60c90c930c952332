import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseSettings, readSettings, SettingsError } from '../../infra/settings.ts';

function settingsOf(context: Record<string, unknown>) {
  return parseSettings((name) => context[name]);
}

describe('the settings of a deployment', () => {
  it('have defaults that are safe: no contact line, 30 days, 60 replies an hour, the newest letter, a user pool', () => {
    expect(settingsOf({})).toEqual({
      stackName: 'OfstedLetterTexts',
      retentionDays: 30,
      repliesPerHour: 60,
      staffRole: 'staff',
      managerRole: 'manager',
      segmentPrice: '0.056',
      inboundPrice: '0.0075',
      currency: 'USD',
      runbook: 'RUNBOOK.md',
      safetyRepliesPerHour: 30,
      segmentsPerDay: 5000,
      monthlyBudget: 50,
      reserveConcurrency: true,
      region: 'eu-west-2',
      apiGatewayLogRole: true,
      terminationProtection: true,
    });
  });

  it('are taken from the context, also as the text that -c gives', () => {
    const context = { contactLine: '01632 960123', letter: 'dorset-2021', stackName: 'Texts-2' };
    expect(settingsOf({ ...context, retentionDays: '7', repliesPerHour: '5', segmentPrice: 0.04 })).toMatchObject({
      ...context,
      retentionDays: 7,
      repliesPerHour: 5,
      segmentPrice: '0.04',
    });
  });

  it.each([
    [{ retentionDays: '0' }, 'retentionDays'],
    [{ retentionDays: '1' }, 'retentionDays must be a number of days from 2'],
    [{ oidcIssuer: 'https://login.example.org' }, 'oidcClientId must be set when oidcIssuer is'],
    [{ oidcIssuer: 'http://login.example.org', oidcClientId: 'client' }, 'oidcIssuer must be an address that begins'],
    [{ staffRole: 'manager' }, 'managerRole must be another role than staffRole'],
    [{ staffRole: 'all staff' }, 'staffRole must be letters'],
    [{ segmentPrice: '4p' }, 'segmentPrice must be a decimal number'],
    [{ inboundPrice: 'free' }, 'inboundPrice must be a decimal number'],
    [{ privacyNotice: 'www.example.gov.uk' }, 'privacyNotice must be an address that begins with https://'],
    [{ accessibilityStatement: 'http://example.gov.uk' }, 'accessibilityStatement must be an address that begins'],
    [{ staffContact: 'the front desk' }, 'staffContact must be an e-mail address, or a web address'],
    [{ staffContact: 'javascript:alert(1)' }, 'staffContact must be an e-mail address, or a web address'],
    [{ alarmEmail: 'duty officer' }, 'alarmEmail must be an e-mail address'],
    [{ segmentsPerDay: '0' }, 'segmentsPerDay must be a whole number of 1 or more'],
    [{ reserveConcurrency: 'no' }, 'reserveConcurrency must be true or false'],
    [{ currency: 'pounds' }, 'currency must be a currency as ISO 4217'],
    [{ retentionDays: 'a month' }, 'retentionDays must be a number of days'],
    [{ letter: 'a-2021', numbers: { '01632 960123': 'b-2022' } }, 'numbers must be numbers in quotes as Twilio writes'],
    [{ letter: 'a-2021', numbers: { '441632960123': 'b-2022' } }, 'numbers must be numbers in quotes as Twilio writes'],
    [{ letter: 'a-2021', numbers: { '+441632960123': '' } }, 'numbers must be numbers in quotes as Twilio writes them'],
    [{ letter: 'a-2021', numbers: 'b-2022' }, 'numbers must be numbers in quotes as Twilio writes them'],
    [{ numbers: { '+441632960123': 'b-2022' } }, 'letter must be set when numbers is'],
    [{ repliesPerHour: '0' }, 'repliesPerHour must be a number of replies'],
    [{ stackName: 'my stack' }, 'stackName'],
    [{ contactLine: 'call the nice people on 01632 960123' }, 'contactLine must be at most 19 characters'],
    [{ contactLine: '01632 960123 ☎' }, 'contactLine'],
    [{ reportAddress: 'https://files.ofsted.gov.uk' }, 'reportAddress must be a web address without https://'],
    [{ reportAddress: `files.ofsted.gov.uk/${'x'.repeat(30)}` }, 'reportAddress must be at most 40 characters'],
    [{ newerInspection: 'last year' }, 'newerInspection must be a month and a year'],
    [{ publicUrl: 'http://texts.example.org' }, 'publicUrl must be https:// and a host'],
    [{ publicUrl: 'texts.example.org' }, 'publicUrl'],
    [{ publicUrl: 'https://texts.example.org/?a=b' }, 'publicUrl'],
    [{ publicUrl: 'https://texts.example.org/path' }, 'publicUrl'],
  ])('%j is refused by name', (context, message) => {
    expect(() => settingsOf(context)).toThrow(SettingsError);
    expect(() => settingsOf(context)).toThrow(message);
  });
});

/** A file of settings with this in it. */
function settingsFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'settings.yaml'), text);
  return join(folder, 'settings.yaml');
}

describe('the file of settings', () => {
  it('is read, and the command line counts for more', () => {
    const file = settingsFile('contactLine: 01632 960123\nretentionDays: 14\n');
    expect(readSettings(file, {})).toMatchObject({ contactLine: '01632 960123', retentionDays: 14 });
    expect(readSettings(file, { retentionDays: '7' })).toMatchObject({ retentionDays: 7 });
  });

  it('gives some numbers another letter, and a number without its quotes is refused but not repeated', () => {
    const file = settingsFile('letter: dorset-2021\nnumbers: {"+441632960123": somerset-2022}\n');
    expect(readSettings(file, {})).toMatchObject({ numbers: { '+441632960123': 'somerset-2022' } });
    const unquoted = settingsFile('letter: dorset-2021\nnumbers: {+441632960987: somerset-2022}\n');
    expect(() => readSettings(unquoted, {})).toThrow('in quotes');
    expect(messageOf(() => readSettings(unquoted, {}))).not.toContain('1632960987');
  });

  it('may be missing or empty, and then everything has its default', () => {
    const defaults = parseSettings(() => undefined);
    expect(readSettings('no-such-file.yaml', {})).toEqual(defaults);
    expect(readSettings(settingsFile('# nothing yet\n'), {})).toEqual(defaults);
  });

  it.each([
    ['contactline: 01632 960123', 'There is no setting contactline. Do you mean contactLine?'],
    ['retention: 30', 'Do you mean retentionDays?'],
    ['alarmsEmail: duty@example.org', 'Do you mean alarmEmail?'],
    ['xyz: 1', 'There is no setting xyz. There are stackName, region'],
  ])('with a misspelt name is refused, and the nearest one is named: %s', (text, message) => {
    expect(() => readSettings(settingsFile(text), {})).toThrow(message);
  });

  it('is not the only place where a misspelt name is noticed', () => {
    const context = { '@aws-cdk/core:newStyleStackSynthesis': true, 'aws:cdk:enable-path-metadata': true };
    expect(() => readSettings('none.yaml', { ...context, contactline: '1' })).toThrow(
      /the command line: .*contactLine/,
    );
    expect(() => readSettings('none.yaml', context)).not.toThrow();
  });

  it.each(['- a\n- b', 'contactLine', 'contactLine: [', '"'])('that is no list of settings is refused: %j', (text) => {
    expect(() => readSettings(settingsFile(text), {})).toThrow(SettingsError);
    expect(() => readSettings(settingsFile(text), {})).toThrow('Write each setting as');
  });

  it('has an example that names every setting, and nothing else', () => {
    const example = readFileSync('settings.example.yaml', 'utf8');
    const named = [...example.matchAll(/^#?(\w+): /gm)].map(([, name = '']) => name);
    const uncommented = settingsFile(example.replace(/^#(?=\w+: )/gm, ''));
    expect(() => readSettings(uncommented, {})).not.toThrow();
    const known = /There are (.*)\./.exec(messageOf(() => readSettings(settingsFile('xyz: 1'), {})))?.[1]?.split(', ');
    expect(named.toSorted()).toEqual(known?.toSorted());
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return '';
}
