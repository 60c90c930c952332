/**
 * One function of the template. As on AWS each instance of it answers one event at a time, so a busy function has several.
 * An instance is a worker thread with the environment it would have on AWS and no other.
 */

import { Worker } from 'node:worker_threads';

/** What goes to the worker. */
export interface LambdaCall {
  event: unknown;
  isStreamed: boolean;
}
/** What comes back: the head and chunks of a streamed answer, then a result or an error for every call. */
export type LambdaAnswer = { head: unknown } | { chunk: Uint8Array } | { result: unknown } | { error: string };

/** Receives an answer while it is streamed, the status and headers first. */
export interface AnswerStream {
  head(head: unknown): void;
  chunk(chunk: Uint8Array): void;
}

export interface LocalLambda {
  /** Rejects when the function fails. A function that streams its answer needs something to stream it to. */
  invoke(event: unknown, stream?: AnswerStream): Promise<unknown>;
  /** From the next call on new instances answer, as after a deployment. */
  restart(): void;
  close(): Promise<void>;
}

interface Call {
  event: unknown;
  stream: AnswerStream | undefined;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Instance {
  worker: Worker;
  /** What it is answering. */
  call?: Call | undefined;
  timer?: NodeJS.Timeout;
}

/**
 * Nothing is started before the first call. An event for which no instance is free starts another one, and waits when there
 * are as many as there may be.
 *
 * @param folder where the bundle lies
 * @param handler as Lambda names it: `index.handler` is the export `handler` of `index.mjs`
 * @param timeoutMs how long a call may take
 * @param maxInstances how many calls are answered at once
 * @param log takes what the function prints
 */
export function startLambda({
  folder,
  handler,
  environment,
  timeoutMs,
  maxInstances,
  log,
}: {
  folder: string;
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  maxInstances: number;
  log: (printed: string) => void;
}): LocalLambda {
  const [file = '', handlerName = ''] = handler.split('.');
  const waiting: Call[] = [];
  /** Those that take calls. */
  let current = new Set<Instance>();
  /** Those that may finish what they have begun. */
  const old = new Set<Instance>();

  function startInstance(): Instance {
    const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
      workerData: { handlerFile: `${folder}/${file}.mjs`, handlerName },
      env: environment,
      stdout: true,
      stderr: true,
    });
    const instance: Instance = { worker };
    current.add(instance);
    worker.stdout.on('data', (printed) => log(String(printed)));
    worker.stderr.on('data', (printed) => log(String(printed)));
    worker.on('message', (answer: LambdaAnswer) => {
      const { call } = instance;
      if ('head' in answer) return call?.stream?.head(answer.head);
      if ('chunk' in answer) return call?.stream?.chunk(answer.chunk);
      finish(instance);
      if ('error' in answer) call?.reject(new Error(answer.error));
      else call?.resolve(answer.result);
    });
    // A function that fails before it can answer, as when a variable is missing, fails every call.
    worker.on('error', (error) => {
      log(`${String(error)}\n`);
      const { call } = instance;
      stop(instance);
      call?.reject(new Error(String(error)));
    });
    return instance;
  }

  function finish(instance: Instance): void {
    clearTimeout(instance.timer);
    instance.call = undefined;
    if (old.has(instance)) stop(instance);
    handOut();
  }

  function stop(instance: Instance): void {
    clearTimeout(instance.timer);
    current.delete(instance);
    old.delete(instance);
    void instance.worker.terminate();
    handOut();
  }

  function handOut(): void {
    while (waiting.length > 0) {
      const free = [...current].find(({ call }) => !call);
      if (!free && current.size >= maxInstances) return;
      const call = waiting.shift();
      if (call) begin(free ?? startInstance(), call);
    }
  }

  function begin(instance: Instance, call: Call): void {
    instance.call = call;
    instance.timer = setTimeout(() => {
      // AWS restarts the instance too. Otherwise its unfinished work would mix with the next call.
      stop(instance);
      call.reject(new Error(`Task timed out after ${timeoutMs / 1000} seconds`));
    }, timeoutMs).unref();
    instance.worker.postMessage({ event: call.event, isStreamed: call.stream !== undefined } satisfies LambdaCall);
  }

  return {
    invoke: (event, stream) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, stream, resolve, reject });
        handOut();
      }),
    restart() {
      const before = current;
      current = new Set();
      for (const instance of before) {
        if (instance.call) old.add(instance);
        else stop(instance);
      }
    },
    async close() {
      await Promise.all([...current, ...old].map(({ worker }) => worker.terminate()));
    },
  };
}
