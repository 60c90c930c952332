/** Shows how the service was used in a period, in figures, charts and tables. */

import type { Measured } from '../../../content/letter.ts';
import { countDays } from '../../usage/london-day.ts';
import type { MonthOfUsage, UsageOfPeriod } from '../../usage/usage-of-period.ts';
import { USAGE_CHART_PATH, USAGE_CSV_PATH, USAGE_PATH } from '../addresses.ts';
import { dayWords } from '../dates.ts';
import type { Health } from '../health.ts';
import { FINANCIAL_YEARS, OFFERED_DAYS, type ParsedPeriod } from '../parse-period.ts';
import { groupIntoSpans, SPAN_KINDS, type SpanKind } from '../spans.ts';
import { hoursChart, spansChart, weekdaysChart } from '../usage-charts.ts';
import type { WrittenDate } from '../written-date.ts';
import { BarChart, type BarChartProps } from './bar-chart.tsx';
import { ErrorSummary } from './faults.tsx';
import { DateField } from './field.tsx';
import { Layout, type LayoutProps } from './layout.tsx';
import { SafetyRepliesExplained } from './safety-replies.tsx';
import { Figures, type FiguresProps } from './usage-figures.tsx';
import { HealthBanner, HealthFacts } from './usage-health.tsx';
import {
  ChartTable,
  DeliveriesTable,
  MonthsTable,
  OutcomesTable,
  SpansTable,
  TopicsTable,
  WantedTable,
} from './usage-tables.tsx';

export interface UsagePageProps {
  layout: Omit<LayoutProps, 'title'>;
  parsed: ParsedPeriod;
  /** What is in the form's date fields. */
  written: { from: WrittenDate; to: WrittenDate };
  today: string;
  usage: UsageOfPeriod;
  /** Finished months, the newest first. */
  months: MonthOfUsage[];
  health: Health;
  measured: Measured | undefined;
  keywordOf: (topic: string) => string;
  price: FiguresProps['price'];
  /** How the first chart groups the days. */
  spanKind: SpanKind;
}

export function UsagePage({
  layout,
  parsed,
  written,
  today,
  usage,
  months,
  health,
  measured,
  keywordOf,
  price,
  spanKind,
}: UsagePageProps) {
  const { period } = parsed;
  const { total, days } = usage;
  const faults = parsed.kind === 'faulty' ? parsed.faults : [];
  const spans = groupIntoSpans(days, spanKind);
  const asked = new URLSearchParams({ from: period.first, to: period.last, by: spanKind });
  return (
    <Layout {...layout} title="Usage" path={USAGE_PATH} isFaulty={faults.length > 0}>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-xl">Usage</h1>
      <HealthBanner warnings={health.warnings} />
      <HealthFacts facts={health.facts} />
      <Periods parsed={parsed} written={written} />
      <h2 class="govuk-heading-l">
        {period.first === period.last
          ? dayWords(period.first)
          : `${dayWords(period.first)} to ${dayWords(period.last)}`}
      </h2>
      {period.last === today && <p class="govuk-body">Today is counted up to this moment.</p>}
      <UnfinishedDays days={days} />
      <Figures usage={usage} price={price} dayCount={countDays(period.first, period.last)} />

      <h2 class="govuk-heading-m">How many texts</h2>
      <SpanKinds period={period} chosen={spanKind} />
      <BarChart {...spansChart(spans, spanKind)} />
      <SpansTable spans={spans} kind={spanKind} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${USAGE_CSV_PATH}?${asked}`} download>
          Download this as CSV
        </a>{' '}
        <a class="govuk-link" href={`${USAGE_CHART_PATH}?${asked}`} download>
          Download the chart
        </a>
      </p>

      <h2 class="govuk-heading-m">When people write</h2>
      <When chart={hoursChart(days)} of="Hour" />
      <When chart={weekdaysChart(days)} of="Day of the week" />

      <h2 class="govuk-heading-m">Topics</h2>
      <TopicsTable topics={total.topics} keywordOf={keywordOf} />

      <h2 class="govuk-heading-m">What texts were understood as</h2>
      <OutcomesTable outcomes={total.outcomes} texts={total.texts} />

      <h2 class="govuk-heading-m">Whether replies arrived</h2>
      <DeliveriesTable total={total} />

      <h2 class="govuk-heading-m">Safety replies, month by month</h2>
      <SafetyRepliesExplained measured={measured} />
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

function Periods({ parsed, written }: Pick<UsagePageProps, 'parsed' | 'written'>) {
  const offered = parsed.kind === 'period' ? parsed.offered : undefined;
  const faults = parsed.kind === 'faulty' ? parsed.faults : [];
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
        {FINANCIAL_YEARS.map((year) => (
          <li>
            {year === offered ? (
              <strong aria-current="true">{FINANCIAL_YEAR_WORDS[year]}</strong>
            ) : (
              <a class="govuk-link" href={`${USAGE_PATH}?year=${year}`}>
                {FINANCIAL_YEAR_WORDS[year]}
              </a>
            )}
          </li>
        ))}
      </ul>
      <form method="get" action={USAGE_PATH} class="staff-form" novalidate>
        <DateField name="from" label="First day" written={written.from} faults={faults} />
        <DateField name="to" label="Last day" written={written.to} faults={faults} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show these days
        </button>
      </form>
    </>
  );
}

const FINANCIAL_YEAR_WORDS = { this: 'This financial year', last: 'Last financial year' } as const;

function SpanKinds({ period: { first, last }, chosen }: { period: { first: string; last: string }; chosen: SpanKind }) {
  return (
    <ul class="staff-periods govuk-body">
      {SPAN_KINDS.map((kind) => (
        <li>
          {kind === chosen ? (
            <strong aria-current="true">By {kind}</strong>
          ) : (
            <a class="govuk-link" href={`${USAGE_PATH}?${new URLSearchParams({ from: first, to: last, by: kind })}`}>
              By {kind}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function When({ chart, of }: { chart: BarChartProps; of: string }) {
  return (
    <>
      <BarChart {...chart} />
      <ChartTable caption={chart.title} of={of} names={chart.names} values={chart.bars.values} />
    </>
  );
}
