import { describe, expect, it } from 'vitest';
import { footerLinks } from '../../../lambdas/staff/footer-links.ts';

describe('the foot of a staff page', () => {
  it('leads to pages of ours where the council has set none, and to nobody to ask', () => {
    expect(footerLinks({})).toEqual({
      accessibility: '/staff/accessibility',
      privacy: '/staff/privacy',
      contact: undefined,
    });
  });

  it('leads to the council’s own pages where it has set them', () => {
    const settings = {
      accessibilityStatement: 'https://www.example.gov.uk/accessibility',
      privacyNotice: 'https://www.example.gov.uk/privacy',
      contact: 'https://www.example.gov.uk/contact',
    };
    expect(footerLinks(settings)).toEqual({
      accessibility: settings.accessibilityStatement,
      privacy: settings.privacyNotice,
      contact: { href: settings.contact, words: 'Contact' },
    });
  });

  it('shows an e-mail address as it is', () => {
    expect(footerLinks({ contact: 'texts@example.gov.uk' }).contact).toEqual({
      href: 'mailto:texts@example.gov.uk',
      words: 'texts@example.gov.uk',
    });
  });
});
