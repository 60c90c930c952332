/** How often one text goes to the table, the first time and when Twilio sends it again; and how long it takes when warm. */

import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { startDynamoDb } from '../../infra/local/dynamodb.ts';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { startService } from '../../infra/local/service.ts';
import type { SynthesizedStack } from '../../infra/local/synthesize.ts';
import { inboundForm, newMessageSid, postSigned } from '../../infra/local/twilio-phone.ts';
import { median } from './median.ts';

const TEXTS = 200;

export interface RoundTrips {
  roundTrips: number;
  roundTripsOfRetry: number;
  /** Of a keyword, over HTTP and with the embedded engine. */
  warmKeywordMs: number;
}

export async function measureRoundTrips(stack: SynthesizedStack): Promise<RoundTrips> {
  const engine = await startDynamoDb({});
  let calls = 0;
  const counter = createServer(async (request, response) => {
    const body = await buffer(request);
    calls += 1;
    const sent = forward(engine.endpoint, { method: 'POST', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    sent.end(body);
  }).listen(0, '127.0.0.1');
  await once(counter, 'listening');
  const endpoint = `http://127.0.0.1:${(counter.address() as AddressInfo).port}`;
  const environment = parseLocalEnvironment({ PORT: '0', AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  const service = await startService(stack, environment, () => {});
  const post = (messageSid: string) =>
    postSigned({
      url: `${service.url}/sms`,
      signedUrl: `${service.publicUrl}/sms`,
      authToken: environment.TWILIO_AUTH_TOKEN,
      form: inboundForm({ from: '+447700900123', body: 'GRADES', messageSid }),
    });
  const callsOf = async (messageSid: string) => {
    const before = calls;
    await post(messageSid);
    return calls - before;
  };
  await post(newMessageSid());
  const messageSid = newMessageSid();
  const [roundTrips, roundTripsOfRetry] = [await callsOf(messageSid), await callsOf(messageSid)];
  const taken: number[] = [];
  for (let text = 0; text < TEXTS; text += 1) {
    const began = performance.now();
    await post(newMessageSid());
    taken.push(performance.now() - began);
  }
  await service.close();
  counter.closeAllConnections();
  counter.close();
  await engine.close();
  return { roundTrips, roundTripsOfRetry, warmKeywordMs: Number(median(taken).toFixed(1)) };
}
