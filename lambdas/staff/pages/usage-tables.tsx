/** The tables of Usage. `disclosure.ts` decides what they may tell apart. */

import type { Counts, DayCounts } from '../../usage/day-counts.ts';
import type { MonthOfUsage } from '../../usage/usage-of-period.ts';
import { FEWEST_PEOPLE } from '../../usage/wanted-subjects.ts';
import { monthWords, shortDay, spanWords } from '../dates.ts';
import { groupOutcomes, rangeOf } from '../disclosure.ts';
import { number, people, share } from '../figures.ts';
import type { Span, SpanKind } from '../spans.ts';
import { DELIVERY_WORDS, errorWords, GROUP_WORDS } from '../words.ts';
import { Table } from './table.tsx';

const SPAN_NAMES: Record<SpanKind, string> = { day: 'Day', week: 'Week', month: 'Month' };

/** @param spans in order. We only show people by day, because we can't tell who texted on two days */
export function SpansTable({ spans, kind }: { spans: Span[]; kind: SpanKind }) {
  const name = SPAN_NAMES[kind];
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Each {name.toLowerCase()} in numbers</span>
      </summary>
      <div class="govuk-details__text">
        <Table
          caption={`Each ${name.toLowerCase()}, the newest first`}
          isWide
          rows={spans.toReversed()}
          columns={[
            {
              name,
              isRowHeader: true,
              class: kind === 'day' ? 'staff-nowrap' : '',
              cell: (span) => (
                <time datetime={span.first}>{kind === 'day' ? shortDay(span.first) : spanWords(span, kind)}</time>
              ),
            },
            { name: 'Texts', isNumber: true, cell: ({ counts }) => number(counts.texts) },
            ...(kind === 'day'
              ? [{ name: 'People', isNumber: true, cell: ({ counts }: Span) => people(counts.people.texters) }]
              : []),
            { name: 'Topics', isNumber: true, cell: ({ counts }) => number(groupOutcomes(counts.outcomes).topic ?? 0) },
            {
              name: 'No topic found',
              isNumber: true,
              cell: ({ counts }) => number(groupOutcomes(counts.outcomes).noTopic ?? 0),
            },
            { name: 'Segments', isNumber: true, cell: ({ counts }) => number(counts.segments) },
          ]}
        />
      </div>
    </details>
  );
}

/** The numbers of a chart, as a table. */
export function ChartTable({
  caption,
  of,
  names,
  values,
}: {
  caption: string;
  of: string;
  names: string[];
  values: number[];
}) {
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{caption} in numbers</span>
      </summary>
      <div class="govuk-details__text">
        <Table
          caption={caption}
          rows={names.map((name, at) => ({ name, value: values[at] ?? 0 }))}
          columns={[
            { name: of, isRowHeader: true, cell: ({ name }) => name },
            { name: 'Texts', isNumber: true, cell: ({ value }) => number(value) },
          ]}
        />
      </div>
    </details>
  );
}

export function TopicsTable({ topics, keywordOf }: { topics: Counts; keywordOf: (topic: string) => string }) {
  const counted = mostFirst(topics);
  const [, most = 1] = counted[0] ?? [];
  if (counted.length === 0) return <p class="govuk-body">No topic was sent in this period.</p>;
  return (
    <Table
      caption="Texts sent on each topic, MORE included"
      rows={counted}
      columns={[
        { name: 'Topic', isRowHeader: true, cell: ([topic]) => keywordOf(topic) },
        {
          name: '',
          class: 'staff-share',
          cell: ([, count]) => (
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="staff-bar" width={(count / most) * 100} height="10" />
            </svg>
          ),
        },
        { name: 'Texts', isNumber: true, cell: ([, count]) => number(count) },
      ]}
    />
  );
}

export function OutcomesTable({ outcomes, texts }: { outcomes: DayCounts['outcomes']; texts: number }) {
  const counted = mostFirst(groupOutcomes(outcomes));
  if (counted.length === 0) return <p class="govuk-body">No text came in this period.</p>;
  return (
    <Table
      caption="Texts by what they were understood as"
      rows={counted}
      columns={[
        { name: 'Understood as', isRowHeader: true, cell: ([group]) => GROUP_WORDS[group] },
        { name: 'Texts', isNumber: true, cell: ([, count]) => number(count) },
        { name: 'Share', isNumber: true, cell: ([, count]) => share(count, texts) },
      ]}
    />
  );
}

/** Twilio's code for a reply to somebody who has opted out. We hide it, because it would show exactly how few did. */
const OPTED_OUT_CODE = '21610';

function withoutOptOuts({ [OPTED_OUT_CODE]: optedOut = 0, ...others }: Counts): Counts {
  return optedOut > 0 ? { ...others, none: (others['none'] ?? 0) + optedOut } : others;
}

export function DeliveriesTable({ total }: { total: DayCounts }) {
  const { deliveries, errorCodes, replies } = total;
  if (replies === 0) return <p class="govuk-body">No reply was sent in this period.</p>;
  const rows = [
    { words: DELIVERY_WORDS.delivered, code: '', count: deliveries.delivered ?? 0 },
    ...mostFirst(withoutOptOuts(errorCodes)).map(([code, count]) => ({
      words: errorWords(code),
      code: code === 'none' ? '' : code,
      count,
    })),
    { words: DELIVERY_WORDS.unreported, code: '', count: deliveries.unreported ?? 0 },
  ];
  return (
    <Table
      caption="Replies by what became of them"
      rows={rows}
      columns={[
        { name: 'What became of it', isRowHeader: true, cell: ({ words }) => words },
        { name: 'Twilio’s code', cell: ({ code }) => code },
        { name: 'Replies', isNumber: true, cell: ({ count }) => number(count) },
      ]}
    />
  );
}

/** Shows whole months only, in ranges. `disclosure.ts` says why. */
export function MonthsTable({ months }: { months: MonthOfUsage[] }) {
  if (months.length === 0) return <p class="govuk-body">No month is over yet.</p>;
  return (
    <Table
      caption="Finished months, the newest first"
      isWide
      rows={months.map(({ month, counts }) => ({
        month,
        ...counts,
        noTopic: groupOutcomes(counts.outcomes).noTopic ?? 0,
      }))}
      columns={[
        {
          name: 'Month',
          isRowHeader: true,
          class: 'staff-nowrap',
          cell: ({ month }) => <time datetime={month}>{monthWords(month)}</time>,
        },
        { name: 'Texts', isNumber: true, cell: ({ texts }) => number(texts) },
        {
          name: 'Safety replies',
          isNumber: true,
          cell: ({ safetyReplies, noTopic }) => rangeOf(safetyReplies, noTopic),
        },
        { name: 'Worries', isNumber: true, cell: ({ outcomes, noTopic }) => rangeOf(outcomes.worry ?? 0, noTopic) },
        {
          name: 'Not understood',
          isNumber: true,
          cell: ({ outcomes, texts }) => rangeOf(outcomes.notUnderstood ?? 0, texts),
        },
        {
          name: 'People who opted out',
          isNumber: true,
          cell: ({ people }) => rangeOf(people.optedOut, people.texters),
        },
      ]}
    />
  );
}

export function WantedTable({ latest }: { latest: MonthOfUsage | undefined }) {
  if (!latest) return <p class="govuk-body">This is shown when a month is over.</p>;
  const { texters, wanted } = latest.counts.people;
  const counted = mostFirst(wanted).filter(([, count]) => count >= FEWEST_PEOPLE);
  return (
    <>
      <p class="govuk-body">
        In {monthWords(latest.month)}, these subjects were named in texts that were not understood. A person counts once
        a day. A subject named by fewer than {FEWEST_PEOPLE} is not shown.
      </p>
      {counted.length === 0 ? (
        <p class="govuk-body">There were none.</p>
      ) : (
        <Table
          caption="People by what they looked for"
          rows={counted}
          columns={[
            { name: 'Subject', isRowHeader: true, cell: ([subject]) => subject },
            { name: 'People, by the day', isNumber: true, cell: ([, count]) => rangeOf(count, texters) },
          ]}
        />
      )}
    </>
  );
}

function mostFirst<Name extends string>(counts: Counts<Name>): [Name, number][] {
  const counted = Object.entries(counts) as [Name, number][];
  return counted.sort(([name, one], [otherName, other]) => other - one || name.localeCompare(otherName));
}
