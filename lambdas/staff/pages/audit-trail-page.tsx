/** Shows managers what staff did on these pages. */

import { AUDIT_TRAIL_PATH } from '../addresses.ts';
import type { AuditEvent, RecordedEvent } from '../audit-trail.ts';
import { fullMomentWords } from '../dates.ts';
import { number } from '../figures.ts';
import { Layout, type LayoutProps } from './layout.tsx';
import { OlderAndNewest } from './older-and-newest.tsx';
import { Table } from './table.tsx';

export interface AuditTrailPageProps {
  layout: Omit<LayoutProps, 'title'>;
  events: RecordedEvent[];
  /** The address of older events, if there are any. */
  older: string | undefined;
  /** True when these are not the newest events. */
  isOlder: boolean;
}

export function AuditTrailPage({ layout, events, older, isOlder }: AuditTrailPageProps) {
  return (
    <Layout {...layout} title="Audit trail" path={AUDIT_TRAIL_PATH}>
      <h1 class="govuk-heading-xl">Audit trail</h1>
      <p class="govuk-body">
        What staff did on these pages, the newest first. It is kept for three years, and nobody can change it here. It
        never says which number was looked up.
      </p>
      {events.length === 0 ? (
        <p class="govuk-body">There is nothing {isOlder ? 'older' : 'yet'}.</p>
      ) : (
        <Table
          caption="Audit trail, the newest first"
          captionSize="hidden"
          isWide
          rows={events}
          columns={[
            {
              name: 'When',
              class: 'staff-nowrap',
              cell: ({ at }) => <time datetime={at.toISOString()}>{fullMomentWords(at)}</time>,
            },
            { name: 'Who', cell: ({ name }) => name },
            { name: 'What', cell: ({ event }) => (event ? eventWords(event) : 'Written by another version') },
          ]}
        />
      )}
      <OlderAndNewest
        label="Pages of events"
        older={older && { href: older, words: 'Older events' }}
        newest={isOlder && { href: AUDIT_TRAIL_PATH, words: 'Newest events' }}
      />
    </Layout>
  );
}

function eventWords(event: AuditEvent): string {
  switch (event.kind) {
    case 'signedIn':
      return 'Signed in';
    case 'signedOut':
      return 'Signed out';
    case 'sawRequests':
      return `Looked at requests: ${event.filter || 'all'}${reasonWords(event)}`;
    case 'beganExport':
      return `Began to download requests: ${event.filter || 'all'}${reasonWords(event)}`;
    case 'endedExport':
      return `Ended a download (rows: ${number(event.rows)}): ${event.filter || 'all'}${reasonWords(event)}`;
    case 'lookedUp':
      return `Looked up a number, for ${event.reference}`;
    case 'showed':
      return `Showed a person’s data (requests: ${number(event.requests)}), for ${event.reference}`;
    case 'showedAsFile':
      return `Showed a person’s data as a file (requests: ${number(event.requests)}), for ${event.reference}`;
    case 'erased':
      return `Erased (requests: ${number(event.requests)}), for ${event.reference}`;
  }
}

/** @example reasonWords({ reason: 'complaint 12' }) // ', for complaint 12' */
function reasonWords({ reason }: { reason: string }): string {
  return reason && `, for ${reason}`;
}
