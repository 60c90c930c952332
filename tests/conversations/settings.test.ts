import { describe, expect, it } from 'vitest';
import { newMessageSid } from '../../infra/local/twilio-phone.ts';
import { pausableTableForThisTest } from '../support/pausable-table.ts';
import { newTexter, type RunningService, serviceForThisTest } from '../support/running-service.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** How many days a request is kept. */
async function daysKept(service: RunningService, messageSid: string): Promise<number> {
  const { at, expiresAt } = (await service.items()).find(({ sk }) => sk === `REQUEST#${messageSid}`) ?? {};
  return (Number(expiresAt) - Math.floor(Date.parse(String(at)) / 1000)) / DAY_SECONDS;
}

describe('what a council sets', () => {
  it('is how long requests are kept and counted, whether they are recorded at once or later', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint }, { RETENTION_DAYS: '14' });
    const [atOnce, later] = [newMessageSid(), newMessageSid()];
    await newTexter(service).texts('GRADES', atOnce);
    table.fail(() => 'access denied');
    await newTexter(service).texts('GRADES', later);
    table.resume();
    const [rolledUp] = await service.stack.runScheduled();
    // Today and the days before it that may still have requests.
    expect(rolledUp).toMatchObject({ days: expect.objectContaining({ length: 15 }) });
    expect([await daysKept(service, atOnce), await daysKept(service, later)]).toEqual([14, 14]);
  });

  it('is how many replies somebody gets in an hour, and cries for help do not count', async () => {
    const service = await serviceForThisTest({}, { REPLIES_PER_HOUR: '3' });
    const { greeting, slowDown, safety } = service.stack.letter().replies;
    const person = newTexter(service);
    const received: (string | undefined)[] = [];
    for (let texts = 0; texts < 5; texts += 1) received.push(await person.texts('hello'));
    expect(received).toEqual([greeting, greeting, greeting, slowDown, undefined]);
    expect(await person.texts('i want to die')).toBe(safety);
  });
});
