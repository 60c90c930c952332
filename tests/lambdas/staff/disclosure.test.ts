/** The curious colleague: a member of staff who knows when somebody texted, and looks at everything that staff can see. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishedMonths, groupOutcomes, isOpenReply, mayFilterBy, rangeOf } from '../../../lambdas/staff/disclosure.ts';
import type { Request } from '../../../lambdas/usage/request.ts';
import { rollUpDays } from '../../../lambdas/usage/roll-ups.ts';
import { sessionOf, staffPagesOn } from '../../support/staff.ts';
import { requestWith, store, usageTablesForThisFile } from '../../support/usage-table-for-tests.ts';

const newTable = usageTablesForThisFile();

/** The three things that a text of a child may have been, which must look alike to staff. */
const ALIKE: Pick<Request, 'outcome' | 'reply'>[] = [
  { outcome: 'distress', reply: { kind: 'safety' } },
  { outcome: 'worry', reply: { kind: 'worry' } },
  { outcome: 'notUnderstood', reply: { kind: 'notUnderstood' } },
];

const EVERYTHING_STAFF_CAN_ASK_FOR = [
  '/staff',
  '/staff?days=7',
  '/staff?days=90',
  '/staff?from=2026-06-10&to=2026-06-10',
  '/staff?from=2026-06-09&to=2026-06-10',
  '/staff?from=2026-06-10&to=2026-06-11',
  '/staff/requests',
  '/staff/requests?day=2026-06-10',
  '/staff/requests?delivery=delivered',
  '/staff/requests?topic=care',
  '/staff/requests?outcome=distress',
  '/staff/requests?outcome=worry',
  '/staff/requests?outcome=notUnderstood',
  '/staff/requests?delivery=unreported',
];

describe('a colleague who knows when a child texted', () => {
  it('sees the same on every page, whether the child was in danger, unhappy or not understood', async () => {
    const seen = await Promise.all(
      ALIKE.map(async (one) => {
        const table = await newTable();
        const at = new Date('2026-06-10T12:34:56Z');
        await store(table, [
          requestWith({ ...one, at, texter: 'the child', messageSid: 'SM1' }),
          requestWith({ at: new Date('2026-06-10T12:36:00Z'), texter: 'the child', messageSid: 'SM2' }),
        ]);
        const pages = staffPagesOn(table, { at: new Date('2026-07-02T15:00:00Z') });
        await rollUpDays(table, pages.clock.now, 30);
        const browser = await pages.browser(sessionOf('staff', pages.clock, { id: 'one', csrfToken: 'one' }));
        const answers = [];
        for (const address of EVERYTHING_STAFF_CAN_ASK_FOR) answers.push((await browser.open(address)).html);
        return answers;
      }),
    );
    const [danger, unhappy, notUnderstood] = seen;
    expect(danger).toHaveLength(EVERYTHING_STAFF_CAN_ASK_FOR.length);
    expect(danger?.join()).toContain('Another reply');
    expect(unhappy).toEqual(danger);
    expect(notUnderstood).toEqual(danger);
  });

  it('cannot tell which texts are one person’s, nor to the minute when a text came', async () => {
    const table = await newTable();
    await store(table, [requestWith({ at: new Date('2026-06-10T12:34:56.789Z'), texter: 'the child' })]);
    const pages = staffPagesOn(table, { at: new Date('2026-06-11T15:00:00Z') });
    const { html } = await (await pages.browser(sessionOf('staff', pages.clock))).open('/staff/requests');
    expect(html).toContain('10 Jun, 13:00 to 13:59');
    expect(html).not.toMatch(/13:34|12:34|Texter|>[B-Z]{6}</);
  });

  it.each(['outcome=distress', 'outcome=optedOut', 'delivery=unreported'])(
    'is refused a list of %s, which a manager gets',
    async (query) => {
      const pages = staffPagesOn(await newTable());
      const open = async (role: 'staff' | 'manager') =>
        (await (await pages.browser(sessionOf(role, pages.clock))).open(`/staff/requests?${query}`)).status;
      expect(await open('staff')).toBe(403);
      expect(await open('manager')).toBe(200);
    },
  );
});

describe('a count of a month', () => {
  it.each([
    [0, 40, 'fewer than 5', 'none reads like a few, or one text in a month would be known by it'],
    [4, 40, 'fewer than 5', 'a few may be known'],
    [5, 40, '5 to 9', 'from five on it is a range'],
    [9, 40, '5 to 9', 'to its end'],
    [17, 18, 'not shown', 'nearly all would tell it of each'],
    [17, 22, '15 to 19', 'five others are enough'],
  ])('of %i among %i is shown as %j: %s', (part, whole, shown) => {
    expect(rangeOf(part, whole)).toBe(shown);
  });

  it('is the same for any two that differ within a range, so one text more can be seen only at its edge', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(4), fc.nat(4), (five, one, other) => {
        expect(rangeOf(five * 5 + one, 10_000)).toBe(rangeOf(five * 5 + other, 10_000));
      }),
    );
  });
});

describe('the months that are shown', () => {
  it.each([
    ['2026-03-15', ['2026-02', '2026-01', '2025-12'], 'February is over'],
    ['2026-03-01', ['2026-01', '2025-12', '2025-11'], 'February is still being counted'],
    ['2026-03-02', ['2026-02', '2026-01', '2025-12'], 'its last day is settled'],
  ])('on %s are %j: %s', (today, months) => {
    expect(finishedMonths(today, 3)).toEqual(months);
  });
});

describe('outcomes', () => {
  it('of danger, worry and not understood are one group, and no group consists of one outcome', () => {
    expect(groupOutcomes({ distress: 1, worry: 2, notUnderstood: 3, topic: 4 })).toEqual({ noTopic: 6, topic: 4 });
  });

  it('can be filtered by managers only, and topics by all staff', () => {
    expect(mayFilterBy({ outcome: 'thanks' }, 'staff')).toBe(false);
    expect(mayFilterBy({ outcome: 'thanks' }, 'manager')).toBe(true);
    expect(mayFilterBy({ topic: 'care', from: '2026-06-10' }, 'staff')).toBe(true);
  });

  it('are shown beside a row only where the reply had a topic', () => {
    expect(isOpenReply({ kind: 'twoTexts', texts: [] })).toBe(true);
    expect(isOpenReply({ kind: 'endOfTopic', topic: 'care' })).toBe(true);
    expect(isOpenReply({ kind: 'inLanguage', language: 'polish', about: 'safety' })).toBe(false);
    expect(isOpenReply({ kind: 'thanks' })).toBe(false);
  });
});
