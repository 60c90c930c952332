/** A DynamoDB that fails as DynamoDB and networks do: a proxy in front of an endpoint, which harms the calls it is told to. */

import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANSWER_TIME_MS } from '../../lambdas/usage/usage-table.ts';

/** A call on its way, and what can be done with it. */
interface Exchange {
  /** For example `GetItem`. */
  call: string;
  /** The call's JSON. */
  input: { TransactItems?: unknown[]; RequestItems?: unknown };
  /** Has the call done; gives what is answered to it. */
  apply(): Promise<Answer>;
  answer(answer: Answer): void;
  /** Ends the connection in the midst of the call. */
  reset(): void;
  /** Sends the head and the first half of the body, and ends the connection. */
  breakOff(answer: Answer): void;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Still within the time the table has. */
const SLOW_MS = ANSWER_TIME_MS / 3;
/** When nobody waits any more. */
const LATE_MS = ANSWER_TIME_MS * 1.5;
/** So many answers are turned round, or those that have come after so many milliseconds. */
const TURNED_ROUND = 3;
const TURNED_WITHIN_MS = 100;

/** Everything that a call can meet; what is not about its kind of call leaves it alone. */
const FAULTS = {
  'connection reset before': ({ reset }) => reset(),
  'connection reset after': async ({ apply, reset }) => {
    await apply();
    reset();
  },
  hang: () => {},
  'slow answer': async ({ apply, answer }) => {
    const applied = await apply();
    await sleep(SLOW_MS);
    answer(applied);
  },
  'answer after the time-out': async ({ apply, answer }) => {
    const applied = await apply();
    await sleep(LATE_MS);
    answer(applied);
  },
  'done after the time-out': async ({ apply, answer }) => {
    await sleep(LATE_MS);
    answer(await apply());
  },
  'status 500': refuse(500, 'InternalServerError'),
  'status 503': refuse(503, 'ServiceUnavailable'),
  throttling: refuse(400, 'ThrottlingException'),
  'throughput exceeded': refuse(400, 'ProvisionedThroughputExceededException'),
  'request limit exceeded': refuse(400, 'RequestLimitExceeded'),
  'keys not processed': ofCall('BatchGetItem', ({ input, answer }) =>
    answer(jsonAnswer(200, { Responses: {}, UnprocessedKeys: input.RequestItems })),
  ),
  'transaction conflict': async ({ call, input: { TransactItems }, apply, answer }) => {
    if (TransactItems) {
      const reasons = TransactItems.map((_, at) => ({ Code: at === 0 ? 'TransactionConflict' : 'None' }));
      answer(errorAnswer(400, 'TransactionCanceledException', { CancellationReasons: reasons }));
    } else if (call === 'UpdateItem') answer(errorAnswer(400, 'TransactionConflictException'));
    else answer(await apply());
  },
  'transaction in progress': ofCall('TransactWriteItems', refuse(400, 'TransactionInProgressException')),
  'malformed JSON': harmed((applied) => ({ ...applied, body: Buffer.from('{"Responses":{') })),
  'empty answer': harmed((applied) => ({ ...applied, body: Buffer.alloc(0) })),
  'truncated answer': async ({ apply, breakOff }) => breakOff(await apply()),
  'wrong checksum': harmed((applied) => ({ ...applied, headers: { ...applied.headers, 'x-amz-crc32': '1' } })),
  'access denied': refuse(400, 'AccessDeniedException'),
  'no such table': refuse(400, 'ResourceNotFoundException'),
  'expired token': refuse(400, 'ExpiredTokenException'),
  'validation error': refuse(400, 'ValidationException'),
} satisfies Record<string, Fault>;

type Fault = (exchange: Exchange) => void | Promise<void>;

/** A kind of fault that one call can meet. */
export type CallFault = keyof typeof FAULTS | 'answers in another order';

export const CALL_FAULTS: readonly CallFault[] = [
  ...(Object.keys(FAULTS) as (keyof typeof FAULTS)[]),
  'answers in another order',
];

function refuse(status: number, code: string): Fault {
  return ({ answer }) => answer(errorAnswer(status, code));
}

/** Done, and spoilt on the way back. */
function harmed(harm: (applied: Answer) => Answer): Fault {
  return async ({ apply, answer }) => answer(harm(await apply()));
}

function ofCall(call: string, fault: Fault): Fault {
  return async (exchange) => (exchange.call === call ? fault(exchange) : exchange.answer(await exchange.apply()));
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
function errorAnswer(status: number, code: string, facts: object = {}): Answer {
  return jsonAnswer(status, { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: code, ...facts });
}

function jsonAnswer(status: number, value: object): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}

export interface FaultyDynamoDb {
  /** Puts itself in front of an endpoint; gives its own, which is used instead. */
  inFrontOf(endpoint: string): string;
  /** From now on each call meets the fault that is chosen for it, if one is. */
  fail(choose: (call: string) => CallFault | undefined): void;
  /** From now on nobody can connect. */
  refuse(): Promise<void>;
  /** From now on everything works. */
  work(): Promise<void>;
  close(): Promise<void>;
}

export async function startFaultyDynamoDb(): Promise<FaultyDynamoDb> {
  const agent = new Agent({ keepAlive: true });
  let engine = '';
  let choose: (call: string) => CallFault | undefined = () => undefined;
  const turnRound = turningRound();

  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    const exchange = await readExchange(request, response, () => engine, agent);
    const fault = choose(exchange.call);
    try {
      if (fault === undefined) exchange.answer(await exchange.apply());
      else if (fault === 'answers in another order') turnRound(exchange, await exchange.apply());
      else await FAULTS[fault](exchange);
    } catch {
      exchange.reset();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  return {
    inFrontOf(endpoint) {
      engine = endpoint;
      return `http://127.0.0.1:${port}`;
    },
    fail(next) {
      choose = next;
    },
    refuse: stopListening,
    async work() {
      choose = () => undefined;
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async close() {
      await stopListening();
      agent.destroy();
    },
  };
}

async function readExchange(
  request: IncomingMessage,
  response: ServerResponse,
  engine: () => string,
  agent: Agent,
): Promise<Exchange> {
  const body = await buffer(request);
  const { host: _, ...headers } = request.headers;
  return {
    call: String(request.headers['x-amz-target']).split('.')[1] ?? '',
    input: JSON.parse(body.toString()),
    async apply() {
      const forwarded = httpRequest(engine(), { agent, method: 'POST', headers }).end(body);
      const answer: IncomingMessage = (await once(forwarded, 'response'))[0];
      return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
    },
    answer: (answer) => void response.writeHead(answer.status, headersOf(answer)).end(answer.body),
    reset: () => void request.socket.resetAndDestroy(),
    breakOff(answer) {
      response.writeHead(answer.status, headersOf(answer));
      response.write(answer.body.subarray(0, answer.body.length / 2), () => request.socket.destroy());
    },
  };
}

// Of its own connection each side says itself how it is kept.
function headersOf({ headers, body }: Answer): IncomingHttpHeaders {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...others } = headers;
  return { ...others, 'content-length': String(body.length) };
}

/** Holds a few answers, and gives the last of them first. */
function turningRound(): (exchange: Exchange, applied: Answer) => void {
  let held: (() => void)[] = [];
  const release = () => {
    const answers = held.reverse();
    held = [];
    for (const answer of answers) answer();
  };
  return (exchange, applied) => {
    held.push(() => exchange.answer(applied));
    if (held.length === TURNED_ROUND) release();
    else setTimeout(release, TURNED_WITHIN_MS);
  };
}
