/** A worker thread that is one Lambda: it loads the bundle with the function's environment and answers events. */

import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { LambdaAnswer, LambdaCall } from './lambda.ts';

type Handler = (event: unknown, responseStream?: Writable) => unknown;

/**
 * What a streamed answer is written to: its head first, then its body. As on AWS, the head goes out with the first of the
 * body, so an answer without one loses it, and an answer that is not ended never comes to its end.
 */
class ResponseStream extends Writable {
  head: unknown;
  private isHeadSent = false;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    if (!this.isHeadSent && chunk.length > 0) {
      post({ head: this.head });
      this.isHeadSent = true;
    }
    if (chunk.length > 0) post({ chunk: new Uint8Array(chunk) });
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
        stream.head = head;
        return stream;
      },
    },
  },
});

const { handlerFile, handlerName } = workerData;
const { [handlerName]: handler }: Record<string, Handler> = await import(pathToFileURL(handlerFile).href);

parentPort?.on('message', async ({ event, isStreamed }: LambdaCall) => {
  try {
    if (!isStreamed) return post({ result: await handler?.(event) });
    const stream = new ResponseStream();
    await handler?.(event, stream);
    await finished(stream);
    post({ result: undefined });
  } catch (error) {
    post({ error: String(error) });
  }
});

function post(answer: LambdaAnswer): void {
  parentPort?.postMessage(answer);
}
