/** Pages on which managers look up a number, show the person what is stored or erase it, and see that it is done. */

import type { Stored } from '../../usage/erase-texter.ts';
import type { RecordedErasure } from '../../usage/read-stored.ts';
import { ACCESS_FILE_PATH, ACCESS_PATH, CONFIRM_ERASE_PATH, ERASE_PATH } from '../addresses.ts';
import { fullMomentWords } from '../dates.ts';
import { number } from '../figures.ts';
import type { Session } from '../session.ts';
import { ErrorSummary, type FieldFault } from './faults.tsx';
import { Field } from './field.tsx';
import { CsrfField, Layout, type LayoutProps } from './layout.tsx';
import { OlderAndNewest } from './older-and-newest.tsx';
import { Table } from './table.tsx';

type Framed<Props> = Props & { layout: Omit<LayoutProps, 'title'>; session: Session };

export type ErasePageProps = Framed<{
  /** What the manager wrote, if it had faults. */
  written?: { number: string; reference: string };
  faults?: FieldFault[];
  erasures: RecordedErasure[];
  /** The address of older erasures, if there are any. */
  older: string | undefined;
  /** True when these are not the newest erasures. */
  isOlder: boolean;
}>;

/** The id of the erasures on the page. */
export const ERASURES_ID = 'erasures';

export function ErasePage({ layout, session, written, faults = [], ...list }: ErasePageProps) {
  return (
    <Layout {...layout} title="Show or erase" path={ERASE_PATH} isFaulty={faults.length > 0}>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-xl">Show or erase what is stored about a number</h1>
      <p class="govuk-body">
        A person may ask the council what it holds about them, and to erase it. Anyone can also erase their own data by
        texting FORGET.
      </p>
      <p class="govuk-body">
        Make sure that the person who asks is the person who texts. What is held can tell that someone asked for help,
        so a parent, a carer or whoever pays for the phone must not get it for a child without the child’s agreement.
      </p>
      <form method="post" action={ERASE_PATH} novalidate autocomplete="off">
        <CsrfField session={session} />
        <Field
          name="number"
          label="Telephone number"
          hint="Like 07700 900123, or with the country, like +44 7700 900123. You see how much there is before anything is shown or erased."
          type="tel"
          written={written?.number}
          faults={faults}
        />
        <Field
          name="reference"
          label="Reference of the person’s request"
          hint="Like the number of their e-mail or letter. It is kept in the audit trail with your name. The telephone number is not."
          written={written?.reference}
          faults={faults}
        />
        <button type="submit" class="govuk-button">
          Look for it
        </button>
      </form>
      <Erasures {...list} />
    </Layout>
  );
}

function Erasures({ erasures, older, isOlder }: Pick<ErasePageProps, 'erasures' | 'older' | 'isOlder'>) {
  if (erasures.length === 0 && !isOlder) return null;
  return (
    <div id={ERASURES_ID}>
      {erasures.length === 0 ? (
        <p class="govuk-body">There are no older erasures.</p>
      ) : (
        <Table
          caption={isOlder ? 'Older erasures' : 'Last erasures'}
          captionSize="m"
          isWide
          rows={erasures}
          columns={[
            { name: 'When', cell: ({ at }) => <time datetime={at.toISOString()}>{fullMomentWords(at)}</time> },
            { name: 'By', cell: ({ by }) => (by === 'texter' ? 'The person, by FORGET' : by.name) },
            { name: 'Requests', isNumber: true, cell: ({ requests }) => number(requests) },
          ]}
        />
      )}
      <OlderAndNewest
        label="Pages of erasures"
        older={older && { href: older, words: 'Older erasures' }}
        newest={isOlder && { href: `${ERASE_PATH}#${ERASURES_ID}`, words: 'Newest erasures' }}
      />
    </div>
  );
}

export type ConfirmErasePageProps = Framed<{
  stored: Stored;
  /** The number's last digits, for the manager to compare. */
  ending: string;
  /** The texter, sealed. */
  lookUp: string;
}>;

export function ConfirmErasePage({ layout, session, stored, ending, lookUp }: ConfirmErasePageProps) {
  const isNothing = stored.requests === 0 && !stored.hasConversation;
  return (
    <Layout {...layout} title={isNothing ? 'Nothing is stored' : 'Show or erase this?'} path={ERASE_PATH}>
      {isNothing ? (
        <>
          <h1 class="govuk-heading-xl">Nothing is stored about the number ending in {ending}</h1>
          <p class="govuk-body">It has not texted lately, or it has been erased already.</p>
        </>
      ) : (
        <>
          <h1 class="govuk-heading-xl">Show or erase what is stored about the number ending in {ending}?</h1>
          <dl class="govuk-summary-list">
            <div class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">Requests</dt>
              <dd class="govuk-summary-list__value">{number(stored.requests)}</dd>
            </div>
            <div class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">What was sent last, for MORE</dt>
              <dd class="govuk-summary-list__value">{stored.hasConversation ? 'Stored' : 'Not stored'}</dd>
            </div>
          </dl>
          <h2 class="govuk-heading-m">Show it to the person</h2>
          <p class="govuk-body">The audit trail will say that you did, with the reference and not the number.</p>
          <div class="govuk-button-group">
            {/* We open a new tab, because Back does not work from a page that answers a form. */}
            <form method="post" action={ACCESS_PATH} target="_blank" rel="noopener">
              <CsrfField session={session} />
              <input type="hidden" name="lookUp" value={lookUp} />
              <button type="submit" class="govuk-button govuk-button--secondary">
                Show it, to print (opens in a new tab)
              </button>
            </form>
            <form method="post" action={ACCESS_FILE_PATH}>
              <CsrfField session={session} />
              <input type="hidden" name="lookUp" value={lookUp} />
              <button type="submit" class="govuk-button govuk-button--secondary">
                Download it as JSON
              </button>
            </form>
          </div>
          <h2 class="govuk-heading-m">Erase it</h2>
          <p class="govuk-body">
            The Usage page keeps its counts of finished days: they do not say who texted. Today, and yesterday until
            midday, are counted again without this person.
          </p>
          <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">
              !
            </span>
            <strong class="govuk-warning-text__text">
              <span class="govuk-visually-hidden">Warning</span> It cannot be brought back.
            </strong>
          </div>
          <form method="post" action={CONFIRM_ERASE_PATH}>
            <CsrfField session={session} />
            <input type="hidden" name="lookUp" value={lookUp} />
            <button type="submit" class="govuk-button govuk-button--warning">
              Erase it
            </button>
          </form>
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={ERASE_PATH}>
          {isNothing ? 'Look for another number' : 'Leave it as it is'}
        </a>
      </p>
    </Layout>
  );
}

/** @param requests how many we erased. Undefined when there was nothing left to erase */
export function ErasedPage({ layout, requests }: Framed<{ requests: number | undefined }>) {
  if (requests === undefined) {
    return (
      <Layout {...layout} title="Nothing to erase" path={ERASE_PATH}>
        <h1 class="govuk-heading-xl">There was nothing left to erase</h1>
        <p class="govuk-body">It has been erased already, or has expired.</p>
        <p class="govuk-body">
          <a class="govuk-link" href={ERASE_PATH}>
            Erase another number
          </a>
        </p>
      </Layout>
    );
  }
  return (
    <Layout {...layout} title="Erased" path={ERASE_PATH}>
      <div class="govuk-panel govuk-panel--confirmation">
        <h1 class="govuk-panel__title">Erased</h1>
        <div class="govuk-panel__body">
          {requests === 1 ? '1 request' : `${number(requests)} requests`} and all else about the number
        </div>
      </div>
      <p class="govuk-body">
        Copies stay in the table’s backups for up to 35 days. Twilio keeps its own record of what was texted.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={ERASE_PATH}>
          Erase another number
        </a>
      </p>
    </Layout>
  );
}
