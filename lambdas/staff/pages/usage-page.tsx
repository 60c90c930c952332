/** How the service was used in a period, in figures, charts and tables. */

import type { Counts, DayCounts } from '../../usage/day-counts.ts';
import { countDays } from '../../usage/london-day.ts';
import type { MonthOfUsage, UsageOfPeriod } from '../../usage/usage-of-period.ts';
import { FEWEST_PEOPLE } from '../../usage/wanted-subjects.ts';
import { USAGE_CSV_PATH, USAGE_PATH } from '../addresses.ts';
import { dayWords, monthWords, shortDay } from '../dates.ts';
import { groupOutcomes, rangeOf } from '../disclosure.ts';
import { change, changeOfPeople, money, number, people, share } from '../figures.ts';
import { OFFERED_DAYS, type ParsedPeriod } from '../parse-period.ts';
import { DELIVERY_WORDS, errorWords, GROUP_WORDS } from '../words.ts';
import { DayChart } from './day-chart.tsx';
import { ErrorSummary, FieldError } from './faults.tsx';
import { Layout, type LayoutProps } from './layout.tsx';

export interface UsagePageProps {
  layout: Omit<LayoutProps, 'title'>;
  parsed: ParsedPeriod;
  /** What was written into the form. */
  written: { from: string; to: string };
  today: string;
  usage: UsageOfPeriod;
  /** Those that are over, the newest first. */
  months: MonthOfUsage[];
  keywordOf: (topic: string) => string;
  /** Of a segment of a reply. */
  price: { perSegment: number; currency: string };
}

export function UsagePage({ layout, parsed, written, today, usage, months, keywordOf, price }: UsagePageProps) {
  const { period } = parsed;
  const { total, days } = usage;
  const faults = parsed.kind === 'faulty' ? parsed.faults : [];
  return (
    <Layout {...layout} title="Usage" path={USAGE_PATH} isFaulty={faults.length > 0}>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-xl">Usage</h1>
      <Periods parsed={parsed} written={written} today={today} />
      <h2 class="govuk-heading-l">
        {period.first === period.last
          ? dayWords(period.first)
          : `${dayWords(period.first)} to ${dayWords(period.last)}`}
      </h2>
      {period.last === today && <p class="govuk-body">Today is counted up to this moment.</p>}
      <UnfinishedDays days={days} />
      <Figures usage={usage} price={price} dayCount={countDays(period.first, period.last)} />

      <h2 class="govuk-heading-m">Texts a day</h2>
      <DayChart title="Texts a day" days={days.map(({ day, counts }) => ({ day, value: counts.texts }))} />
      <DaysTable days={days} />
      <p class="govuk-body">
        <a
          class="govuk-link"
          href={`${USAGE_CSV_PATH}?${new URLSearchParams({ from: period.first, to: period.last })}`}
          download
        >
          Download each day as CSV
        </a>
      </p>

      <h2 class="govuk-heading-m">Topics</h2>
      <TopicsTable topics={total.topics} keywordOf={keywordOf} />

      <h2 class="govuk-heading-m">What texts were understood as</h2>
      <OutcomesTable outcomes={total.outcomes} texts={total.texts} />

      <h2 class="govuk-heading-m">Whether replies arrived</h2>
      <DeliveriesTable total={total} />

      <h2 class="govuk-heading-m">Safety replies, month by month</h2>
      <MonthsTable months={months} />

      <h2 class="govuk-heading-m">What people looked for and did not find</h2>
      <WantedTable latest={months[0]} />
    </Layout>
  );
}

function UnfinishedDays({ days }: Pick<UsageOfPeriod, 'days'>) {
  const unfinished = days.filter(({ isUnfinished }) => isUnfinished).map(({ day }) => dayWords(day));
  if (unfinished.length === 0) return null;
  return (
    <div class="govuk-inset-text">
      Not all texts are counted yet of {new Intl.ListFormat('en-GB').format(unfinished)}. The counting stands still:
      tell whoever runs the service.
    </div>
  );
}

function Periods({ parsed, written, today }: Pick<UsagePageProps, 'parsed' | 'written' | 'today'>) {
  const offered = parsed.kind === 'period' ? parsed.offered : undefined;
  const faults = parsed.kind === 'faulty' ? parsed.faults : [];
  const isWritten = written.from !== '' || written.to !== '';
  const fields = [
    { name: 'from', label: 'First day', value: isWritten ? written.from : parsed.period.first },
    { name: 'to', label: 'Last day', value: isWritten ? written.to : parsed.period.last },
  ] as const;
  return (
    <>
      <ul class="staff-periods govuk-body">
        {OFFERED_DAYS.map((days) => (
          <li>
            {days === offered ? (
              <strong aria-current="true">Last {days} days</strong>
            ) : (
              <a class="govuk-link" href={`${USAGE_PATH}?days=${days}`}>
                Last {days} days
              </a>
            )}
          </li>
        ))}
      </ul>
      <form method="get" action={USAGE_PATH} class="staff-form" novalidate>
        {fields.map(({ name, label, value }) => {
          const fault = faults.find(({ field }) => field === name);
          return (
            <div class={`govuk-form-group${fault ? ' govuk-form-group--error' : ''}`}>
              <label class="govuk-label" for={name}>
                {label}
              </label>
              <FieldError fault={fault} />
              <input
                class={`govuk-input${fault ? ' govuk-input--error' : ''}`}
                type="date"
                id={name}
                name={name}
                value={value}
                max={today}
                aria-describedby={fault && `${name}-error`}
              />
            </div>
          );
        })}
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show these days
        </button>
      </form>
    </>
  );
}

interface Figure {
  name: string;
  value: string;
  note: string;
}

function Figures({ usage, price, dayCount }: Pick<UsagePageProps, 'usage' | 'price'> & { dayCount: number }) {
  const { total, before } = usage;
  const period = dayCount === 1 ? 'the day before' : `the ${number(dayCount)} days before`;
  const noTopic = groupOutcomes(total.outcomes).noTopic ?? 0;
  const peopleADay = roughly(total.people.texters / dayCount);
  const { arrived, reported } = arrivals(total);
  const arrivedBefore = arrivals(before);
  const figures: Figure[] = [
    { name: 'Texts received', value: number(total.texts), note: change(total.texts, before.texts, period) },
    {
      name: 'No topic found',
      value: total.texts === 0 ? '0' : `${number(noTopic)} (${share(noTopic, total.texts)})`,
      note: change(noTopic, groupOutcomes(before.outcomes).noTopic ?? 0, period),
    },
    {
      name: 'Replies that arrived',
      value: reported === 0 ? 'nothing reported' : share(arrived, reported),
      note:
        arrivedBefore.reported === 0
          ? `nothing reported in ${period}`
          : `${share(arrivedBefore.arrived, arrivedBefore.reported)} in ${period}`,
    },
    {
      name: 'People a day, on average',
      value: peopleADay < FEWEST_PEOPLE ? people(peopleADay) : `about ${number(peopleADay)}`,
      note: changeOfPeople(peopleADay, roughly(before.people.texters / dayCount), period),
    },
    { name: 'Segments sent', value: number(total.segments), note: change(total.segments, before.segments, period) },
    {
      name: 'Cost of those segments',
      value: money(total.segments * price.perSegment, price.currency),
      note: `${money(before.segments * price.perSegment, price.currency)} in ${period}, at ${price.perSegment} ${price.currency} each`,
    },
  ];
  return (
    <dl class="staff-figures">
      {figures.map(({ name, value, note }) => (
        <div>
          <dt class="govuk-body govuk-!-margin-bottom-1">{name}</dt>
          <dd class="govuk-heading-l govuk-!-margin-bottom-1">{value}</dd>
          <dd class="govuk-body-s govuk-!-margin-bottom-0">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * An average, up, for one person in a month is not nobody; and to fives, so that a day with few people cannot be had out of it
 * by subtracting the others.
 */
function roughly(average: number): number {
  const whole = Math.ceil(average);
  return whole < FEWEST_PEOPLE ? whole : Math.round(whole / FEWEST_PEOPLE) * FEWEST_PEOPLE;
}

/** Of the replies whose end is known, how many arrived. */
function arrivals({ deliveries }: DayCounts): { arrived: number; reported: number } {
  const { delivered = 0, undelivered = 0, failed = 0 } = deliveries;
  return { arrived: delivered, reported: delivered + undelivered + failed };
}

function DaysTable({ days }: Pick<UsageOfPeriod, 'days'>) {
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Each day in numbers</span>
      </summary>
      <div class="govuk-details__text">
        <section class="staff-scroll" aria-label="Each day in numbers" tabindex={0}>
          <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">Each day, the newest first</caption>
            <thead class="govuk-table__head">
              <tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">
                  Day
                </th>
                <NumberHeader name="Texts" />
                <NumberHeader name="People" />
                <NumberHeader name="No topic found" />
                <NumberHeader name="Segments" />
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {days.toReversed().map(({ day, counts }) => (
                <tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header staff-nowrap">
                    <time datetime={day}>{shortDay(day)}</time>
                  </th>
                  <NumberCell value={number(counts.texts)} />
                  <NumberCell value={people(counts.people.texters)} />
                  <NumberCell value={number(groupOutcomes(counts.outcomes).noTopic ?? 0)} />
                  <NumberCell value={number(counts.segments)} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </details>
  );
}

function TopicsTable({ topics, keywordOf }: { topics: Counts } & Pick<UsagePageProps, 'keywordOf'>) {
  const counted = mostFirst(topics);
  const [, most = 1] = counted[0] ?? [];
  if (counted.length === 0) return <p class="govuk-body">No topic was sent in this period.</p>;
  return (
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--s">Texts sent on each topic, MORE included</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">
            Topic
          </th>
          <td class="govuk-table__header staff-share" />
          <NumberHeader name="Texts" />
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {counted.map(([topic, count]) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {keywordOf(topic)}
            </th>
            <td class="govuk-table__cell staff-share">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="staff-bar" width={(count / most) * 100} height="10" />
              </svg>
            </td>
            <NumberCell value={number(count)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OutcomesTable({ outcomes, texts }: { outcomes: DayCounts['outcomes']; texts: number }) {
  const counted = mostFirst(groupOutcomes(outcomes));
  if (counted.length === 0) return <p class="govuk-body">No text came in this period.</p>;
  return (
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--s">Texts by what they were understood as</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">
            Understood as
          </th>
          <NumberHeader name="Texts" />
          <NumberHeader name="Share" />
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {counted.map(([group, count]) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {GROUP_WORDS[group]}
            </th>
            <NumberCell value={number(count)} />
            <NumberCell value={share(count, texts)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Twilio's code for a reply to somebody who has opted out: by itself it would say exactly how few did. */
const OPTED_OUT_CODE = '21610';

function withoutOptOuts({ [OPTED_OUT_CODE]: optedOut = 0, ...others }: Counts): Counts {
  return optedOut > 0 ? { ...others, none: (others['none'] ?? 0) + optedOut } : others;
}

function DeliveriesTable({ total }: { total: DayCounts }) {
  const { deliveries, errorCodes, replies } = total;
  if (replies === 0) return <p class="govuk-body">No reply was sent in this period.</p>;
  const rows = [
    { words: DELIVERY_WORDS.delivered, code: '', count: deliveries.delivered ?? 0 },
    ...mostFirst(withoutOptOuts(errorCodes)).map(([code, count]) => ({
      words: errorWords(code),
      code: code === 'none' ? '' : code,
      count,
    })),
    { words: DELIVERY_WORDS.sent, code: '', count: deliveries.sent ?? 0 },
    { words: DELIVERY_WORDS.unreported, code: '', count: deliveries.unreported ?? 0 },
  ];
  return (
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--s">Replies by what became of them</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">
            What became of it
          </th>
          <th scope="col" class="govuk-table__header">
            Twilio’s code
          </th>
          <NumberHeader name="Replies" />
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map(({ words, code, count }) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {words}
            </th>
            <td class="govuk-table__cell">{code}</td>
            <NumberCell value={number(count)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Only whole months, and in ranges: see `disclosure.ts`. */
function MonthsTable({ months }: { months: MonthOfUsage[] }) {
  return (
    <>
      <p class="govuk-body">
        A safety reply has 999, Childline and Shout in it. It is sent to anyone whose text says that they, or a child
        they know, may be in danger, and sometimes to someone who is not. Nobody is told of it, and nobody can act on
        it: the service keeps no number and no words. So that nobody can be singled out, these figures are shown in
        ranges, and only when a month is over.
      </p>
      {months.length === 0 ? (
        <p class="govuk-body">No month is over yet.</p>
      ) : (
        <section class="staff-scroll" aria-label="Safety replies, month by month" tabindex={0}>
          <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">Finished months, the newest first</caption>
            <thead class="govuk-table__head">
              <tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">
                  Month
                </th>
                <NumberHeader name="Texts" />
                <NumberHeader name="Safety replies" />
                <NumberHeader name="Worries" />
                <NumberHeader name="Not understood" />
                <NumberHeader name="People who opted out" />
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {months.map(({ month, counts: { texts, safetyReplies, outcomes, people } }) => (
                <tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header staff-nowrap">
                    <time datetime={month}>{monthWords(month)}</time>
                  </th>
                  <NumberCell value={number(texts)} />
                  <NumberCell value={rangeOf(safetyReplies, groupOutcomes(outcomes).noTopic ?? 0)} />
                  <NumberCell value={rangeOf(outcomes.worry ?? 0, groupOutcomes(outcomes).noTopic ?? 0)} />
                  <NumberCell value={rangeOf(outcomes.notUnderstood ?? 0, texts)} />
                  <NumberCell value={rangeOf(people.optedOut, people.texters)} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function WantedTable({ latest }: { latest: MonthOfUsage | undefined }) {
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
        <table class="govuk-table">
          <caption class="govuk-table__caption govuk-table__caption--s">People by what they looked for</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <th scope="col" class="govuk-table__header">
                Subject
              </th>
              <NumberHeader name="People, by the day" />
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {counted.map(([subject, count]) => (
              <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  {subject}
                </th>
                <NumberCell value={rangeOf(count, texters)} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function NumberHeader({ name }: { name: string }) {
  return (
    <th scope="col" class="govuk-table__header govuk-table__header--numeric">
      {name}
    </th>
  );
}

function NumberCell({ value }: { value: string }) {
  return <td class="govuk-table__cell govuk-table__cell--numeric">{value}</td>;
}

function mostFirst<Name extends string>(counts: Counts<Name>): [Name, number][] {
  const counted = Object.entries(counts) as [Name, number][];
  return counted.sort(([name, one], [otherName, other]) => other - one || name.localeCompare(otherName));
}
