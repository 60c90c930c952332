/** Writes Twilio's report on a reply to the request that we replied to. */

import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Delivery, deliveryRank } from './delivery.ts';
import { ANSWER_TIME_MS, requestKey, type UsageTable } from './usage-table.ts';

/**
 * Records a delivery unless we already know more. If the request is not there (never recorded, expired or erased), we write
 * nothing, so a late report can't bring back anything about a person. Rejects when the table doesn't answer within
 * `ANSWER_TIME_MS`.
 */
export async function recordDelivery(
  table: UsageTable,
  { texter, messageSid, delivery }: { texter: string; messageSid: string; delivery: Delivery },
): Promise<'recorded' | 'knownAlready' | 'unknownRequest'> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall(requestKey(texter, messageSid)),
        UpdateExpression: 'SET delivery = :delivery, deliveryRank = :rank',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(deliveryRank) OR deliveryRank < :rank)',
        ExpressionAttributeValues: marshall(
          { ':delivery': delivery, ':rank': deliveryRank(delivery.status) },
          { removeUndefinedValues: true },
        ),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
      { abortSignal: AbortSignal.timeout(ANSWER_TIME_MS) },
    );
    return 'recorded';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? 'knownAlready' : 'unknownRequest';
  }
}
