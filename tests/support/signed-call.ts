/** What DynamoDB's client would send, as it is in this file's bundle or in none. */

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

export interface SignedCall {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  headers: Record<string, string>;
}

/** Reads one item, and takes the call when it is signed, before it leaves. */
export async function signedCall(): Promise<SignedCall> {
  let call: SignedCall | undefined;
  const handle = async ({ method, protocol, hostname, port, path, headers }: SignedCall) => {
    call = { method, protocol, hostname, path, headers, ...(port && { port }) };
    throw new Error('Not sent');
  };
  const client = new DynamoDBClient({ requestHandler: { handle } as never, maxAttempts: 1 });
  await client.send(new GetItemCommand({ TableName: 'Usage', Key: { pk: { S: 'AUDIT' } } })).catch(() => {});
  if (!call) throw new Error('The client did not get as far as signing');
  return call;
}
