/** One function of the template, run in a worker thread with the environment it would have on AWS and no other. */

import { Worker } from 'node:worker_threads';

/** What goes to the worker. */
export interface LambdaCall {
  id: number;
  event: unknown;
  isStreamed: boolean;
}
/** What comes back: of a streamed answer its head and chunks, and for every call a result or an error at the end. */
export type LambdaAnswer =
  | { id: number; head: unknown }
  | { id: number; chunk: Uint8Array }
  | { id: number; result: unknown }
  | { id: number; error: string };

/** Takes an answer as it is streamed: its status and headers first. */
export interface AnswerStream {
  head(head: unknown): void;
  chunk(chunk: Uint8Array): void;
}

export interface LocalLambda {
  /** Rejects when the function fails. A function that streams its answer needs something to stream it to. */
  invoke(event: unknown, stream?: AnswerStream): Promise<unknown>;
  /** From the next call on a new instance answers, as after a deployment. */
  restart(): void;
  close(): Promise<void>;
}

interface Instance {
  worker: Worker;
  waiting: Map<
    number,
    { resolve(result: unknown): void; reject(error: Error): void; stream?: AnswerStream | undefined }
  >;
}

/**
 * @param folder where the bundle lies
 * @param handler as Lambda names it: `index.handler` is the export `handler` of `index.mjs`
 * @param timeoutMs how long a call may take
 * @param log takes what the function prints
 */
export function startLambda({
  folder,
  handler,
  environment,
  timeoutMs,
  log,
}: {
  folder: string;
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  log: (printed: string) => void;
}): LocalLambda {
  const [file = '', handlerName = ''] = handler.split('.');
  let lastId = 0;
  let current: Instance | undefined;

  function startInstance(): Instance {
    const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
      workerData: { handlerFile: `${folder}/${file}.mjs`, handlerName },
      env: environment,
      stdout: true,
      stderr: true,
    });
    const instance: Instance = { worker, waiting: new Map() };
    worker.stdout.on('data', (printed) => log(String(printed)));
    worker.stderr.on('data', (printed) => log(String(printed)));
    worker.on('message', (answer: LambdaAnswer) => {
      const call = instance.waiting.get(answer.id);
      if ('head' in answer) return call?.stream?.head(answer.head);
      if ('chunk' in answer) return call?.stream?.chunk(answer.chunk);
      instance.waiting.delete(answer.id);
      if ('error' in answer) call?.reject(new Error(answer.error));
      else call?.resolve(answer.result);
    });
    // A function that fails before it can answer, as when a variable is missing, fails every call.
    worker.on('error', (error) => {
      log(`${String(error)}\n`);
      for (const { reject } of instance.waiting.values()) reject(new Error(String(error)));
      instance.waiting.clear();
      if (instance === current) current = undefined;
    });
    return instance;
  }

  return {
    invoke(event, stream) {
      current ??= startInstance();
      const { waiting, worker } = current;
      lastId += 1;
      const call: LambdaCall = { id: lastId, event, isStreamed: stream !== undefined };
      return new Promise((resolve, reject) => {
        waiting.set(call.id, { resolve, reject, stream });
        setTimeout(() => {
          if (waiting.delete(call.id)) reject(new Error(`Task timed out after ${timeoutMs / 1000} seconds`));
        }, timeoutMs).unref();
        worker.postMessage(call);
      });
    },
    restart() {
      const old = current;
      current = undefined;
      if (!old) return;
      // What the old one has begun it may finish.
      if (old.waiting.size === 0) void old.worker.terminate();
      else old.worker.on('message', () => old.waiting.size === 0 && void old.worker.terminate());
    },
    async close() {
      await current?.worker.terminate();
    },
  };
}
