/**
 * A campaign: so many texters each send one text, as fast as this machine takes them, to the real handlers and a real
 * engine. Everybody must be answered, and recorded once.
 */

import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { startService } from '../../infra/local/service.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { inboundForm, newMessageSid, postSigned, readTwiml } from '../../infra/local/twilio-phone.ts';

const AT_ONCE = 20;
const TEXTS = ['GRADES', 'care', 'can i keep my dog', 'wot did ofsted say about school', 'LEAVING'];

export interface County {
  texters: number;
  answered: number;
  recorded: number;
  minutes: number;
}

export async function simulateCounty(stack: SynthesizedStack, texters: number): Promise<County> {
  const environment = parseLocalEnvironment({ PORT: '0' });
  const service = await startService(stack, environment, () => {});
  const began = performance.now();
  let next = 0;
  let answered = 0;
  const send = async () => {
    while (next < texters) {
      const from = `+4477009${String(next).padStart(6, '0')}`;
      const body = TEXTS[next % TEXTS.length] ?? '';
      next += 1;
      const form = inboundForm({ from, body, messageSid: newMessageSid() });
      const { url, publicUrl } = service;
      const authToken = environment.TWILIO_AUTH_TOKEN;
      const answer = await postSigned({ url: `${url}/sms`, signedUrl: `${publicUrl}/sms`, authToken, form });
      if (readTwiml(answer).length === 1) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  await service.stack.runScheduled();
  const recorded = await countRequests(
    service.stack.dynamoDb,
    service.stack.environmentOf('POST /sms')['TABLE_NAME'] ?? '',
  );
  await service.close();
  return { texters, answered, recorded, minutes: Number(((performance.now() - began) / 60_000).toFixed(1)) };
}

async function countRequests(
  client: { send(command: ScanCommand): Promise<{ Count?: number; LastEvaluatedKey?: unknown }> },
  TableName: string,
) {
  let count = 0;
  let from: unknown;
  do {
    const scan = new ScanCommand({
      TableName,
      FilterExpression: 'begins_with(sk, :request)',
      ExpressionAttributeValues: { ':request': { S: 'REQUEST#' } },
      ...(from !== undefined && { ExclusiveStartKey: from as Record<string, never> }),
    });
    const { Count = 0, LastEvaluatedKey } = await client.send(scan);
    count += Count;
    from = LastEvaluatedKey;
  } while (from);
  return count;
}
