/** Parses Twilio's signed forms, and names the faulty fields. */

import * as z from 'zod/mini';

export type ParsedForm<Message> =
  | { isComplete: true; message: Message }
  | { isComplete: false; faultyFields: string[] };

/** The id that Twilio gives each message: SM and 32 hexadecimal digits today. We allow for that to change. */
export const messageSid = z.string().check(z.regex(/^\w{1,64}$/));

/**
 * Turns the fields of a form into our own type, or names those that are missing or malformed.
 *
 * @example parseForm(z.object({ Body: z.string() }), {}, ({ Body }) => Body)
 * // { isComplete: false, faultyFields: ['Body'] }
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

/** An optional field that we drop when we don't know its value. `z.catch` does the same, but adds 9 kB of zod. */
export function unlessStrange<Value>(schema: z.ZodMiniType<Value>) {
  const read = z.transform((field: unknown): Value | undefined => {
    const parsed = schema.safeParse(field);
    return parsed.success ? parsed.data : undefined;
  });
  return z.optional(z.pipe(z.unknown(), read));
}
