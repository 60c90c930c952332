/** The accessibility statement and the privacy notice of these pages. Nobody needs to sign in to read them. */

import type { Context, Hono } from 'hono';
import { ACCESSIBILITY_PATH, PRIVACY_PATH } from './addresses.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { AccessibilityPage, PrivacyPage } from './pages/notice-pages.tsx';
import type { Session } from './session.ts';
import { findSession, keepSession } from './session-cookie.ts';
import { show } from './show.tsx';

export function addNoticePages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  app.get(ACCESSIBILITY_PATH, async (c) => {
    const session = await sessionIfAny(c);
    return show(c, <AccessibilityPage layout={{ ...world.frame, session }} />);
  });

  app.get(PRIVACY_PATH, async (c) => {
    const session = await sessionIfAny(c);
    return show(c, <PrivacyPage layout={{ ...world.frame, session }} retentionDays={world.retentionDays} />);
  });

  async function sessionIfAny(c: Context<StaffEnvironment>): Promise<Session | undefined> {
    const session = await findSession(c, world);
    if (session) await keepSession(c, session, world);
    return session;
  }
}
