/** The addresses of the staff pages. */

import { STAFF_PATH } from '../aws/routes.ts';

export const USAGE_PATH = STAFF_PATH;
export const USAGE_CSV_PATH = `${STAFF_PATH}/usage.csv`;
export const USAGE_CHART_PATH = `${STAFF_PATH}/usage.svg`;
export const REQUESTS_PATH = `${STAFF_PATH}/requests`;
export const CSV_PATH = `${STAFF_PATH}/requests.csv`;
export const LETTER_PATH = `${STAFF_PATH}/letter`;
export const ERASE_PATH = `${STAFF_PATH}/erase`;
export const CONFIRM_ERASE_PATH = `${STAFF_PATH}/erase/confirm`;
export const ERASED_PATH = `${STAFF_PATH}/erase/done`;
export const ACCESS_PATH = `${STAFF_PATH}/access`;
export const ACCESS_FILE_PATH = `${STAFF_PATH}/access.json`;
export const AUDIT_TRAIL_PATH = `${STAFF_PATH}/audit-trail`;
export const SIGN_IN_PATH = `${STAFF_PATH}/sign-in`;
export const BEGIN_SIGN_IN_PATH = `${STAFF_PATH}/sign-in/begin`;
export const CALLBACK_PATH = `${STAFF_PATH}/sign-in/callback`;
export const SIGN_OUT_PATH = `${STAFF_PATH}/sign-out`;
export const SIGNED_OUT_PATH = `${STAFF_PATH}/signed-out`;
export const ACCESSIBILITY_PATH = `${STAFF_PATH}/accessibility`;
export const PRIVACY_PATH = `${STAFF_PATH}/privacy`;
export const STYLESHEET_PATH = `${STAFF_PATH}/staff.css`;

/** The pages that the navigation leads to. */
export const STAFF_PAGES: { path: string; name: string; isForManagers: boolean }[] = [
  { path: USAGE_PATH, name: 'Usage', isForManagers: false },
  { path: REQUESTS_PATH, name: 'Requests', isForManagers: false },
  { path: LETTER_PATH, name: 'Letter', isForManagers: false },
  { path: ERASE_PATH, name: 'Show or erase', isForManagers: true },
  { path: AUDIT_TRAIL_PATH, name: 'Audit trail', isForManagers: true },
];

/**
 * The page to show after signing in: the one that was asked for if it is ours, and Usage otherwise.
 *
 * @param origin scheme and host of the staff pages
 *
 * @example ownPage('//evil.example', 'https://staff.example.org') // '/staff'
 */
export function ownPage(asked: string | undefined, origin: string): string {
  const url = asked === undefined ? null : URL.parse(asked, origin);
  const isOwn = url?.origin === origin && (url.pathname === STAFF_PATH || url.pathname.startsWith(`${STAFF_PATH}/`));
  // None of our paths has encoded characters, so an encoded path to the sign-in can't slip through.
  if (!url || !isOwn || url.pathname.includes('%') || url.pathname.startsWith(`${STAFF_PATH}/sign`)) return USAGE_PATH;
  return url.pathname + url.search;
}
