import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { newMessageSid } from '../../infra/local/twilio-phone.ts';
import { pausableTableForThisTest } from '../support/paused-table.ts';
import { newTexter, serviceForThisTest } from '../support/running-service.ts';

/** Twilio waits 15 seconds; a child should not wait for more than a few. */
const SOON_MS = 3000;

describe('when the table does not answer', () => {
  it('the person still gets the reply, and the record can be put back', async () => {
    const table = await pausableTableForThisTest();
    const service = await serviceForThisTest({ AWS_ENDPOINT_URL_DYNAMODB: table.endpoint });
    const person = newTexter(service);
    const grades = await person.texts('GRADES');
    const before = await service.items();

    table.pause();
    const began = Date.now();
    const messageSid = newMessageSid();
    expect(await newTexter(service).texts('GRADES', messageSid)).toBe(grades);
    expect(Date.now() - began).toBeLessThan(SOON_MS);
    table.resume();
    expect(await service.items()).toEqual(before);

    const { TABLE_NAME = '' } = service.stack.environmentOf('POST /sms');
    const putBack = () => runPutBack(TABLE_NAME, table.endpoint, service.printed());
    expect(await putBack()).toContain('1 recorded, 0 there already');
    expect(await service.items()).toContainEqual(
      expect.objectContaining({ sk: `REQUEST#${messageSid}`, outcome: 'topic', segments: 1 }),
    );
    expect(await putBack()).toContain('0 recorded, 1 there already');
  });
});

async function runPutBack(table: string, endpoint: string, log: string): Promise<string> {
  const command = spawn(process.execPath, ['infra/put-back.ts', '--table', table], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_REGION: 'eu-west-2',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // As CloudWatch has it: Lambda wraps each line, and other lines stand between.
  const wrapped = log
    .split('\n')
    .map((line) => JSON.stringify({ timestamp: '2026-11-23T12:00:00.000Z', level: 'ERROR', message: line }));
  command.stdin.end(['START RequestId: 1', ...wrapped, ''].join('\n'));
  return text(command.stdout);
}
