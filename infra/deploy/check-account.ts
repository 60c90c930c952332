/** Checks whether an AWS account is ready for the stack, and names what would fail or break something else. */

import type { Settings } from '../settings.ts';

/** The state of an account in a region. */
export interface AccountFacts {
  accountId: string;
  /** CloudFormation's status of our stack; undefined when there is none. */
  stackStatus: string | undefined;
  /** Of the stack that `cdk bootstrap` makes. */
  bootstrapStatus: string | undefined;
  /** How many functions may run at once. */
  concurrency: number;
  /** The role with which API Gateway writes logs, if the account has one. */
  apiGatewayLogRole: string | undefined;
  /** Tables whose names begin as this stack's do, and that are not its own. */
  otherTables: string[];
}

export interface AccountCheck {
  /** What must be put right first. */
  problems: string[];
  /** What somebody should know. */
  notes: string[];
  /** Nothing of the stack is there, so a failure must be able to clean up after itself. */
  isFirst: boolean;
}

/** What the functions keep between them, of the 100 that must be left: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const RESERVED = 41;
const MUST_BE_LEFT = 100;

/** CloudFormation deletes what is in these before it creates it again. */
const NOTHING_THERE = new Set([undefined, 'REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_COMPLETE']);

/** Where the staff pages can be streamed: Lambda's response streaming is not in every region. */
const REGIONS = [
  'eu-west-2',
  'eu-west-1',
  'eu-west-3',
  'eu-central-1',
  'eu-north-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
];

export function checkAccount(settings: Settings, facts: AccountFacts): AccountCheck {
  const { stackName, region, reserveConcurrency, apiGatewayLogRole } = settings;
  const { accountId, stackStatus, bootstrapStatus, concurrency, otherTables } = facts;
  const isFirst = NOTHING_THERE.has(stackStatus);
  const problems: string[] = [];
  const notes: string[] = [];

  if (!REGIONS.includes(region)) {
    problems.push(`The staff pages cannot be streamed in ${region}. Set region to one of ${REGIONS.join(', ')}.`);
  }
  if (bootstrapStatus === undefined) {
    problems.push(`The CDK has not been set up here. Run: npx cdk bootstrap aws://${accountId}/${region}`);
  }
  if (stackStatus?.endsWith('_IN_PROGRESS') && !isFirst) {
    problems.push(`${stackName} is being changed (${stackStatus}). Wait until that is over.`);
  }
  if (stackStatus === 'ROLLBACK_FAILED' || stackStatus === 'DELETE_FAILED') {
    problems.push(
      `${stackName} could not be cleaned up (${stackStatus}). In CloudFormation, open its events, remove what is named there, delete the stack, and run this again.`,
    );
  }
  if (reserveConcurrency && concurrency - RESERVED < MUST_BE_LEFT) {
    problems.push(
      `This account may run ${concurrency} functions at once, which is too few to keep some for each. Ask for 1,000 in Service Quotas (Lambda, concurrent executions), or set reserveConcurrency: false.`,
    );
  }
  if (apiGatewayLogRole && facts.apiGatewayLogRole && isFirst) {
    problems.push(
      `API Gateway has a role for its logs in this account (${facts.apiGatewayLogRole}), which would be replaced for everybody. Set apiGatewayLogRole: false.`,
    );
  }
  if (!apiGatewayLogRole && !facts.apiGatewayLogRole) {
    problems.push('API Gateway has no role for its logs in this account. Take apiGatewayLogRole: false out.');
  }
  if (otherTables.length > 0) {
    notes.push(
      `These tables are of an earlier deployment, and are kept until somebody deletes them: ${otherTables.join(', ')}.`,
    );
  }
  if (!settings.alarmEmail) notes.push('Nobody is told of an alarm. Set alarmEmail.');
  if (!settings.contactLine) notes.push('HELP and the safety replies name no line of the council. Set contactLine.');
  return { problems, notes, isFirst };
}
