/** Adds a Lambda to the stack, with its own log and a role that may only do what is listed here. */

import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type LogGroupProps, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type BundledFiles, bundleLambda } from './bundle-lambda.ts';

/** How every log of the stack is kept. */
export const LOG: LogGroupProps = { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY };

export interface Permission {
  actions: string[];
  resources: string[];
  /** Patterns of the partition keys of items that it may touch; all by default. */
  leadingKeys?: string[];
}

export interface LambdaProps {
  /** The file's name in lambdas/, for example `inbound-sms.ts`. */
  entry: string;
  /** What the code reads from its own folder. */
  files?: BundledFiles;
  /** Files in lambdas/ that run in threads of their own. */
  workers?: readonly string[];
  /** False for a function that uses another client of AWS's than DynamoDB's. */
  isLean?: boolean;
  environment: Record<string, string>;
  timeout: Duration;
  /** In MB; a CPU comes with it. */
  memorySize: number;
  /** How many may run at once, which are kept for it: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
  concurrency?: number | undefined;
  /** What it may do, and on what. CDK's own grants give more: DescribeSecret, and the table's indexes. */
  may: Permission[];
}

/** @param id what its parts are called in the template: the function itself, `<id>Log` and `<id>Role` */
export function addLambda(
  scope: Construct,
  id: string,
  { entry, files = {}, workers = [], isLean = true, environment, timeout, memorySize, concurrency, may }: LambdaProps,
): { lambda: LambdaFunction; log: LogGroup } {
  const log = new LogGroup(scope, `${id}Log`, LOG);
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  log.grantWrite(role);
  for (const { leadingKeys, ...statement } of may) {
    const conditions = leadingKeys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys } };
    role.addToPolicy(new PolicyStatement({ ...statement, ...(conditions && { conditions }) }));
  }
  const lambda = new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: bundleLambda(entry, files, { workers, isLean }),
    handler: 'index.handler',
    role,
    environment,
    timeout,
    memorySize,
    ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
    logGroup: log,
    loggingFormat: LoggingFormat.JSON,
    // Without the lines that say that a request began and ended well, some 430 bytes each time, which for a text and its
    // two reports is $0.77 a million. What fails or takes too long is still written, and the metrics have how long it took.
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    systemLogLevelV2: SystemLogLevel.WARN,
  });
  return { lambda, log };
}
