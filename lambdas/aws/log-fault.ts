/** The one way in which something that we got wrong, or that failed under us, reaches the log. */

/**
 * Writes one JSON line for an alarm or a person to find. `facts` must be free of numbers and of people's words, like
 * all that is logged; of an `error` among them only its name and message are written.
 */
export function logFault(fault: string, { error, ...facts }: { error?: unknown; [fact: string]: unknown }): void {
  console.error(JSON.stringify({ fault, ...(error !== undefined && { error: String(error) }), ...facts }));
}
