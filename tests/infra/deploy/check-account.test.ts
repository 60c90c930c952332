import { describe, expect, it } from 'vitest';
import { type AccountFacts, checkAccount } from '../../../infra/deploy/check-account.ts';
import { parseSettings } from '../../../infra/settings.ts';

const READY: AccountFacts = {
  accountId: '111122223333',
  stackStatus: undefined,
  bootstrapStatus: 'CREATE_COMPLETE',
  concurrency: 1000,
  apiGatewayLogRole: undefined,
  otherTables: [],
};
const COUNCIL = { alarmEmail: 'duty@example.org', contactLine: '01632 960123' };

function check(facts: Partial<AccountFacts> = {}, settings: Record<string, unknown> = {}) {
  const set: Record<string, unknown> = { ...COUNCIL, ...settings };
  return checkAccount(
    parseSettings((name) => set[name]),
    { ...READY, ...facts },
  );
}

describe('an account in which nothing of ours is yet', () => {
  it('is ready, and the deployment is the first', () => {
    expect(check()).toEqual({ problems: [], notes: [], isFirst: true });
  });

  it.each(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'])(
    'is ready after a first deployment that failed: %s',
    (stackStatus) => {
      expect(check({ stackStatus })).toMatchObject({ problems: [], isFirst: true });
    },
  );

  it('keeps what a failed deployment left, and somebody is told what it is', () => {
    const { problems, notes } = check({ stackStatus: 'ROLLBACK_COMPLETE', otherTables: ['OfstedLetterTexts-Usage1'] });
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('OfstedLetterTexts-Usage1')]);
  });
});

describe('an account in which the stack is', () => {
  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])(
    'is changed by the next deployment: %s',
    (stackStatus) => {
      // The role for logs is then the stack's own.
      const facts = { stackStatus, apiGatewayLogRole: 'arn:aws:iam::111122223333:role/logs' };
      expect(check(facts)).toMatchObject({ problems: [], isFirst: false });
    },
  );
});

describe('what stands in the way is named with its fix', () => {
  it.each<[string, Partial<AccountFacts>, Record<string, unknown>, string]>([
    ['a CDK that was not set up', { bootstrapStatus: undefined }, {}, 'npx cdk bootstrap aws://111122223333/eu-west-2'],
    ['a region without streaming', {}, { region: 'ap-southeast-7' }, 'Set region to one of eu-west-2'],
    ['a change that is under way', { stackStatus: 'UPDATE_IN_PROGRESS' }, {}, 'Wait until that is over'],
    ['a clean-up that failed', { stackStatus: 'ROLLBACK_FAILED' }, {}, 'delete the stack, and run this again'],
    ['a new account, which may run ten functions', { concurrency: 10 }, {}, 'set reserveConcurrency: false'],
    [
      'a role for logs that others use',
      { apiGatewayLogRole: 'arn:aws:iam::1:role/x' },
      {},
      'Set apiGatewayLogRole: false',
    ],
    ['no role for logs, and none to be made', {}, { apiGatewayLogRole: false }, 'Take apiGatewayLogRole: false out'],
  ])('%s', (_, facts, settings, fix) => {
    expect(check(facts, settings).problems).toEqual([expect.stringContaining(fix)]);
  });

  it('and is gone when the setting is as it says', () => {
    expect(check({ concurrency: 10 }, { reserveConcurrency: false }).problems).toEqual([]);
    const role = { apiGatewayLogRole: 'arn:aws:iam::1:role/x' };
    expect(check(role, { apiGatewayLogRole: false }).problems).toEqual([]);
  });
});

it('a deployment without an address for alarms, or a line of the council, is told so', () => {
  const { notes } = check({}, { alarmEmail: undefined, contactLine: undefined });
  expect(notes).toEqual([expect.stringContaining('alarmEmail'), expect.stringContaining('contactLine')]);
});
