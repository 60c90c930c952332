/** The links at the foot of every staff page: to the council's own pages if there are any, and to ours otherwise. Pure. */

import { ACCESSIBILITY_PATH, PRIVACY_PATH } from './addresses.ts';

export interface FooterLinks {
  accessibility: string;
  privacy: string;
  /** Who to ask about these pages. Undefined when the council has not said. */
  contact: { href: string; words: string } | undefined;
}

/**
 * @param settings the council's accessibility statement and privacy notice as web addresses, and a web or e-mail address to
 *   ask; each may be left out
 *
 * @example footerLinks({ contact: 'texts@example.gov.uk' })
 * // { accessibility: '/staff/accessibility', privacy: '/staff/privacy', contact: { href: 'mailto:texts@example.gov.uk', words: 'texts@example.gov.uk' } }
 */
export function footerLinks(settings: {
  accessibilityStatement?: string | undefined;
  privacyNotice?: string | undefined;
  contact?: string | undefined;
}): FooterLinks {
  const { accessibilityStatement, privacyNotice, contact } = settings;
  return {
    accessibility: accessibilityStatement ?? ACCESSIBILITY_PATH,
    privacy: privacyNotice ?? PRIVACY_PATH,
    contact: contact === undefined ? undefined : contactLink(contact),
  };
}

function contactLink(contact: string): { href: string; words: string } {
  return contact.startsWith('https://')
    ? { href: contact, words: 'Contact' }
    : { href: `mailto:${contact}`, words: contact };
}
