/**
 * What was written in a field of a form, without the spaces around it; nothing where the form has no such field, or a file.
 *
 * @example writtenIn((await c.req.parseBody())['number']) // '07700 900123'
 */
export function writtenIn(field: string | File | undefined): string {
  return typeof field === 'string' ? field.trim() : '';
}
