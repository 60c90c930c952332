/** Shows the log of requests: when each text came, what it was understood as, and whether the reply arrived. */

import type { RecordedRequest } from '../../usage/read-requests.ts';
import { CSV_PATH, REQUESTS_PATH } from '../addresses.ts';
import { dayWords, hourWords, momentWords } from '../dates.ts';
import { isOpenReply } from '../disclosure.ts';
import { number } from '../figures.ts';
import { type LogQuery, renderLogQuery } from '../parse-log-query.ts';
import { REASON_SECONDS, type Session } from '../session.ts';
import { DELIVERY_WORDS, errorWords, OUTCOME_WORDS, replyWords } from '../words.ts';
import type { WrittenDate } from '../written-date.ts';
import { ErrorSummary, type FieldFault } from './faults.tsx';
import { DateField, Field } from './field.tsx';
import { CsrfField, Layout, type LayoutProps } from './layout.tsx';
import { OlderAndNewest } from './older-and-newest.tsx';
import { type Column, Table } from './table.tsx';

export interface RequestsPageProps {
  layout: Omit<LayoutProps, 'title'>;
  query: LogQuery;
  faults: FieldFault[];
  /** Undefined when we must not show them, until the person fixes a fault or gives a reason. */
  requests: RecordedRequest[] | undefined;
  /** How far back this page has looked. Set when it read as much as a page may before it was full. */
  lookedBackTo: Date | undefined;
  /** Where older requests begin, if there are any. It is sealed. */
  next: string | undefined;
  /** The topics that staff can filter by, with their ids in the log. */
  topics: { id: string; keyword: string }[];
  /** @param letter from the request */
  keywordOf: (topic: string, letter: string | undefined) => string;
  referenceOf: (request: RecordedRequest) => string;
  /** What is in the fields for the first and the last day. */
  writtenDays: { from: WrittenDate; to: WrittenDate };
  /** How many texts Usage counts for the filter. Undefined when it has no figure. */
  total: number | undefined;
  session: Session;
  /**
   * Why a manager sees whole requests and may export them. Without a reason, and for all other staff, we only show a
   * request's hour, and its topic if it had one.
   */
  reason: string | undefined;
  /** The reason that a manager wrote, if it had faults. */
  writtenReason: string | undefined;
}

export function RequestsPage(props: RequestsPageProps) {
  const { layout, session, query, faults, requests, lookedBackTo, next, reason } = props;
  const isWhole = reason !== undefined;
  const { filter, before } = query;
  const older = next && renderLogQuery({ filter, before: next });
  return (
    <Layout {...layout} title="Requests" path={REQUESTS_PATH} isFaulty={faults.length > 0}>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-xl">Requests</h1>
      <p class="govuk-body">
        {isWhole
          ? 'The newest first. A texter’s letters stay the same for a month, and change the month after.'
          : 'The newest first. So that nobody can be singled out, you see the hour and not the minute, and no more of a request than its topic.'}
      </p>
      {session.role === 'manager' && <Reason {...props} />}
      <Filters {...props} />
      {isWhole && requests && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${CSV_PATH}?${renderLogQuery({ filter })}`} download>
            Download these requests as CSV
          </a>
        </p>
      )}
      {requests && <Shown {...props} />}
      {!requests && faults.length === 0 && (
        <p class="govuk-body">These requests are shown once you have given a reason.</p>
      )}
      {requests?.length === 0 && !lookedBackTo && (
        <p class="govuk-body">{before ? 'There are no older requests.' : 'There are no requests like that.'}</p>
      )}
      {requests && requests.length > 0 && (
        <Table
          caption="Requests, the newest first"
          captionSize="hidden"
          isWide
          rows={requests}
          columns={isWhole ? detailedColumns(props) : openColumns(props)}
        />
      )}
      {lookedBackTo && (
        <p class="govuk-body">
          {requests?.length === 0 ? 'None was found so far.' : 'There may be more.'} This page has looked back to{' '}
          {hourWords(lookedBackTo)}.
        </p>
      )}
      <OlderAndNewest
        label="Pages of requests"
        older={
          older && {
            href: `${REQUESTS_PATH}?${older}`,
            words: lookedBackTo ? 'Go on looking from here' : 'Older requests',
          }
        }
        newest={before && { href: `${REQUESTS_PATH}?${renderLogQuery({ filter })}`, words: 'Newest requests' }}
      />
    </Layout>
  );
}

/** Says which requests the list shows, on the screen and on paper. */
function Shown({ query: { filter }, topics, total }: RequestsPageProps) {
  const keyword = topics.find(({ id }) => id === filter.topic)?.keyword ?? filter.topic;
  const conditions = [
    daysAsked(filter),
    ...(keyword ? [`topic ${keyword}`] : []),
    ...(filter.outcome ? [`understood as “${OUTCOME_WORDS[filter.outcome]}”`] : []),
    ...(filter.delivery ? [`“${DELIVERY_WORDS[filter.delivery]}”`] : []),
  ];
  return (
    <p class="govuk-body">
      <strong>{`Requests ${conditions.join(', ')}.`}</strong>
      {total !== undefined &&
        ` Usage counts ${number(total)} such ${total === 1 ? 'text' : 'texts'}. Those that were erased, or are too old to be kept, are not listed.`}
    </p>
  );
}

function daysAsked({ from, to }: LogQuery['filter']): string {
  if (from && from === to) return `of ${dayWords(from)}`;
  if (from && to) return `from ${dayWords(from)} to ${dayWords(to)}`;
  if (from) return `since ${dayWords(from)}`;
  return to ? `up to ${dayWords(to)}` : 'of all days';
}

/** The form in which a manager gives a reason, and the reason given. */
function Reason({ session, query: { filter }, faults, reason, writtenReason }: RequestsPageProps) {
  const form = (
    <form method="post" action={REQUESTS_PATH} novalidate autocomplete="off">
      <CsrfField session={session} />
      {[...renderLogQuery({ filter })].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Field
        name="reason"
        label="Reason or reference"
        hint="Like “complaint 12” or “report for the quarter”. It is kept in the audit trail with your name, each time you look or download. Write no telephone number in it, no name, and nothing that somebody texted."
        written={writtenReason}
        faults={faults}
      />
      <button type="submit" class="govuk-button">
        See requests whole
      </button>
    </form>
  );
  if (reason === undefined) {
    return (
      <section class="staff-reason">
        <h2 class="govuk-heading-m">See requests whole</h2>
        <p class="govuk-body">
          A manager can see each request’s minute, what it was understood as and its texter’s letters, and download the
          requests. First say why. You are asked again after {REASON_SECONDS / 60} minutes.
        </p>
        {form}
      </section>
    );
  }
  return (
    <section class="staff-reason">
      <p class="govuk-body">You see requests whole, for: {reason}</p>
      <details class="govuk-details" open={faults.some(({ field }) => field === 'reason')}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Give another reason</span>
        </summary>
        <div class="govuk-details__text">{form}</div>
      </details>
    </section>
  );
}

function Filters({ query: { filter }, topics, writtenDays, faults, reason }: RequestsPageProps) {
  const isWhole = reason !== undefined;
  return (
    <form method="get" action={REQUESTS_PATH} class="staff-form" novalidate>
      <DateField name="from" label="First day" written={writtenDays.from} faults={faults} />
      <DateField name="to" label="Last day" written={writtenDays.to} faults={faults} />
      <Choice
        name="topic"
        label="Topic"
        chosen={filter.topic}
        choices={topics.map(({ id, keyword }) => [id, keyword])}
      />
      {isWhole && (
        <Choice
          name="outcome"
          label="Understood as"
          chosen={filter.outcome}
          choices={Object.entries(OUTCOME_WORDS).filter(([outcome]) => outcome !== 'forget')}
        />
      )}
      <Choice
        name="delivery"
        label="What became of the reply"
        chosen={filter.delivery}
        choices={Object.entries(DELIVERY_WORDS).filter(([status]) => isWhole || status !== 'unreported')}
      />
      <div class="govuk-button-group">
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show these requests
        </button>
        <a class="govuk-link" href={REQUESTS_PATH}>
          Show all
        </a>
      </div>
    </form>
  );
}

function Choice({
  name,
  label,
  chosen,
  choices,
}: {
  name: string;
  label: string;
  chosen: string | undefined;
  choices: [value: string, words: string][];
}) {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={name}>
        {label}
      </label>
      <select class="govuk-select" id={name} name={name}>
        <option value="">All</option>
        {choices.map(([value, words]) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

const WHAT_BECAME_OF_IT: Column<RecordedRequest> = { name: 'What became of it', cell: whatBecameOf };

/** Whole requests, for managers. */
function detailedColumns({ keywordOf, referenceOf }: RequestsPageProps): Column<RecordedRequest>[] {
  return [
    {
      name: 'When',
      cell: ({ at }) => (
        <time class="staff-nowrap" datetime={at.toISOString()}>
          {momentWords(at)}
        </time>
      ),
    },
    { name: 'Understood as', cell: ({ outcome }) => OUTCOME_WORDS[outcome] },
    { name: 'Reply', cell: ({ reply, letter }) => replyWords(reply, (topic) => keywordOf(topic, letter)) },
    WHAT_BECAME_OF_IT,
    { name: 'Texter', cell: referenceOf },
  ];
}

/** What all staff may see. `disclosure.ts` says why. */
function openColumns({ keywordOf }: RequestsPageProps): Column<RecordedRequest>[] {
  return [
    { name: 'When', cell: ({ at }) => <span class="staff-nowrap">{hourWords(at)}</span> },
    {
      name: 'Reply',
      cell: ({ reply, letter }) =>
        isOpenReply(reply) ? replyWords(reply, (topic) => keywordOf(topic, letter)) : 'Another reply',
    },
    {
      ...WHAT_BECAME_OF_IT,
      // A request without a reply looks like one without a report. Otherwise it would show who opted out.
      cell: (request) => whatBecameOf(request) || DELIVERY_WORDS.unreported,
    },
  ];
}

function whatBecameOf({ segments, delivery }: RecordedRequest): string {
  if (segments === 0) return '';
  if (!delivery) return DELIVERY_WORDS.unreported;
  const { status, errorCode } = delivery;
  if (status === 'delivered') return DELIVERY_WORDS[status];
  return errorCode ? `${errorWords(errorCode)} (${errorCode})` : DELIVERY_WORDS[status];
}
