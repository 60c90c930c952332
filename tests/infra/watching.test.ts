import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LetterTextsStack } from '../../infra/letter-texts-stack.ts';
import { parseSettings } from '../../infra/settings.ts';
import { countMetric } from '../../lambdas/aws/count-metric.ts';
import { type Fault, logFault } from '../../lambdas/aws/log-fault.ts';
import { exampleBuiltLetter } from '../support/example-letter.ts';

function templateWith(context: Record<string, unknown> = {}): Template {
  const stack = new LetterTextsStack(
    new App(),
    parseSettings((name) => context[name]),
    exampleBuiltLetter,
  );
  return Template.fromStack(stack);
}

const template = templateWith();

interface AlarmProperties {
  AlarmName: string;
  AlarmDescription: string;
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value: unknown }[];
  Threshold: number;
  ComparisonOperator: string;
  TreatMissingData: string;
  AlarmActions: unknown[];
}
const alarms: AlarmProperties[] = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);
const alarmOf = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `OfstedLetterTexts-${name}`);

/** The names of the alarms that a metric at this value sets off. */
function setOffBy({ namespace, name, sum }: { namespace: string; name: string; sum: number }): string[] {
  return alarms
    .filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName === name)
    .filter(({ ComparisonOperator, Threshold }) => {
      expect(ComparisonOperator).toBe('GreaterThanOrEqualToThreshold');
      return sum >= Threshold;
    })
    .map(({ AlarmName }) => AlarmName.replace('OfstedLetterTexts-', ''));
}

/**
 * What CloudWatch counts in a log, by the stack's own metric filters: phrases in quotation marks, and one field of JSON.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @param logGroup how the log group's logical id begins
 */
function countedIn(logGroup: string, lines: readonly string[]): { namespace: string; name: string; sum: number }[] {
  const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties);
  return filters
    .filter(({ LogGroupName }) => new RegExp(`^${logGroup}[0-9A-F]{8}$`).test(LogGroupName.Ref))
    .map(({ FilterPattern, MetricTransformations: [{ MetricNamespace, MetricName, MetricValue }] }) => ({
      namespace: MetricNamespace,
      name: MetricName,
      sum: lines.filter((line) => matches(line, FilterPattern)).length * Number(MetricValue),
    }))
    .filter(({ sum }) => sum > 0);
}

function matches(line: string, pattern: string): boolean {
  const [, phrase] = /^"([^"]+)"$/.exec(pattern) ?? [];
  if (phrase) return line.includes(phrase);
  const [, field = '', value] = /^\{ \$\.(\w+) = "([^"]+)" \}$/.exec(pattern) ?? [];
  expect(field).not.toBe('');
  return JSON.parse(line)[field] === value;
}

/** A line as Lambda writes what goes through the console, when its log format is JSON. */
function asLambdaWrites(message: string): string {
  return JSON.stringify({ timestamp: '2026-06-30T15:00:00.000Z', level: 'ERROR', requestId: 'one', message });
}

/** The line that `logFault` writes. */
function lineOf(fault: Fault): string {
  const written = vi.spyOn(console, 'error').mockImplementation(() => {});
  logFault(fault, { error: new Error('of the test') });
  return asLambdaWrites(String(written.mock.lastCall?.[0]));
}

afterEach(() => vi.restoreAllMocks());

describe('a fault in a function’s log', () => {
  // Which of them the functions can have is the type's to say; how many it takes is here.
  const FAULTS: [string, Fault, number, string][] = [
    ['InboundSmsLog', 'message not answered', 1, 'MessageNotAnswered'],
    ['InboundSmsLog', 'request not recorded', 1, 'RequestNotRecorded'],
    ['InboundSmsLog', 'table did not record', 3, 'TableDidNotRecord'],
    ['InboundSmsLog', 'conversation not recalled', 3, 'ConversationNotRecalled'],
    ['InboundSmsLog', 'texter not erased', 1, 'TexterNotErased'],
    ['InboundSmsLog', 'understood without the encoder', 1, 'UnderstoodWithoutTheEncoder'],
    ['InboundSmsLog', 'texter key not read', 1, 'TexterKeyNotRead'],
    ['DeliveryStatusLog', 'secret not read again', 1, 'SecretNotReadAgain'],
    ['DeliveryStatusLog', 'delivery status not recorded', 3, 'DeliveryStatusNotRecorded'],
    ['StaffPagesLog', 'staff page failed', 1, 'StaffPageFailed'],
    ['StaffPagesLog', 'export broken off', 1, 'ExportBrokenOff'],
    ['StaffPagesLog', 'OpenID provider not reached', 1, 'OpenIDProviderNotReached'],
    ['StaffPagesLog', 'OpenID provider not read again', 3, 'OpenIDProviderNotReadAgain'],
    ['StaffPagesLog', 'sign-in refused', 10, 'SignInRefused'],
  ];

  it.each(FAULTS)('in %s, "%s" sets off its alarm from %d in five minutes', (log, fault, from, alarm) => {
    const lines = (count: number) => Array.from({ length: count }, () => lineOf(fault));
    const setOff = (count: number) => countedIn(log, lines(count)).flatMap(setOffBy);
    expect(setOff(from)).toEqual([alarm]);
    expect(setOff(from - 1)).toEqual([]);
  });

  it('is none in a line that tells of nothing wrong', () => {
    expect(countedIn('InboundSmsLog', [asLambdaWrites('{"note":"all is well"}')])).toEqual([]);
  });
});

describe('what a function counts itself', () => {
  it.each([
    ['SafetyReply', 30, 'SafetyReplies'],
    ['UndeliveredReply', 10, 'Undelivered'],
    ['Segment', 5000, 'Segments'],
  ] as const)('%s sets off its alarm from %d on', (name, from, alarm) => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    countMetric(name, new Date(), from);
    const { _aws, ...values } = JSON.parse(String(written.mock.lastCall?.[0]));
    const [{ Namespace, Metrics }] = _aws.CloudWatchMetrics;
    const metric = { namespace: Namespace, name: Metrics[0].Name, sum: values[name] };
    expect(setOffBy(metric)).toEqual([alarm]);
    expect(setOffBy({ ...metric, sum: from - 1 })).toEqual([]);
  });
});

describe('what API Gateway logs', () => {
  it.each([
    ['403', 20, 'SignatureRefused'],
    ['429', 1, 'TextThrottled'],
  ])('%s as the status sets off its alarm from %d in five minutes', (status, from, alarm) => {
    const lines = (count: number) =>
      Array.from({ length: count }, () => JSON.stringify({ routeKey: 'POST /sms', status }));
    expect(countedIn('AccessLog', lines(from)).flatMap(setOffBy)).toEqual([alarm]);
    expect(countedIn('AccessLog', lines(from - 1)).flatMap(setOffBy)).toEqual([]);
  });
});

describe('what AWS counts', () => {
  it('sets off an alarm when the fallback answers once', () => {
    expect(alarmOf('FallbackAnswered')).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching('^FallbackReply') } }],
      Threshold: 1,
    });
  });

  it.each(['InboundSms', 'DeliveryStatus', 'RollUp', 'Replay', 'StaffPages', 'Fallback'])(
    'sets off an alarm when %s fails, times out or is throttled once',
    (name) => {
      const Value = { Ref: expect.stringMatching(`^${name}`) };
      for (const MetricName of ['Errors', 'Throttles']) {
        const expected = { MetricName, Threshold: 1, Dimensions: [{ Name: 'FunctionName', Value }] };
        expect(alarmOf(`${name}${MetricName}`)).toMatchObject(expected);
      }
    },
  );

  it.each(['RollUp', 'Replay'])(
    'sets off an alarm when %s has not succeeded for 15 minutes, failed or never run',
    (name) => {
      expect(alarmOf(`${name}StandsStill`)).toMatchObject({
        Metrics: expect.arrayContaining([
          expect.objectContaining({ Expression: 'FILL(runs, 0) - FILL(errors, 0)' }),
          expect.objectContaining({ MetricStat: expect.objectContaining({ Period: 900 }) }),
        ]),
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
    },
  );

  it('sets off an alarm when the schedule gave up a run', () => {
    const Value = { 'Fn::GetAtt': [expect.stringMatching('^RollUpDeadLetters'), 'QueueName'] };
    expect(alarmOf('DeadLetters')).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value }],
      Threshold: 1,
    });
  });
});

describe('an alarm', () => {
  it('is sent on by the topic, whichever it is', () => {
    const topic = { Ref: expect.stringMatching('^WatchingAlarms') };
    expect(alarms.map(({ AlarmActions }) => AlarmActions)).toEqual(alarms.map(() => [topic]));
  });

  it('leads to a heading of the runbook that says what to do', () => {
    const runbook = readFileSync('RUNBOOK.md', 'utf8');
    const headings = [...runbook.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
    for (const { AlarmDescription } of alarms) {
      const [, heading = '', anchor] = /^(.*)\. What to do: RUNBOOK\.md#(.*)$/.exec(AlarmDescription) ?? [];
      expect(headings).toContain(heading);
      expect(anchor).toBe(heading.toLowerCase().replaceAll(' ', '-'));
    }
  });

  it('is sent to the address that is set, and so is the budget', () => {
    const set = templateWith({ alarmEmail: 'duty@example.org', monthlyBudget: '20' });
    set.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'duty@example.org' });
    set.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 20, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
      NotificationsWithSubscribers: Match.arrayWith([
        Match.objectLike({ Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'duty@example.org' }] }),
      ]),
    });
  });

  it('is sent to nobody when no address is set, and the deployment says so', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    const app = new App();
    const stack = new LetterTextsStack(
      app,
      parseSettings(() => undefined),
      exampleBuiltLetter,
    );
    const warnings = stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(warnings).toContainEqual(expect.stringContaining('Nobody is told of an alarm: set alarmEmail'));
  });
});

it('everything is seen together on a dashboard', () => {
  template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'OfstedLetterTexts' });
});
