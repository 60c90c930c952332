/** The figures at the top of Usage, each compared with the period before. */

import type { DayCounts } from '../../usage/day-counts.ts';
import type { UsageOfPeriod } from '../../usage/usage-of-period.ts';
import { FEWEST_PEOPLE } from '../../usage/wanted-subjects.ts';
import type { StaffDependencies } from '../dependencies.ts';
import { groupOutcomes } from '../disclosure.ts';
import { change, changeOfPeople, money, number, people, share } from '../figures.ts';

export interface FiguresProps {
  usage: UsageOfPeriod;
  price: StaffDependencies['price'];
  dayCount: number;
}

interface Figure {
  name: string;
  value: string;
  note: string;
}

export function Figures({ usage, price, dayCount }: FiguresProps) {
  const { total, before } = usage;
  const period = dayCount === 1 ? 'the day before' : `the ${number(dayCount)} days before`;
  const noTopic = groupOutcomes(total.outcomes).noTopic ?? 0;
  const peopleADay = roughly(total.people.texters / dayCount);
  const { arrived, reported } = arrivals(total);
  const arrivedBefore = arrivals(before);
  const cost = costOf(total, price);
  const costBefore = costOf(before, price);
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
      name: 'Cost of texts, both ways',
      value: money(cost.received + cost.sent, price.currency),
      note: `${money(cost.received, price.currency)} for texts received, ${money(cost.sent, price.currency)} for segments sent; ${money(costBefore.received + costBefore.sent, price.currency)} in ${period}`,
    },
  ];
  return (
    <>
      <dl class="staff-figures">
        {figures.map(({ name, value, note }) => (
          <div>
            <dt class="govuk-body govuk-!-margin-bottom-1">{name}</dt>
            <dd class="govuk-heading-l govuk-!-margin-bottom-1">{value}</dd>
            <dd class="govuk-body-s govuk-!-margin-bottom-0">{note}</dd>
          </div>
        ))}
      </dl>
      <p class="govuk-body-s">
        Costs are what Twilio charges at {price.perInbound} {price.currency} for a text received and {price.perSegment}{' '}
        {price.currency} for a segment sent. These are the settings inboundPrice, segmentPrice and currency. A long text
        that somebody sends counts as one here and costs more, as Twilio counts its segments.
      </p>
    </>
  );
}

/**
 * Rounds an average up, because one person in a month is not nobody. From five on it rounds to fives, so that nobody
 * can work out a day with few people by subtracting the other days.
 */
function roughly(average: number): number {
  const whole = Math.ceil(average);
  return whole < FEWEST_PEOPLE ? whole : Math.round(whole / FEWEST_PEOPLE) * FEWEST_PEOPLE;
}

/** What Twilio charges for texts in both directions, in the currency of the prices. */
function costOf({ texts, segments }: DayCounts, { perInbound, perSegment }: StaffDependencies['price']) {
  return { received: texts * perInbound, sent: segments * perSegment };
}

/** How many replies arrived, out of those with a final report. */
function arrivals({ deliveries }: DayCounts): { arrived: number; reported: number } {
  const { delivered = 0, undelivered = 0, failed = 0 } = deliveries;
  return { arrived: delivered, reported: delivered + undelivered + failed };
}
