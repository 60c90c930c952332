/** Checks a reason that staff give. We keep it in the audit trail for years, so it must not contain a telephone number. Pure. */

const MAX_LENGTH = 100;
/** Nine digits, with anything that people write between them. */
const LIKE_A_NUMBER = /(?:\d[\s()./_-]*){9}/;

/**
 * What is wrong with a reason or a reference. Undefined when nothing is.
 *
 * @param written without the spaces around it
 * @param name what the field is called in a sentence
 * @param whenEmpty what to say when nothing was written
 *
 * @example faultOfReason('07700 900123', 'The reason', 'Enter a reason') // 'The reason must not be, or have in it, a telephone number'
 */
export function faultOfReason(written: string, name: string, whenEmpty: string): string | undefined {
  // A row of dots is no reason.
  if (!/[\p{L}\p{N}]/u.test(written)) return whenEmpty;
  if (written.length > MAX_LENGTH) return `${name} must be ${MAX_LENGTH} characters or fewer`;
  // Digits in other scripts, and full-width digits, count too.
  return LIKE_A_NUMBER.test(written.normalize('NFKC'))
    ? `${name} must not be, or have in it, a telephone number`
    : undefined;
}
