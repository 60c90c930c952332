/** The AWS account that somebody is signed in to. */

import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CommandError } from '../command.ts';
import type { AccountFacts } from './check-account.ts';

/** The stack that `cdk bootstrap` makes. */
const BOOTSTRAP_STACK = 'CDKToolkit';

/** @throws CommandError when nobody is signed in, or may not look */
export async function readAccount(stackName: string, region: string): Promise<AccountFacts> {
  const { Account: accountId = '' } = await new STSClient({ region })
    .send(new GetCallerIdentityCommand({}))
    .catch((error: unknown) => {
      throw new CommandError(
        `You are not signed in to AWS (${nameOf(error)}). Run "aws sso login", or set AWS_PROFILE or AWS_ACCESS_KEY_ID.`,
      );
    });
  try {
    const [stackStatus, bootstrapStatus, account, apiGateway, tables, own] = await Promise.all([
      readStackStatus(stackName, region),
      readStackStatus(BOOTSTRAP_STACK, region),
      new LambdaClient({ region }).send(new GetAccountSettingsCommand({})),
      new APIGatewayClient({ region }).send(new GetAccountCommand({})),
      listTables(region),
      readOwnTables(stackName, region),
    ]);
    return {
      accountId,
      stackStatus,
      bootstrapStatus,
      concurrency: account.AccountLimit?.ConcurrentExecutions ?? 0,
      apiGatewayLogRole: apiGateway.cloudwatchRoleArn,
      otherTables: tables.filter((table) => table.startsWith(`${stackName}-Usage`) && !own.includes(table)),
    };
  } catch (error) {
    throw new CommandError(
      `The account ${accountId} cannot be looked at (${nameOf(error)}). Sign in with a role that may deploy.`,
    );
  }
}

/** The outputs of a stack that is there, by name. */
export async function readOutputs(stackName: string, region: string): Promise<Record<string, string>> {
  const { Stacks = [] } = await new CloudFormationClient({ region }).send(
    new DescribeStacksCommand({ StackName: stackName }),
  );
  const outputs = Stacks[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** From now on nobody deletes the stack by mistake. */
export async function protectStack(stackName: string, region: string): Promise<void> {
  const protect = { StackName: stackName, EnableTerminationProtection: true };
  await new CloudFormationClient({ region }).send(new UpdateTerminationProtectionCommand(protect));
}

async function readStackStatus(stackName: string, region: string): Promise<string | undefined> {
  try {
    const { Stacks = [] } = await new CloudFormationClient({ region }).send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Stacks[0]?.StackStatus;
  } catch (error) {
    // CloudFormation has no error of its own for a stack that is not there.
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

async function readOwnTables(stackName: string, region: string): Promise<string[]> {
  try {
    const { StackResources = [] } = await new CloudFormationClient({ region }).send(
      new DescribeStackResourcesCommand({ StackName: stackName }),
    );
    return StackResources.flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return [];
    throw error;
  }
}

async function listTables(region: string): Promise<string[]> {
  const tables: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: new DynamoDBClient({ region }) }, {})) {
    tables.push(...TableNames);
  }
  return tables;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
