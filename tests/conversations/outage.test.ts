import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { inboundForm, newMessageSid, postSigned, readTwiml, statusForm } from '../../infra/local/twilio-phone.ts';
import { pausableTableForThisTest } from '../support/pausable-table.ts';
import { AUTH_TOKEN, commandEnvironment, newTexter, serviceForThisTest } from '../support/running-service.ts';

/** The table has a second; the rest is what a busy machine takes. */
const SOON_MS = 4000;

describe('when the table does not answer', () => {
  it('the person still gets the reply, and the record can be put back', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const person = newTexter(service);
    const grades = await person.texts('GRADES');
    const before = await service.items();

    const stranger = newTexter(service);
    table.pause();
    const began = Date.now();
    const messageSid = newMessageSid();
    expect(await stranger.texts('grades, please!', messageSid)).toBe(grades);
    expect(Date.now() - began).toBeLessThan(SOON_MS);
    table.resume();
    expect(await service.items()).toEqual(before);
    expect(service.printed()).not.toContain(stranger.number.slice(-10));
    expect(service.printed()).not.toMatch(/please/i);

    const { TABLE_NAME = '' } = service.stack.environmentOf('POST /sms');
    const putBack = (log: string) => runPutBack(TABLE_NAME, table.endpoint, log);
    expect(await putBack(asLines(service.printed()))).toContain('1 recorded, 0 there already');
    expect(await service.items()).toContainEqual(
      expect.objectContaining({ sk: `REQUEST#${messageSid}`, outcome: 'topic', segments: 1 }),
    );
    expect(await putBack(asCliPrints(service.printed()))).toContain('0 recorded, 1 there already');
    expect(await putBack(`"request not recorded",cut off,`)).toContain('1 more cannot be read');
  });
});

describe('when the table can be read and not written to', () => {
  it('the person gets the reply that is due after the texts before, and it is recorded later', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const [grades] = service.stack.letter().topics;
    const person = newTexter(service);
    await person.texts('GRADES');
    table.fail((call) => (call === 'TransactWriteItems' ? 'access denied' : undefined));
    const messageSid = newMessageSid();
    expect(await person.texts('MORE', messageSid)).toBe(grades?.texts[1]?.words);
    expect(await person.texts('i want to die')).toBe(service.stack.letter().replies.safety);
    table.resume();
    await service.stack.runScheduled();
    expect(await service.items()).toContainEqual(
      expect.objectContaining({
        sk: `REQUEST#${messageSid}`,
        outcome: 'more',
        reply: expect.objectContaining({ text: 2 }),
      }),
    );
  });
});

describe('when the table cannot be read', () => {
  it('MORE and AGAIN say so, and not that nothing was sent before', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const { cannotAnswer } = service.stack.letter().replies;
    const person = newTexter(service);
    await person.texts('GRADES');
    table.fail(() => 'access denied');
    expect(await person.texts('MORE')).toBe(cannotAnswer);
    expect(await person.texts('AGAIN')).toBe(cannotAnswer);
  });
});

describe('what the table missed', () => {
  it('is recorded by itself when the table is back, and once, also when that failed before', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const people = Array.from({ length: 4 }, () => newTexter(service));
    table.pause();
    await Promise.all(people.map((person) => person.texts('GRADES')));
    table.fail((call) => (call === 'TransactWriteItems' ? 'access denied' : undefined));
    await expect(service.stack.runScheduled()).rejects.toThrow('AccessDenied');
    table.resume();
    const requests = async () => (await service.items()).filter(({ sk }) => String(sk).startsWith('REQUEST#'));
    expect(await requests()).toEqual([]);
    for (let runs = 0; runs < 2; runs += 1) {
      await service.stack.runScheduled();
      expect(await requests()).toHaveLength(people.length);
    }
  });

  it('may be what Twilio reports on a reply, which it reports only once', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const { number } = newTexter(service);
    const [reply] = readTwiml(await service.post(inboundForm({ from: number, body: 'GRADES' })));
    const signedUrl = reply?.statusCallback ?? '';
    const url = signedUrl.replace(service.publicUrl, service.url);
    const form = statusForm({ to: number, status: 'undelivered', errorCode: '30003' });
    table.pause();
    expect(await postSigned({ url, signedUrl, authToken: AUTH_TOKEN, form })).toMatchObject({ status: 204 });
    table.resume();
    await service.stack.runScheduled();
    expect(await service.items()).toContainEqual(
      expect.objectContaining({ outcome: 'topic', delivery: { status: 'undelivered', errorCode: '30003' } }),
    );
    expect(service.printed()).not.toContain(number.slice(-10));
  });

  it('is not recorded for somebody who was erased since, and is for everybody else', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const [person, other] = [newTexter(service), newTexter(service)];
    table.pause();
    await Promise.all([person.texts('GRADES'), other.texts('CARE')]);
    table.resume();
    expect(await person.texts('FORGET')).toBe(service.stack.letter().replies.forgotten);
    const { TABLE_NAME = '' } = service.stack.environmentOf('POST /sms');
    expect(await runPutBack(TABLE_NAME, table.endpoint, asLines(service.printed()))).toBe(
      '1 recorded, 0 there already.\n1 left out: somebody had them erased.\n',
    );
    await service.stack.runScheduled();
    const replies = (await service.items()).flatMap(({ sk, reply }) =>
      String(sk).startsWith('REQUEST#') ? [reply] : [],
    );
    expect(replies).toEqual([{ kind: 'text', topic: 'care', text: 1 }]);
  });
});

/** As CloudWatch has it: Lambda wraps each line, and other lines stand between. */
function asLines(log: string): string {
  const wrapped = log
    .split('\n')
    .map((line) => JSON.stringify({ timestamp: '2026-11-23T12:00:00.000Z', level: 'ERROR', message: line }));
  return ['START RequestId: 1', ...wrapped, ''].join('\n');
}

/** As `aws logs filter-log-events` prints it. */
function asCliPrints(log: string): string {
  return JSON.stringify(
    {
      events: asLines(log)
        .split('\n')
        .map((message) => ({ message })),
    },
    null,
    4,
  );
}

async function runPutBack(table: string, endpoint: string, log: string): Promise<string> {
  const command = spawn(process.execPath, ['infra/put-back.ts', '--table', table], {
    env: commandEnvironment(endpoint),
  });
  command.stdin.end(log);
  const [printed, complained] = await Promise.all([text(command.stdout), text(command.stderr)]);
  return printed + complained;
}

describe('when the key of the texter references cannot be read', () => {
  it.each<[string, string | undefined]>([
    ['it is not there', undefined],
    ['it is empty', ''],
    ['it is blank', ' '.repeat(64)],
  ])('because %s, every text still gets its reply, and nothing is recorded', async (_, key) => {
    const service = await serviceForThisTest();
    const { TEXTER_KEY_SECRET = '' } = service.stack.environmentOf('POST /sms');
    if (key === undefined) service.stack.secrets.delete(TEXTER_KEY_SECRET);
    else service.stack.secrets.set(TEXTER_KEY_SECRET, key);
    const { replies, topics } = service.stack.letter();
    const person = newTexter(service);
    expect(await person.texts('i want to die')).toBe(replies.safety);
    expect(await person.texts('GRADES')).toBe(topics[0]?.texts[0]?.words);
    expect(await person.texts('STOP')).toBeUndefined();
    // Nobody may believe that this was done.
    expect(await person.texts('FORGET')).toBe(replies.cannotAnswer);
    expect(await service.items()).toEqual([]);
    expect(service.printed()).toContain('texter key not read');
  });
});

describe('when the auth tokens have not been filled in', () => {
  it('the webhook fails, so that Twilio takes its fallback', async () => {
    const service = await serviceForThisTest();
    const { TWILIO_AUTH_TOKENS_SECRET = '' } = service.stack.environmentOf('POST /sms');
    service.stack.secrets.set(TWILIO_AUTH_TOKENS_SECRET, JSON.stringify({ primary: '', secondary: '' }));
    const form = inboundForm({ from: newTexter(service).number, body: 'GRADES' });
    expect(await service.post(form)).toMatchObject({ status: 500 });
  });
});
