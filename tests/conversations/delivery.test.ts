import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundForm, newMessageSid, postSigned, readTwiml, statusForm } from '../../infra/local/twilio-phone.ts';
import {
  AUTH_TOKEN,
  newTexter,
  type RunningService,
  startTestService,
  type Texter,
} from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

interface Sent {
  person: Texter;
  /** Where Twilio is told to report on the reply. */
  statusCallback: string;
  /** Of the request that the reply answers. */
  messageSid: string;
}

async function send(body: string, person = newTexter(service)): Promise<Sent> {
  const messageSid = newMessageSid();
  const [reply] = readTwiml(await service.post(inboundForm({ from: person.number, body, messageSid })));
  return { person, statusCallback: reply?.statusCallback ?? '', messageSid };
}

/** Twilio reports on the reply. */
async function report({ person, statusCallback }: Sent, status: string, errorCode?: string, authToken = AUTH_TOKEN) {
  const form = statusForm({ to: person.number, status, ...(errorCode && { errorCode }) });
  const url = statusCallback.replace(service.publicUrl, service.url);
  return postSigned({ url, signedUrl: statusCallback, authToken, form });
}

async function deliveryOf({ messageSid }: Sent) {
  return (await service.items()).find(({ sk }) => sk === `REQUEST#${messageSid}`)?.['delivery'];
}

describe('a reply', () => {
  it('tells Twilio where to report on it, and there is no number in the address', async () => {
    const { statusCallback, person, messageSid } = await send('GRADES');
    expect(statusCallback).toBe(`${service.publicUrl}/sms/status?inbound=${messageSid}`);
    expect(statusCallback).not.toContain(person.number.slice(-9));
  });

  it('that arrived is recorded with its request, and nothing that Twilio reports on the way', async () => {
    const sent = await send('GRADES');
    expect(await deliveryOf(sent)).toBeUndefined();
    expect(await report(sent, 'queued')).toMatchObject({ status: 204 });
    expect(await deliveryOf(sent)).toBeUndefined();
    expect(await report(sent, 'sent')).toMatchObject({ status: 204 });
    expect(await deliveryOf(sent)).toBeUndefined();
    expect(await report(sent, 'delivered')).toMatchObject({ status: 204 });
    expect(await deliveryOf(sent)).toEqual({ status: 'delivered' });
  });

  it('that did not arrive is recorded with Twilio’s code, and a late "sent" changes nothing', async () => {
    const sent = await send('CARE');
    await report(sent, 'undelivered', '30003');
    await report(sent, 'sent');
    await report(sent, 'undelivered', '30003');
    expect(await deliveryOf(sent)).toEqual({ status: 'undelivered', errorCode: '30003' });
  });
});

describe('a report', () => {
  it.each([
    ['another token signed', 'another-token', 403],
    ['nothing is wrong with', AUTH_TOKEN, 204],
  ])('that %s is answered as it should be', async (_, authToken, status) => {
    const sent = await send('CARE');
    expect(await report(sent, 'delivered', undefined, authToken)).toMatchObject({ status });
    expect(await deliveryOf(sent)).toEqual(status === 204 ? { status: 'delivered' } : undefined);
  });

  it('whose address was altered is refused', async () => {
    const [one, other] = [await send('CARE'), await send('GRADES')];
    const form = statusForm({ to: one.person.number, status: 'delivered' });
    const answer = await postSigned({
      url: other.statusCallback.replace(service.publicUrl, service.url),
      signedUrl: one.statusCallback,
      authToken: AUTH_TOKEN,
      form,
    });
    expect(answer.status).toBe(403);
  });

  it('on a request that is not there is answered and counted, and nothing is stored', async () => {
    const sent = { ...(await send('CARE')), person: newTexter(service) };
    const before = await service.items();
    expect(await report(sent, 'delivered')).toMatchObject({ status: 204 });
    expect(await service.items()).toEqual(before);
    expect(service.printed()).toContain('"UnknownDeliveryStatus":1');
  });

  it('that lacks what it must have is told so', async () => {
    const sent = await send('CARE');
    const url = `${service.url}/sms/status`;
    const answer = await postSigned({
      url,
      signedUrl: `${service.publicUrl}/sms/status`,
      authToken: AUTH_TOKEN,
      form: { To: sent.person.number },
    });
    expect(answer).toMatchObject({ status: 400, body: expect.stringMatching(/inbound.*MessageStatus/) });
  });

  it('puts no number into the log', async () => {
    const sent = await send('CARE');
    await report(sent, 'failed', '30006');
    await report({ ...sent, messageSid: newMessageSid() }, 'delivered', undefined, 'another-token');
    expect(service.printed()).not.toContain(sent.person.number.slice(-9));
  });
});
