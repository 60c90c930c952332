/**
 * What was written in a field, without the spaces around it. Empty when the form has no such field, or has a file in it.
 *
 * @example writtenIn((await c.req.parseBody())['number']) // '07700 900123'
 */
export function writtenIn(field: string | File | undefined): string {
  return typeof field === 'string' ? field.trim() : '';
}
