/** CloudFormation's functions, resolved to what things are called locally. */

import * as z from 'zod';

const ref = z.strictObject({ Ref: z.string() });
const getAtt = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/**
 * A value of the template as text.
 *
 * @param names what a resource is called (`Usage1234`) and what its attributes are (`Api1234.ApiEndpoint`)
 * @throws Error naming what is not known here, so that a new part of the stack is not run half
 *
 * @example resolveIntrinsics({ 'Fn::Join': ['/', ['a', { Ref: 'B' }]] }, new Map([['B', 'b']])) // 'a/b'
 */
export function resolveIntrinsics(value: unknown, names: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return value;
  const reference = ref.safeParse(value).data?.Ref ?? getAtt.safeParse(value).data?.['Fn::GetAtt'].join('.');
  if (reference !== undefined) {
    const name = names.get(reference);
    if (name === undefined) throw new Error(`The local run does not know ${reference} of the template`);
    return name;
  }
  const joined = join.safeParse(value).data?.['Fn::Join'];
  if (!joined) throw new Error(`The local run cannot resolve ${JSON.stringify(value)} of the template`);
  const [separator, parts] = joined;
  return parts.map((part) => resolveIntrinsics(part, names)).join(separator);
}
