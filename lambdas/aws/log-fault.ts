/** Logs faults: ours, and those of the services we depend on. Nothing else logs them. */

/** The log line also holds the request, so that `lambdas/replay.ts` can record it later. */
export const REQUEST_NOT_RECORDED = 'request not recorded';
/** The log line also holds the delivery report, so that `lambdas/replay.ts` can record it later. */
export const REPORT_NOT_RECORDED = 'delivery status not recorded';

/**
 * Every fault that we log. Each has an alarm (`infra/watching.ts`) and a heading in RUNBOOK.md. The alarm searches the
 * log for these words, so they may only have letters and spaces.
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
 * Writes one JSON line for an alarm or a person to find. Like everything we log, `facts` must not contain phone numbers
 * or people's words. We only write the name and message of an `error`.
 */
export function logFault(fault: Fault, { error, ...facts }: { error?: unknown; [fact: string]: unknown }): void {
  console.error(JSON.stringify({ fault, ...(error !== undefined && { error: String(error) }), ...facts }));
}
