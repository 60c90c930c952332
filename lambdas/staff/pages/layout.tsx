/** The layout of all staff pages: the title, who is signed in, and links to the other pages. */

import type { Child } from 'hono/jsx';
import { SIGN_OUT_PATH, STAFF_PAGES } from '../addresses.ts';
import type { FooterLinks } from '../footer-links.ts';
import { IDLE_SESSION_SECONDS, type Session } from '../session.ts';

const SERVICE = 'Ofsted letter texts';

/** The parts of the layout that are the same on every page of a deployment. */
export interface Frame {
  /** The stylesheet's address. */
  stylesheet: string;
  links: FooterLinks;
}

export interface LayoutProps extends Frame {
  title: string;
  /** Who is signed in, if anybody. */
  session?: Session | undefined;
  /** The page's own address, for the navigation. */
  path?: string;
  /** True when the person must fix something. The title begins by saying so. */
  isFaulty?: boolean;
  /** Where the browser goes by itself after it has shown the page. */
  goesTo?: URL | undefined;
  children?: Child;
}

export function Layout({ title, stylesheet, links, session, path, isFaulty, goesTo, children }: LayoutProps) {
  return (
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${isFaulty ? 'Error: ' : ''}${title} – ${SERVICE}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={stylesheet} />
        {goesTo && <meta http-equiv="refresh" content={`0; url=${goesTo}`} />}
      </head>
      <body class="govuk-template__body">
        <a href="#main-content" class="govuk-skip-link">
          Skip to main content
        </a>
        <header>
          <div class="govuk-service-navigation">
            <div class="govuk-width-container">
              <div class="govuk-service-navigation__container">
                <span class="govuk-service-navigation__service-name">
                  <span class="govuk-service-navigation__text">{SERVICE}</span>
                </span>
                {session && <Navigation session={session} path={path} />}
              </div>
            </div>
          </div>
          {session && <SignedIn session={session} />}
        </header>
        <div class="govuk-width-container">
          <main class="govuk-main-wrapper" id="main-content">
            {children}
          </main>
          <footer class="staff-footer">
            <p class="govuk-body-s">Nobody’s number is stored here, and no word that anybody wrote.</p>
            <ul class="staff-periods govuk-body-s">
              {[
                { href: links.accessibility, words: 'Accessibility statement' },
                { href: links.privacy, words: 'Privacy notice' },
                ...(links.contact ? [links.contact] : []),
              ].map(({ href, words }) => (
                <li>
                  <a class="govuk-link" href={href}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          </footer>
        </div>
      </body>
    </html>
  );
}

function Navigation({ session, path }: { session: Session; path: string | undefined }) {
  return (
    <nav aria-label="Pages" class="govuk-service-navigation__wrapper">
      <ul class="govuk-service-navigation__list">
        {STAFF_PAGES.filter(({ isForManagers }) => !isForManagers || session.role === 'manager').map((page) => {
          const isHere = page.path === path;
          return (
            <li class={`govuk-service-navigation__item${isHere ? ' govuk-service-navigation__item--active' : ''}`}>
              <a class="govuk-service-navigation__link" href={page.path} aria-current={isHere ? 'page' : undefined}>
                {isHere ? <strong class="govuk-service-navigation__active-fallback">{page.name}</strong> : page.name}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function SignedIn({ session }: { session: Session }) {
  return (
    <div class="govuk-width-container staff-signed-in">
      <p class="govuk-body-s">
        Signed in as {session.name} ({session.role === 'manager' ? 'manager' : 'staff'}). Your session ends when you
        open no page for {IDLE_SESSION_SECONDS / 60} minutes.
      </p>
      <form method="post" action={SIGN_OUT_PATH}>
        <CsrfField session={session} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Sign out
        </button>
      </form>
    </div>
  );
}

/** Every form that changes something must contain this. */
export function CsrfField({ session }: { session: Session }) {
  return <input type="hidden" name="csrf" value={session.csrfToken} />;
}
