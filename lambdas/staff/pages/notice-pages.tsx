/** The accessibility statement and privacy notice that we show if the council has not set its own. */

import { ACCESSIBILITY_PATH, PRIVACY_PATH } from '../addresses.ts';
import { Layout, type LayoutProps } from './layout.tsx';

type Framed<Props = unknown> = Props & { layout: Omit<LayoutProps, 'title'> };

// This follows the model statement: https://www.gov.uk/government/publications/sample-accessibility-statement
export function AccessibilityPage({ layout }: Framed) {
  return (
    <Layout {...layout} title="Accessibility statement" path={ACCESSIBILITY_PATH}>
      <h1 class="govuk-heading-xl">Accessibility statement</h1>
      <p class="govuk-body">
        This is about the staff pages of Ofsted letter texts. They are made to meet level AA of the Web Content
        Accessibility Guidelines, version 2.2. You should be able to zoom in to 400% without scrolling sideways, and use
        every page with a keyboard alone, with a screen reader and without JavaScript. Every chart also stands in
        numbers.
      </p>
      <h2 class="govuk-heading-m">How they were tested</h2>
      <p class="govuk-body">
        A program, axe, looks for barriers on every page whenever the pages are changed. It can find only some. Nobody
        has audited the pages yet, so we do not know whether they meet the guidelines in full.
      </p>
      <h2 class="govuk-heading-m">What we know is not accessible</h2>
      <p class="govuk-body">
        Your session ends when you open no page for 30 minutes. The page says so, but does not warn you when it is about
        to happen. What you wrote into a form is then lost.
      </p>
      <h2 class="govuk-heading-m">Tell us what does not work</h2>
      <Contact layout={layout} />
      <p class="govuk-body">
        The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications)
        (No. 2) Accessibility Regulations 2018. If you are not happy with the answer to your complaint, contact the{' '}
        <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">
          Equality Advisory and Support Service
        </a>
        .
      </p>
    </Layout>
  );
}

export function PrivacyPage({ layout, retentionDays }: Framed<{ retentionDays: number }>) {
  return (
    <Layout {...layout} title="Privacy notice" path={PRIVACY_PATH}>
      <h1 class="govuk-heading-xl">Privacy notice</h1>
      <p class="govuk-body">This says what these pages keep about you, a member of staff, and about people who text.</p>
      <h2 class="govuk-heading-m">About you</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>Your name and your role, from your work account, stand in a sealed cookie while you are signed in.</li>
        <li>
          An audit trail records with your name when you sign in and out, look up a number, look at whole requests (with
          the reason you gave), and show, download or erase data. It is kept for three years, and managers can read it.
        </li>
        <li>That you signed out is kept until your session would have ended anyway, 8 hours at most.</li>
      </ul>
      <p class="govuk-body">
        There is a cookie for each tab while you sign in, one while you are signed in, and for managers one with the
        reason for which they see requests whole. All are sealed. The pages do not work without them. Nothing is used to
        follow what you do elsewhere.
      </p>
      <h2 class="govuk-heading-m">About people who text</h2>
      <p class="govuk-body">
        No number is stored, and no word that anybody wrote. For {retentionDays} days it is stored when a text came,
        what it was understood as, which reply it got and whether it arrived, under a code that stands for the number.
        Counts in which there is nobody are kept for longer.
      </p>
      <h2 class="govuk-heading-m">Your rights</h2>
      <p class="govuk-body">
        The council answers for this data. You may ask it what it holds about you, and complain to its data protection
        officer or to the{' '}
        <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">
          Information Commissioner’s Office
        </a>
        .
      </p>
      <Contact layout={layout} />
    </Layout>
  );
}

function Contact({ layout: { links } }: Framed) {
  return (
    <p class="govuk-body">
      {links.contact ? (
        <>
          Ask:{' '}
          <a class="govuk-link" href={links.contact.href}>
            {links.contact.words}
          </a>
        </>
      ) : (
        'Ask whoever gave you access to these pages.'
      )}
    </p>
  );
}
