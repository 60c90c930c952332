/**
 * Who is told when something goes wrong: an alarm for each thing that can, a topic that sends it on, a dashboard. Each
 * alarm has its heading in RUNBOOK.md, which says what it means, how to look and what to do.
 */

import { Annotations, Duration, type Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE, type MetricName } from '../lambdas/aws/count-metric.ts';
import type { Fault } from '../lambdas/aws/log-fault.ts';
import type { Settings } from './settings.ts';

const PERIOD = Duration.minutes(5);
/** Three runs of the roll-up. */
const STANDING_STILL = Duration.minutes(15);

/** A function with its log. */
export interface WatchedLambda {
  lambda: LambdaFunction;
  log: LogGroup;
}

export interface Watched {
  inboundSms: WatchedLambda;
  deliveryStatus: WatchedLambda;
  rollUp: WatchedLambda;
  replay: WatchedLambda;
  staffPages: WatchedLambda;
  fallback: WatchedLambda;
  /** API Gateway's log of the texts' API. */
  accessLog: LogGroup;
  table: Table;
  /** Runs that the schedule could not start. */
  deadLetters: Queue;
}

/** How often a fault may be logged in five minutes before there is an alarm, and its heading in the runbook. */
interface FaultAlarm {
  heading: string;
  /** The alarm goes off at this many in five minutes. */
  from: number;
}

/** The operations that the functions use on the table. */
const USED_OPERATIONS = [
  Operation.GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

const FAULT_ALARMS: Record<Fault, FaultAlarm> = {
  'message not answered': { heading: 'A text was not answered', from: 1 },
  'request not recorded': { heading: 'Requests were not recorded', from: 1 },
  'table did not record': { heading: 'The table did not answer', from: 3 },
  'conversation not recalled': { heading: 'The table did not answer', from: 3 },
  'texter not erased': { heading: 'FORGET failed', from: 1 },
  'understood without the encoder': { heading: 'The encoder is not available', from: 1 },
  'texter key not read': { heading: 'A secret could not be read', from: 1 },
  'secret not read again': { heading: 'A secret could not be read', from: 1 },
  'delivery status not recorded': { heading: 'Delivery reports were not recorded', from: 3 },
  'staff page failed': { heading: 'A staff page failed', from: 1 },
  'export broken off': { heading: 'A staff page failed', from: 1 },
  'OpenID provider not reached': { heading: 'Staff cannot sign in', from: 1 },
  'OpenID provider not read again': { heading: 'Staff cannot sign in', from: 3 },
  'sign-in refused': { heading: 'Staff cannot sign in', from: 10 },
};

export class Watching extends Construct {
  private readonly topic: Topic;
  private readonly settings: Settings;

  constructor(scope: Stack, id: string, settings: Settings, watched: Watched) {
    super(scope, id);
    this.settings = settings;
    this.topic = new Topic(this, 'Alarms', { displayName: `${settings.stackName} alarms`, enforceSSL: true });
    if (settings.alarmEmail) this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    else {
      Annotations.of(this).addWarningV2(
        'OfstedLetterTexts:alarmEmail',
        'Nobody is told of an alarm: set alarmEmail, or subscribe to the topic in the output AlarmTopic.',
      );
    }

    const lambdas = {
      InboundSms: watched.inboundSms,
      DeliveryStatus: watched.deliveryStatus,
      RollUp: watched.rollUp,
      Replay: watched.replay,
      StaffPages: watched.staffPages,
      Fallback: watched.fallback,
    };
    this.watchFunctions(lambdas);
    this.watchFaults(Object.values(lambdas));
    this.watchTexts(watched);
    this.watchTable(watched.table);
    this.watchSchedules(watched);
    this.watchSpending();
    this.drawDashboard(watched);
  }

  get topicArn(): string {
    return this.topic.topicArn;
  }

  private watchFunctions(lambdas: Record<string, WatchedLambda>): void {
    const options = { period: PERIOD, statistic: 'Sum' };
    for (const [name, { lambda }] of Object.entries(lambdas)) {
      this.alarm(`${name}Errors`, 'A function failed', lambda.metricErrors(options), 1);
      this.alarm(`${name}Throttles`, 'Requests were throttled', lambda.metricThrottles(options), 1);
    }
  }

  /** Counts lines that contain a phrase. The lines are JSON inside JSON, so a filter on a field would not find them. */
  private watchFaults(lambdas: WatchedLambda[]): void {
    for (const [fault, { heading, from }] of Object.entries(FAULT_ALARMS)) {
      const name = pascalCase(fault);
      lambdas.forEach(({ log }, index) => {
        this.count(`${name}In${index}`, log, FilterPattern.literal(`"${fault}"`), name);
      });
      this.alarm(name, heading, this.metric(name), from);
    }
  }

  private watchTexts({ fallback, accessLog }: Watched): void {
    const invocations = fallback.lambda.metricInvocations({ period: PERIOD, statistic: 'Sum' });
    this.alarm('FallbackAnswered', 'The fallback answered', invocations, 1);
    this.count('Refused', accessLog, FilterPattern.stringValue('$.status', '=', '403'), 'SignatureRefused');
    this.alarm('SignatureRefused', 'Signatures were refused', this.metric('SignatureRefused'), 20);
    this.count('Throttled', accessLog, FilterPattern.stringValue('$.status', '=', '429'), 'TextThrottled');
    this.alarm('TextThrottled', 'Requests were throttled', this.metric('TextThrottled'), 1);
    const { safetyRepliesPerHour } = this.settings;
    const hour = Duration.hours(1);
    this.alarm('SafetyReplies', 'Many safety replies', this.counted('SafetyReply', hour), safetyRepliesPerHour);
    this.alarm('Undelivered', 'Replies were not delivered', this.counted('UndeliveredReply', hour), 10);
  }

  private watchTable(table: Table): void {
    const options = { operations: USED_OPERATIONS, period: PERIOD, statistic: 'Sum' };
    const throttled = table.metricThrottledRequestsForOperations(options);
    this.alarm('TableThrottles', 'Requests were throttled', throttled, 1);
  }

  private watchSchedules({ rollUp, replay, deadLetters }: Watched): void {
    const scheduled = [
      { id: 'RollUp', heading: 'The roll-up stands still', lambda: rollUp.lambda },
      { id: 'Replay', heading: 'Requests wait to be recorded', lambda: replay.lambda },
    ];
    for (const { id, heading, lambda } of scheduled) {
      const options = { period: STANDING_STILL, statistic: 'Sum' };
      const succeeded = new MathExpression({
        expression: 'FILL(runs, 0) - FILL(errors, 0)',
        usingMetrics: { runs: lambda.metricInvocations(options), errors: lambda.metricErrors(options) },
        period: STANDING_STILL,
        label: `${id} succeeded`,
      });
      this.alarm(`${id}StandsStill`, heading, succeeded, 1, {
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      });
    }
    const waiting = deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum' });
    this.alarm('DeadLetters', 'The roll-up stands still', waiting, 1);
  }

  /** AWS tells of its own costs by a budget; what Twilio costs goes with the segments that are sent. */
  private watchSpending(): void {
    const { alarmEmail, monthlyBudget, segmentsPerDay } = this.settings;
    this.alarm('Segments', 'Twilio costs more than planned', this.counted('Segment', Duration.days(1)), segmentsPerDay);
    const subscriber = alarmEmail && { subscriptionType: 'EMAIL', address: alarmEmail };
    if (!subscriber) return;
    new CfnBudget(this, 'Budget', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyBudget, unit: 'USD' } },
      notificationsWithSubscribers: ['ACTUAL', 'FORECASTED'].map((notificationType) => ({
        notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100 },
        subscribers: [subscriber],
      })),
    });
  }

  private drawDashboard({ inboundSms, staffPages, rollUp, table, fallback, deliveryStatus }: Watched): void {
    const hour = Duration.hours(1);
    const slowest = { period: PERIOD, statistic: 'p99' };
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    const faults = [...new Set(Object.keys(FAULT_ALARMS))].map((fault) => this.metric(pascalCase(fault)));
    new Dashboard(this, 'Dashboard', {
      dashboardName: this.settings.stackName,
      widgets: [
        [
          graph('Texts answered', inboundSms.lambda.metricInvocations(), fallback.lambda.metricInvocations()),
          graph('Safety replies in an hour', this.counted('SafetyReply', hour)),
        ],
        [
          graph('Time to answer, the slowest in a hundred (ms)', inboundSms.lambda.metricDuration(slowest)),
          graph('Faults', ...faults),
        ],
        [
          graph(
            'Functions that failed',
            ...[inboundSms, deliveryStatus, rollUp, staffPages, fallback].map(({ lambda }) => lambda.metricErrors()),
          ),
          graph(
            'What the table does',
            table.metricConsumedReadCapacityUnits(),
            table.metricConsumedWriteCapacityUnits(),
          ),
        ],
        [
          graph('Replies not delivered in an hour', this.counted('UndeliveredReply', hour)),
          graph('Segments sent in a day', this.counted('Segment', Duration.days(1))),
        ],
      ],
    });
  }

  private count(id: string, logGroup: LogGroup, filterPattern: ReturnType<typeof FilterPattern.literal>, name: string) {
    const metricNamespace = this.settings.stackName;
    new MetricFilter(this, id, { logGroup, filterPattern, metricNamespace, metricName: name, metricValue: '1' });
  }

  /** What this stack counts in its logs. */
  private metric(metricName: string): Metric {
    return new Metric({ namespace: this.settings.stackName, metricName, period: PERIOD, statistic: 'Sum' });
  }

  /** Metrics that the functions count themselves. */
  private counted(metricName: MetricName, period: Duration): Metric {
    return new Metric({ namespace: METRIC_NAMESPACE, metricName, period, statistic: 'Sum' });
  }

  private alarm(
    id: string,
    heading: string,
    metric: IMetric,
    threshold: number,
    otherwise: { comparisonOperator?: ComparisonOperator; treatMissingData?: TreatMissingData } = {},
  ): void {
    const alarm = new Alarm(this, `${id}Alarm`, {
      alarmName: `${this.settings.stackName}-${id}`,
      alarmDescription: `${heading}. What to do: ${this.settings.runbook}#${anchor(heading)}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...otherwise,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/** @example pascalCase('request not recorded') // 'RequestNotRecorded' */
function pascalCase(words: string): string {
  return words
    .split(/[ -]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** A heading's address in a page made of Markdown. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}
