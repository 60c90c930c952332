import { describe, expect, inject, it } from 'vitest';
import { httpRoutes, localNames, restRoutes, schedules } from '../../../infra/local/read-template.ts';
import { readSynthesizedStack } from '../../../infra/local/synthesize.ts';

const stack = readSynthesizedStack(inject('stackFolder'));
const names = localNames(stack, 'http://localhost:3000', 'eu-west-2');

describe('what the local run reads of the template', () => {
  it('is which function answers each of Twilio’s addresses', () => {
    const routes = [...httpRoutes(stack, names)];
    expect(routes).toEqual([
      ['POST /sms', expect.stringMatching(/^InboundSms/)],
      ['POST /sms/status', expect.stringMatching(/^DeliveryStatus/)],
      ['POST /fallback', expect.stringMatching(/^FallbackReply/)],
    ]);
  });

  it('is that the staff pages are at /staff and below, as the stage and the resources say', () => {
    expect([...restRoutes(stack, names)]).toEqual([
      ['/staff', expect.stringMatching(/^StaffPages/)],
      ['/staff/{proxy+}', expect.stringMatching(/^StaffPages/)],
    ]);
  });

  it('is what runs by itself, and how often', () => {
    expect(schedules(stack, names)).toEqual([
      { functionId: expect.stringMatching(/^RollUp/), everyMs: 300_000 },
      { functionId: expect.stringMatching(/^Replay/), everyMs: 300_000 },
    ]);
  });

  it('is refused when it cannot be run as it would be: a schedule of another kind', () => {
    const Properties = { ScheduleExpression: 'cron(0 3 * * ? *)', Target: { Arn: 'RollUp' } };
    const other = { ...stack, resources: { Nightly: { Type: 'AWS::Scheduler::Schedule', Properties } } };
    expect(() => schedules(other, names)).toThrow('cron(0 3 * * ? *)');
  });
});
