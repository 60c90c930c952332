/** Shows managers what staff did on these pages. */

import type { Hono } from 'hono';
import { AUDIT_TRAIL_PATH } from './addresses.ts';
import { placeInTrail, readAuditTrail } from './audit-trail.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { AuditTrailPage } from './pages/audit-trail-page.tsx';
import { managersOnly } from './session-cookie.ts';
import { show } from './show.tsx';

export function addAuditPages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  app.get(AUDIT_TRAIL_PATH, managersOnly(world), async (c) => {
    const before = placeInTrail(c.req.query('before'));
    const { events, next } = await readAuditTrail(world.table, { before, now: world.now() });
    const page = (
      <AuditTrailPage
        layout={{ ...world.frame, session: c.get('session') }}
        events={events}
        older={next && `${AUDIT_TRAIL_PATH}?${new URLSearchParams({ before: next })}`}
        isOlder={before !== undefined}
      />
    );
    return show(c, page);
  });
}
