/** What staff write to say why they look: kept in the audit trail for years, so never a number that somebody can be called at. Pure. */

const MAX_LENGTH = 100;
/** Nine digits with whatever people write between them. */
const LIKE_A_NUMBER = /(?:\d[\s()./_-]*){9}/;

/**
 * What is wrong with a reason or a reference; undefined when nothing is.
 *
 * @param written without the spaces around it
 * @param name what the field is called in a sentence
 * @param whenEmpty what to say when nothing was written
 *
 * @example faultOfReason('07700 900123', 'The reason', 'Enter a reason') // 'The reason must not be, or have in it, a telephone number'
 */
export function faultOfReason(written: string, name: string, whenEmpty: string): string | undefined {
  // A row of dots says nothing.
  if (!/[\p{L}\p{N}]/u.test(written)) return whenEmpty;
  if (written.length > MAX_LENGTH) return `${name} must be ${MAX_LENGTH} characters or fewer`;
  // Digits of another script, or as wide as a Chinese character, are digits too.
  return LIKE_A_NUMBER.test(written.normalize('NFKC'))
    ? `${name} must not be, or have in it, a telephone number`
    : undefined;
}
