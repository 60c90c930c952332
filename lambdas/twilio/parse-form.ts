/** Twilio's signed forms, parsed once, with what is wrong with them named. */

import * as z from 'zod/mini';

export type ParsedForm<Message> =
  | { isComplete: true; message: Message }
  | { isComplete: false; faultyFields: string[] };

/** An id as Twilio gives to each message: SM and 32 hexadecimal digits, today. */
export const messageSid = z.string().check(z.regex(/^\w{1,64}$/));

/**
 * Parses the fields of a form into what they are here, or names those that are missing or malformed.
 *
 * @example parseForm(z.object({ Body: z.string() }), {}, ({ Body }) => Body) // { isComplete: false, faultyFields: ['Body'] }
 */
export function parseForm<Form, Message>(
  form: z.ZodMiniType<Form>,
  fields: unknown,
  toMessage: (form: Form) => Message,
): ParsedForm<Message> {
  const parsed = form.safeParse(fields);
  if (parsed.success) return { isComplete: true, message: toMessage(parsed.data) };
  const faultyFields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  return { isComplete: false, faultyFields };
}

/**
 * A field that is left out when it is anything else than we know. `z.catch` would do it, and bring 9 kB of zod with it.
 */
export function unlessStrange<Value>(schema: z.ZodMiniType<Value>) {
  const read = z.transform((field: unknown): Value | undefined => {
    const parsed = schema.safeParse(field);
    return parsed.success ? parsed.data : undefined;
  });
  return z.optional(z.pipe(z.unknown(), read));
}
