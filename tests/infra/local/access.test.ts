import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { accessesOf, isAllowed, readPermissions } from '../../../infra/local/access.ts';
import { parseLocalEnvironment } from '../../../infra/local/local-environment.ts';
import { localNames, ofType } from '../../../infra/local/read-template.ts';
import { type LocalService, startService } from '../../../infra/local/service.ts';
import { readSynthesizedStack, type SynthesizedStack } from '../../../infra/local/synthesize.ts';
import { inboundForm, newMessageSid, postSigned, readTwiml } from '../../../infra/local/twilio-phone.ts';
import { AUTH_TOKEN } from '../../support/running-service.ts';

const stack = readSynthesizedStack(inject('stackFolder'));
const names = localNames(stack, 'http://localhost:3000', 'eu-west-2');
const permissions = readPermissions(stack, names);
const idOf = (type: string, name: string) =>
  ofType(stack, type).find(([id]) => id.replace(/[0-9A-F]{8}$/, '') === name)?.[0] ?? '';
const lambda = (name: string) => idOf('AWS::Lambda::Function', name);
const table = idOf('AWS::DynamoDB::Table', 'Usage');
const may = (name: string, call: string, input: object) =>
  accessesOf(call, input).every((access) => isAllowed(permissions, lambda(name), access));

describe('what the functions may do with the table', () => {
  it('is what their roles say, action by action', () => {
    const item = { TableName: table, Item: { pk: { S: 'TEXTER#1' } } };
    expect(may('InboundSms', 'PutItem', item)).toBe(true);
    expect(may('DeliveryStatus', 'PutItem', item)).toBe(false);
    expect(may('RollUp', 'DeleteItem', { TableName: table, Key: { pk: { S: 'USAGE#2026-06' } } })).toBe(false);
    expect(may('FallbackReply', 'GetItem', { TableName: table, Key: { pk: { S: 'TEXTER#1' } } })).toBe(false);
  });

  it('is of the index only where the role names it', () => {
    expect(may('StaffPages', 'Query', { TableName: table, IndexName: 'byDay' })).toBe(true);
    expect(may('RollUp', 'Query', { TableName: table, IndexName: 'byDay' })).toBe(true);
    expect(may('InboundSms', 'Query', { TableName: table, IndexName: 'byDay' })).toBe(false);
  });

  it('is in a transaction what each of its parts needs', () => {
    const parts = (kind: string) => ({
      TransactItems: [
        { Update: { TableName: table, Key: { pk: { S: 'TEXTER#1' } } } },
        { [kind]: { TableName: table, Key: { pk: { S: 'TEXTER#1' } } } },
      ],
    });
    expect(may('DeliveryStatus', 'TransactWriteItems', parts('Update'))).toBe(true);
    expect(may('DeliveryStatus', 'TransactWriteItems', parts('Delete'))).toBe(false);
  });

  it('leaves a delivery report nothing but people’s requests: no erasure, session or count', () => {
    const update = (pk: string) => may('DeliveryStatus', 'UpdateItem', { TableName: table, Key: { pk: { S: pk } } });
    expect(update('TEXTER#1')).toBe(true);
    for (const pk of ['ERASURES', 'SESSION#1', 'USAGE#2026-06']) expect(update(pk)).toBe(false);
  });
});

describe('the staff pages', () => {
  const mayOn = (call: string, pk: string) => {
    const key = { pk: { S: pk } };
    return may('StaffPages', call, { TableName: table, ...(call === 'PutItem' ? { Item: key } : { Key: key }) });
  };

  it('may add to their audit trail, and neither update nor delete what is in it', () => {
    expect(mayOn('PutItem', 'AUDIT')).toBe(true);
    expect(mayOn('UpdateItem', 'AUDIT')).toBe(false);
    expect(mayOn('DeleteItem', 'AUDIT')).toBe(false);
  });

  it('may delete what people texted, and write nothing in its place', () => {
    expect(mayOn('DeleteItem', 'TEXTER#1')).toBe(true);
    expect(mayOn('PutItem', 'TEXTER#1')).toBe(false);
    expect(mayOn('DeleteItem', 'USAGE#2026-06')).toBe(false);
    expect(mayOn('DeleteItem', 'ERASURES')).toBe(false);
  });
});

/** The stack with an action taken out of every policy. */
function without(action: string): SynthesizedStack {
  const resources = structuredClone(stack.resources);
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== 'AWS::IAM::Policy') continue;
    const left = JSON.stringify(Properties).replaceAll(`"${action}"`, '"none:None"');
    Object.assign(Properties, JSON.parse(left));
  }
  return { ...stack, resources };
}

async function startWithout(action: string): Promise<{ service: LocalService; printed: () => string }> {
  const log: string[] = [];
  const environment = parseLocalEnvironment({ PORT: '0', TWILIO_AUTH_TOKEN: AUTH_TOKEN });
  const service = await startService(without(action), environment, (line) => log.push(line));
  onTestFinished(() => service.close());
  return { service, printed: () => log.join('') };
}

function text({ url, publicUrl }: LocalService, body: string) {
  const form = inboundForm({ from: '+447700900200', body, messageSid: newMessageSid() });
  return postSigned({ url: `${url}/sms`, signedUrl: `${publicUrl}/sms`, authToken: AUTH_TOKEN, form });
}

describe('a permission that is taken away', () => {
  it('fails the call here as it would on AWS, and the person still gets a reply', async () => {
    const { service, printed } = await startWithout('dynamodb:PutItem');
    expect(readTwiml(await text(service, 'GRADES'))).toHaveLength(1);
    expect(printed()).toMatch(/table did not record.*AccessDenied/);
    expect(printed()).toContain('dynamodb:PutItem');
  });

  it('to read secrets lets nobody in', async () => {
    const { service } = await startWithout('secretsmanager:GetSecretValue');
    expect((await text(service, 'GRADES')).status).toBeGreaterThanOrEqual(400);
  });
});
