/** A table of a test's own that can stop answering, or fail in another way (`faulty-dynamodb.ts`). */

import { onTestFinished } from 'vitest';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { type CallFault, startFaultyDynamoDb } from './faulty-dynamodb.ts';

export interface PausableTable {
  endpoint: string;
  /** From now on calls hang. */
  pause(): void;
  /** From now on each call meets the fault that is chosen for it, if one is. */
  fail(choose: (call: string) => CallFault | undefined): void;
  resume(): void;
}

export async function pausableTableForThisTest(): Promise<PausableTable> {
  const engine = await startDynamoDb({});
  const faulty = await startFaultyDynamoDb();
  onTestFinished(async () => {
    await faulty.close();
    await engine.close();
  });
  return {
    endpoint: faulty.inFrontOf(engine.endpoint),
    pause: () => faulty.fail(() => 'hang'),
    fail: faulty.fail,
    resume: () => faulty.fail(() => undefined),
  };
}
