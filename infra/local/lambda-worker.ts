/** A worker thread that is one Lambda: it loads the bundle with the function's environment and answers events. */

import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { LambdaAnswer, LambdaCall } from './lambda.ts';

type Handler = (event: unknown, responseStream?: Writable) => unknown;

/** What a streamed answer is written to: its head first, then its body. */
class ResponseStream extends Writable {
  readonly id: number;

  constructor(id: number) {
    super();
    this.id = id;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    post({ id: this.id, chunk: new Uint8Array(chunk) });
    done();
  }
}

// What Lambda's runtime has for functions that stream:
// https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => handler,
    HttpResponseStream: {
      from(stream: ResponseStream, head: unknown) {
        post({ id: stream.id, head });
        return stream;
      },
    },
  },
});

const { handlerFile, handlerName } = workerData;
const { [handlerName]: handler }: Record<string, Handler> = await import(pathToFileURL(handlerFile).href);

parentPort?.on('message', async ({ id, event, isStreamed }: LambdaCall) => {
  try {
    const result = await handler?.(event, ...(isStreamed ? [new ResponseStream(id)] : []));
    post({ id, result });
  } catch (error) {
    post({ id, error: String(error) });
  }
});

function post(answer: LambdaAnswer): void {
  parentPort?.postMessage(answer);
}
