/** The one way in which something that we got wrong, or that failed under us, reaches the log. */

/** The request stands beside it in the log, and is recorded from there (`lambdas/replay.ts`). */
export const REQUEST_NOT_RECORDED = 'request not recorded';
/** The same of a delivery report. */
export const REPORT_NOT_RECORDED = 'delivery status not recorded';

/**
 * Everything that can go wrong and is logged. Each has an alarm (`infra/watching.ts`) and a heading in RUNBOOK.md. The
 * words are what the alarm looks for, so they have letters and spaces only.
 */
export type Fault =
  | 'message not answered'
  | typeof REQUEST_NOT_RECORDED
  | 'table did not record'
  | 'conversation not recalled'
  | 'texter not erased'
  | 'understood without the encoder'
  | 'secret not read again'
  | 'texter key not read'
  | typeof REPORT_NOT_RECORDED
  | 'staff page failed'
  | 'export broken off'
  | 'OpenID provider not reached'
  | 'OpenID provider not read again'
  | 'sign-in refused';

/**
 * Writes one JSON line for an alarm or a person to find. `facts` must be free of numbers and of people's words, like
 * all that is logged; of an `error` among them only its name and message are written.
 */
export function logFault(fault: Fault, { error, ...facts }: { error?: unknown; [fact: string]: unknown }): void {
  console.error(JSON.stringify({ fault, ...(error !== undefined && { error: String(error) }), ...facts }));
}
