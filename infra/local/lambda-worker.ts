/** A worker thread that is one Lambda: it loads the bundle with the function's environment and answers events. */

import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { LambdaAnswer, LambdaCall } from './lambda.ts';

const { handlerFile, handlerName } = workerData;
const { [handlerName]: handler } = await import(pathToFileURL(handlerFile).href);

parentPort?.on('message', async ({ id, event }: LambdaCall) => {
  const answer: LambdaAnswer = await Promise.resolve(handler(event)).then(
    (result: unknown) => ({ id, result }),
    (error: unknown) => ({ id, error: String(error) }),
  );
  parentPort?.postMessage(answer);
});
