import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundForm, postSigned, readTwiml, statusForm } from '../../infra/local/twilio-phone.ts';
import { pausableTableForThisTest } from '../support/pausable-table.ts';
import {
  AUTH_TOKEN,
  newTexter,
  type RunningService,
  serviceForThisTest,
  startTestService,
} from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const replies = () => service.stack.letter().replies;

async function itemsOfTexters() {
  return (await service.items()).filter(({ pk }) => String(pk).startsWith('TEXTER#'));
}

describe('who texts FORGET', () => {
  it('is erased, request by request, and nobody else is', async () => {
    const [person, other] = [newTexter(service), newTexter(service)];
    await other.texts('GRADES');
    const ofOthers = await itemsOfTexters();
    for (const text of ['GRADES', 'MORE', 'CARE']) await person.texts(text);
    expect(await itemsOfTexters()).toHaveLength(ofOthers.length + 4);

    expect(await person.texts('Forget me')).toBe(replies().forgotten);
    expect(await itemsOfTexters()).toEqual(ofOthers);
    expect(await person.texts('MORE')).toBe(replies().nothingToContinue);
  });

  it('is recorded as somebody who was erased, and not as whom', async () => {
    const person = newTexter(service);
    await person.texts('GRADES');
    const { pk } = (await itemsOfTexters()).at(-1) ?? {};
    await person.texts('FORGET');
    const erasures = (await service.items()).filter((item) => item['pk'] === 'ERASURES');
    expect(erasures).toContainEqual(expect.objectContaining({ by: 'texter', requests: 1 }));
    expect(JSON.stringify(erasures)).not.toContain(person.number.slice(-9));
    expect(JSON.stringify(erasures)).not.toContain(String(pk).slice('TEXTER#'.length));
  });

  it('gets the same answer when Twilio tries again, and also when there was nothing', async () => {
    const form = inboundForm({ from: newTexter(service).number, body: 'FORGET' });
    const before = await itemsOfTexters();
    expect(await service.post(form)).toEqual(await service.post(form));
    expect(await itemsOfTexters()).toEqual(before);
  });

  it('leaves the roll-ups as they are, and no report brings anything back', async () => {
    const person = newTexter(service);
    const form = inboundForm({ from: person.number, body: 'COVID' });
    const [reply] = readTwiml(await service.post(form));
    await service.stack.runScheduled();
    const rollUps = async () => (await service.items()).filter(({ pk }) => String(pk).startsWith('USAGE#'));
    const before = await rollUps();
    expect(before.length).toBeGreaterThan(0);

    await person.texts('FORGET');
    const signedUrl = reply?.statusCallback ?? '';
    const url = signedUrl.replace(service.publicUrl, service.url);
    const report = statusForm({ to: person.number, status: 'delivered' });
    expect(await postSigned({ url, signedUrl, authToken: AUTH_TOKEN, form: report })).toMatchObject({ status: 204 });
    expect(JSON.stringify(await service.items())).not.toContain(form['MessageSid']);
    expect(await rollUps()).toEqual(before);
  });

  it.each(['forgett', 'forget it', 'forget about grades', 'dont forget me', 'everyone forgets me'])(
    'is not who writes %j',
    async (body) => {
      const person = newTexter(service);
      await person.texts('GRADES');
      const before = (await itemsOfTexters()).length;
      expect(await person.texts(body)).not.toBe(replies().forgotten);
      expect((await itemsOfTexters()).length).toBe(before + 1);
    },
  );

  it('is not told that it is done when it could not be', async () => {
    const table = await pausableTableForThisTest();
    const broken = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const person = newTexter(broken);
    await person.texts('GRADES');
    table.pause();
    expect(await person.texts('FORGET')).toBe(replies().cannotAnswer);
    table.resume();
    expect(broken.printed()).toContain('texter not erased');
    expect(await person.texts('FORGET')).toBe(replies().forgotten);
  });
});
