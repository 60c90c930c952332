import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, DeliveryStatus } from '../../../lambdas/usage/delivery.ts';
import { eraseTexter } from '../../../lambdas/usage/erase-texter.ts';
import { type RecordedRequest, requestsOfDay } from '../../../lambdas/usage/read-requests.ts';
import { countStored } from '../../../lambdas/usage/read-stored.ts';
import { recordDelivery } from '../../../lambdas/usage/record-delivery.ts';
import type { UsageTable } from '../../../lambdas/usage/usage-table.ts';
import { BY_TEXTER, requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const NOTHING = { requests: 0, hasConversation: false };

const newTable = usageTablesForThisFile();
let table: UsageTable;
beforeAll(async () => {
  table = await newTable();
});

async function storedRequest(): Promise<RecordedRequest> {
  const request = requestWith();
  await store(table, [request]);
  return request;
}

function report({ texter, messageSid }: RecordedRequest, delivery: Delivery) {
  return recordDelivery(table, { texter, messageSid, delivery });
}

async function deliveryOf({ messageSid, at }: RecordedRequest): Promise<Delivery | undefined> {
  const requests = await requestsOfDay(table, { day: '2026-06-30', now: at });
  return requests.find((request) => request.messageSid === messageSid)?.delivery;
}

describe('the delivery of a reply', () => {
  it('is not known before Twilio reports it', async () => {
    expect(await deliveryOf(await storedRequest())).toBeUndefined();
  });

  it('stands with the request, and leaves the rest of it as it was', async () => {
    const request = await storedRequest();
    expect(await report(request, { status: 'delivered' })).toBe('recorded');
    const requests = await requestsOfDay(table, { day: '2026-06-30', now: request.at });
    expect(requests).toContainEqual({ ...request, delivery: { status: 'delivered' } });
  });

  it.each<DeliveryStatus>(['undelivered', 'failed'])('has Twilio’s code when it is %s', async (status) => {
    const request = await storedRequest();
    await report(request, { status, errorCode: '30003' });
    expect(await deliveryOf(request)).toEqual({ status, errorCode: '30003' });
  });

  it.each<[DeliveryStatus, DeliveryStatus, 'recorded' | 'knownAlready', string]>([
    ['failed', 'undelivered', 'recorded', 'it could be sent after all and did not arrive'],
    ['failed', 'delivered', 'recorded', 'it could be sent after all and arrived'],
    ['undelivered', 'delivered', 'recorded', 'the phone has it, whatever was thought before'],
    ['failed', 'failed', 'knownAlready', 'Twilio repeats this too'],
    ['delivered', 'delivered', 'knownAlready', 'Twilio repeats itself when it got no answer'],
    ['delivered', 'undelivered', 'knownAlready', 'what has arrived has arrived'],
    ['undelivered', 'failed', 'knownAlready', 'the network had it, which tells more'],
  ])('that is %s and then reported as %s is %s: %s', async (known, next, result) => {
    const request = await storedRequest();
    await report(request, { status: known });
    expect(await report(request, { status: next })).toBe(result);
    expect(await deliveryOf(request)).toEqual({ status: result === 'recorded' ? next : known });
  });

  it('is the one that tells most, however often, in whatever order or at once the reports come', async () => {
    const fromLeast: Delivery[] = [
      { status: 'failed', errorCode: '30008' },
      { status: 'undelivered', errorCode: '30003' },
      { status: 'delivered' },
    ];
    const reports = fc.shuffledSubarray([...fromLeast, ...fromLeast], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(reports, fc.boolean(), async (deliveries, isAtOnce) => {
        const request = await storedRequest();
        if (isAtOnce) await Promise.all(deliveries.map((delivery) => report(request, delivery)));
        else for (const delivery of deliveries) await report(request, delivery);
        expect(await deliveryOf(request)).toEqual(fromLeast.findLast((delivery) => deliveries.includes(delivery)));
      }),
    );
  });
});

describe('a request that is not there', () => {
  it('is not made by a report', async () => {
    const request = requestWith({ texter: 'nobody' });
    expect(await report(request, { status: 'delivered' })).toBe('unknownRequest');
    expect(await countStored(table, 'nobody')).toEqual(NOTHING);
  });

  it('does not come back when its texter was erased', async () => {
    const request = requestWith({ texter: 'erased' });
    await store(table, [request]);
    await report(request, { status: 'failed' });
    await eraseTexter(table, 'erased', BY_TEXTER);
    expect(await report(request, { status: 'delivered' })).toBe('unknownRequest');
    expect(await countStored(table, 'erased')).toEqual(NOTHING);
    expect(await deliveryOf(request)).toBeUndefined();
  });

  it('is not found by its id alone, under another texter', async () => {
    const request = await storedRequest();
    expect(await report({ ...request, texter: 'another' }, { status: 'delivered' })).toBe('unknownRequest');
    expect(await deliveryOf(request)).toBeUndefined();
  });
});
