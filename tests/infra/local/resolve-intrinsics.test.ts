import { describe, expect, it } from 'vitest';
import { resolveIntrinsics } from '../../../infra/local/resolve-intrinsics.ts';

const NAMES = new Map([
  ['Usage', 'usage-table'],
  ['Api.ApiEndpoint', 'http://localhost:3000'],
]);

describe('a value of the template', () => {
  it.each([
    ['30', '30'],
    [{ Ref: 'Usage' }, 'usage-table'],
    [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://localhost:3000'],
    [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, '/sms']] }, 'http://localhost:3000/sms'],
  ])('%j is %j here', (value, text) => {
    expect(resolveIntrinsics(value, NAMES)).toBe(text);
  });

  it.each([
    [{ Ref: 'Nothing' }, 'Nothing'],
    [{ 'Fn::Sub': 'x' }, 'Fn::Sub'],
    [7, '7'],
  ])('%j is not guessed at', (value, named) => {
    expect(() => resolveIntrinsics(value, NAMES)).toThrow(named);
  });
});
