/** Puts the staff pages together: what every response has, the pages without a session, and the pages with one. */

import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { addAccessPages } from './access-pages.tsx';
import {
  ACCESS_FILE_PATH,
  ACCESS_PATH,
  CONFIRM_ERASE_PATH,
  ERASE_PATH,
  LETTER_PATH,
  ownPage,
  REQUESTS_PATH,
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
  STYLESHEET_PATH,
} from './addresses.ts';
import { addAuditPages } from './audit-pages.tsx';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { addErasePages } from './erase-pages.tsx';
import { addLetterPages } from './letter-pages.tsx';
import { addNoticePages } from './notice-pages.tsx';
import { addRequestsPages } from './requests-pages.tsx';
import { findSession, keepSession } from './session-cookie.ts';
import { showMessage } from './show.tsx';
import { addSignInPages, addSignOut } from './sign-in-pages.tsx';
import { addUsagePages } from './usage-pages.tsx';

/** Where each form is sent, except for signing out, and the page that it is on. */
const FORMS = [
  { path: REQUESTS_PATH, page: REQUESTS_PATH },
  { path: ERASE_PATH, page: ERASE_PATH },
  { path: CONFIRM_ERASE_PATH, page: ERASE_PATH },
  { path: ACCESS_PATH, page: ERASE_PATH },
  { path: ACCESS_FILE_PATH, page: ERASE_PATH },
  { path: LETTER_PATH, page: LETTER_PATH },
];

/** @param stylesheet the content for `STYLESHEET_PATH`; `world.frame.stylesheet` is its address, with its version */
export function createStaffApp(world: StaffDependencies, stylesheet: string): Hono<StaffEnvironment> {
  // /staff/ is /staff.
  const app = new Hono<StaffEnvironment>({ strict: false });

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: 'max-age=63072000',
      xFrameOptions: 'DENY',
      // Addresses contain the filters of the log.
      referrerPolicy: 'no-referrer',
      permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    }),
  );
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  app.onError((error, c) => {
    world.logFault('staff page failed', { error });
    return showMessage(c, {
      layout: { ...world.frame },
      status: 500,
      title: 'Sorry, that did not work',
      message: 'The fault is ours, and has been written down. Try again in a few minutes.',
    });
  });

  app.get(STYLESHEET_PATH, (c) =>
    c.body(stylesheet, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  addSignInPages(app, world);
  addNoticePages(app, world);

  app.use(async (c, next) => {
    const session = await findSession(c, world);
    if (!session) {
      const { pathname, search } = new URL(c.req.url);
      const form = c.req.method === 'POST' && FORMS.find(({ path }) => path === pathname);
      const to = ownPage(c.req.method === 'GET' ? pathname + search : form ? form.page : undefined, world.origin);
      if (form) {
        return showMessage(c, {
          layout: { ...world.frame },
          status: 401,
          title: 'That was not done',
          message: 'Your session had ended before the form was sent. Sign in, and fill it in again.',
          action: { href: `${SIGN_IN_PATH}?${new URLSearchParams({ to })}`, words: 'Sign in' },
        });
      }
      return c.redirect(`${world.origin}${SIGN_IN_PATH}?${new URLSearchParams({ to })}`, 303);
    }
    c.set('session', session);
    if (c.req.path !== SIGN_OUT_PATH) await keepSession(c, session, world);
    return await next();
  });
  addSignOut(app, world);
  addUsagePages(app, world);
  addRequestsPages(app, world);
  addLetterPages(app, world);
  addErasePages(app, world);
  addAccessPages(app, world);
  addAuditPages(app, world);
  app.notFound((c) =>
    showMessage(c, {
      layout: { ...world.frame, session: c.get('session') },
      status: 404,
      title: 'There is no such page',
      message: 'Perhaps its address was not copied whole.',
    }),
  );
  return app;
}
