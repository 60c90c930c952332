import { describe, expect, it } from 'vitest';
import {
  type DeliveryStatusEnvironment,
  deliveryStatusEnvironment,
  type InboundSmsEnvironment,
  inboundSmsEnvironment,
  parseEnvironment,
  type RollUpEnvironment,
  rollUpEnvironment,
  type StaffPagesEnvironment,
  staffPagesEnvironment,
} from '../../../lambdas/aws/environment.ts';

const INBOUND_SMS: InboundSmsEnvironment = {
  PUBLIC_URL: 'https://texts.example.org',
  TABLE_NAME: 'Usage',
  TWILIO_AUTH_TOKENS_SECRET: 'tokens',
  TEXTER_KEY_SECRET: 'key',
  RETENTION_DAYS: '30',
  REPLIES_PER_HOUR: '20',
};
const DELIVERY_STATUS: DeliveryStatusEnvironment = {
  PUBLIC_URL: 'https://texts.example.org',
  TABLE_NAME: 'Usage',
  TWILIO_AUTH_TOKENS_SECRET: 'tokens',
  TEXTER_KEY_SECRET: 'key',
};
const ROLL_UP: RollUpEnvironment = { TABLE_NAME: 'Usage', RETENTION_DAYS: '30' };
const STAFF_PAGES: StaffPagesEnvironment = {
  TABLE_NAME: 'Usage',
  RETENTION_DAYS: '30',
  TEXTER_KEY_SECRET: 'key',
  SESSION_KEY_SECRET: 'session key',
  STAFF_ORIGIN: 'https://staff.example.org',
  OIDC_ISSUER: 'https://login.example.org',
  OIDC_CLIENT_ID: 'letter-texts',
  OIDC_CLIENT_SECRET: 'client secret',
  ROLE_CLAIM: 'roles',
  STAFF_ROLE: 'staff',
  MANAGER_ROLE: 'manager',
  SEGMENT_PRICE: '0.0463',
  INBOUND_PRICE: '0.0062',
  CURRENCY: 'GBP',
};

type Variables = Record<string, string | undefined>;

const LAMBDAS: Record<string, { complete: Record<string, string>; parse: (variables: Variables) => unknown }> = {
  'the webhook': {
    complete: { ...INBOUND_SMS },
    parse: (variables) => parseEnvironment(inboundSmsEnvironment, variables),
  },
  'the delivery status callback': {
    complete: { ...DELIVERY_STATUS },
    parse: (variables) => parseEnvironment(deliveryStatusEnvironment, variables),
  },
  'the roll-up': {
    complete: { ...ROLL_UP },
    parse: (variables) => parseEnvironment(rollUpEnvironment, variables),
  },
  'the staff pages': {
    complete: { ...STAFF_PAGES },
    parse: (variables) => parseEnvironment(staffPagesEnvironment, variables),
  },
};

describe.each(Object.entries(LAMBDAS))('the environment of %s', (_, { complete, parse }) => {
  it('is taken when all is set, without what else is there', () => {
    expect(parse({ ...complete, PATH: '/usr/bin' })).toEqual(complete);
  });

  it.each(Object.keys(complete))('names %s when it is missing or empty', (name) => {
    expect(() => parse({ ...complete, [name]: undefined })).toThrow(name);
    expect(() => parse({ ...complete, [name]: '' })).toThrow(name);
  });

  it('names all that is missing at once', () => {
    for (const name of Object.keys(complete)) expect(() => parse({})).toThrow(name);
  });
});

describe('a setting', () => {
  it.each([
    ['the webhook', 'REPLIES_PER_HOUR', '0', 'nobody would be answered'],
    ['the webhook', 'REPLIES_PER_HOUR', 'some', 'a word'],
    ['the webhook', 'RETENTION_DAYS', '0', 'nothing would be kept'],
    ['the webhook', 'RETENTION_DAYS', '-1', 'less than nothing'],
    ['the roll-up', 'RETENTION_DAYS', '1.5', 'a part of a day'],
    ['the roll-up', 'RETENTION_DAYS', 'a month', 'words'],
    ['the staff pages', 'SEGMENT_PRICE', 'free', 'a word'],
    ['the staff pages', 'SEGMENT_PRICE', '0,05', 'a comma'],
    ['the staff pages', 'SEGMENT_PRICE', '-0.05', 'less than nothing'],
    ['the staff pages', 'CURRENCY', '£', 'a sign'],
    ['the staff pages', 'CURRENCY', 'gbp', 'small letters'],
  ])('of %s is named when it is malformed, %s as %j: %s', (lambda, name, value) => {
    expect(() => LAMBDAS[lambda]?.parse({ ...LAMBDAS[lambda].complete, [name]: value })).toThrow(name);
  });

  it.each(['1', '0', '0.0463', '12.5'])('may be a price of %s', (SEGMENT_PRICE) => {
    const parsed = parseEnvironment(staffPagesEnvironment, { ...STAFF_PAGES, SEGMENT_PRICE });
    expect(parsed.SEGMENT_PRICE).toBe(SEGMENT_PRICE);
  });
});
