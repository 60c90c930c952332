/**
 * What each function's role allows, as the template says it. The local run asks this before it lets a call through, so that
 * a permission which is missing is missed here and not only on AWS.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

import * as z from 'zod';
import { ofType } from './read-template.ts';
import { resolveIntrinsics } from './resolve-intrinsics.ts';
import type { SynthesizedStack } from './synthesize.ts';

/** One thing that a function asks to do. */
export interface Access {
  /** For example `dynamodb:GetItem`. */
  action: string;
  /** The ARN, which is the logical id here, with `/index/<name>` for an index. */
  resource: string;
  /** The partition key of the item, where the call names one. */
  leadingKey?: string | undefined;
}

interface Statement {
  actions: readonly string[];
  resources: readonly string[];
  /** Patterns of partition keys; any key when there are none. */
  leadingKeys?: readonly string[] | undefined;
}

/** What each function may do, by its logical id. */
export type Permissions = ReadonlyMap<string, readonly Statement[]>;

// Strict, so that we don't skip anything that we don't know, such as a Deny or another condition.
const policy = z.object({
  Roles: z.array(z.unknown()),
  PolicyDocument: z.object({
    Statement: z.array(
      z.strictObject({
        Effect: z.literal('Allow'),
        Action: z.union([z.string(), z.array(z.string())]),
        Resource: z.unknown(),
        Condition: z
          .strictObject({
            'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': z.array(z.string()) }),
          })
          .optional(),
      }),
    ),
  }),
});
const lambdaRole = z.object({ Role: z.unknown() });

/** @throws ZodError for a policy of a kind that is not known here */
export function readPermissions(stack: SynthesizedStack, names: ReadonlyMap<string, string>): Permissions {
  const statements = new Map<string, Statement[]>();
  for (const [, { Properties }] of ofType(stack, 'AWS::IAM::Policy')) {
    const { Roles, PolicyDocument } = policy.parse(Properties);
    for (const role of Roles) {
      const roleId = resolveIntrinsics(role, names);
      const allowed = PolicyDocument.Statement.map(({ Action, Resource, Condition }) => ({
        actions: [Action].flat(),
        resources: [Resource].flat().map((one) => resolveIntrinsics(one, names)),
        leadingKeys: Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'],
      }));
      statements.set(roleId, [...(statements.get(roleId) ?? []), ...allowed]);
    }
  }
  return new Map(
    ofType(stack, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
      const roleId = resolveIntrinsics(lambdaRole.parse(Properties).Role, names);
      return [id, statements.get(roleId) ?? []];
    }),
  );
}

/** @example isAllowed(permissions, 'DeliveryStatus1A', { action: 'dynamodb:DeleteItem', resource: 'Usage2B' }) // false */
export function isAllowed(permissions: Permissions, functionId: string, access: Access): boolean {
  const statements = permissions.get(functionId) ?? [];
  return statements.some(
    ({ actions, resources, leadingKeys }) =>
      actions.some((pattern) => isLike(pattern, access.action)) &&
      resources.some((pattern) => isLike(pattern, access.resource)) &&
      (!leadingKeys || leadingKeys.some((pattern) => isLike(pattern, access.leadingKey ?? ''))),
  );
}

/** A `*` matches anything. */
function isLike(pattern: string, value: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}

const attributes = z.object({ pk: z.object({ S: z.string() }) });
const operation = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Key: attributes.optional(),
  Item: attributes.optional(),
});
const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), operation)) });

/** IAM's name for what stands in a transaction: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const IN_A_TRANSACTION: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * The permissions that a call to DynamoDB needs. A transaction needs those of each part.
 *
 * @param call for example `GetItem`
 * @param input the call's JSON
 */
export function accessesOf(call: string, input: unknown): Access[] {
  const { TransactItems } = transaction.safeParse(input).data ?? {};
  if (TransactItems) {
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, part]) => accessOf(IN_A_TRANSACTION[kind] ?? kind, part)),
    );
  }
  const { RequestItems } = batch.safeParse(input).data ?? {};
  if (RequestItems) return Object.keys(RequestItems).map((TableName) => accessOf(call, { TableName }));
  return [accessOf(call, operation.parse(input))];
}

function accessOf(call: string, { TableName, IndexName, Key, Item }: z.infer<typeof operation>): Access {
  return {
    action: `dynamodb:${call}`,
    resource: IndexName ? `${TableName}/index/${IndexName}` : TableName,
    leadingKey: (Key ?? Item)?.pk.S,
  };
}
