import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBrowser } from '../../infra/browser.ts';
import { addDays, londonDay } from '../../lambdas/usage/london-day.ts';
import { newTexter, type RunningService, startTestService } from '../support/running-service.ts';

const YEAR = 365;
const TOPICS = ['GRADES', 'CARE', 'HARBOUR', 'COVID', 'LEAVING'];

let browser: Browser;
let closeBrowser: () => Promise<void>;
let quiet: RunningService;
let busy: RunningService;

beforeAll(async () => {
  [quiet, busy, { browser, close: closeBrowser }] = await Promise.all([
    startTestService(),
    startTestService(),
    startBrowser(),
  ]);
  await seed(busy, ['--requests', '4000', '--days', String(YEAR)]);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await Promise.all([quiet.close(), busy.close()]);
});

async function seed(service: RunningService, args: string[]): Promise<void> {
  const { port: PORT } = new URL(service.url);
  await promisify(execFile)(process.execPath, ['infra/local/seed.ts', ...args], { env: { ...process.env, PORT } });
}

/** A browser of somebody's own, in which nobody has signed in yet. */
async function openBrowser(
  service: RunningService,
  options: { viewport?: { width: number; height: number }; javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: service.url, locale: 'en-GB', ...options });
  // Less than a test has, so that it says what did not come.
  context.setDefaultTimeout(10_000);
  onTestFinished(() => context.close());
  return { context, page: await context.newPage() };
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with your work account' }).click();
  await writeName(page, name);
}

/** On the provider’s page. */
async function writeName(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(name);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Gives a reason to see requests whole. */
async function sayWhy(page: Page): Promise<void> {
  await page.getByLabel('Reason or reference').fill('complaint 12');
  await page.getByRole('button', { name: 'See requests whole' }).click();
  await page.getByText('You see requests whole').waitFor();
}

async function openAs(
  name: string,
  service: RunningService,
  path: string,
  options?: Parameters<typeof openBrowser>[1],
): Promise<Page> {
  const { page } = await openBrowser(service, options);
  await page.goto(path);
  await signIn(page, name);
  return page;
}

/** The cells of a table's rows, as they are shown. */
async function rowsOf(page: Page, caption: string): Promise<string[][]> {
  const rows = await page.getByRole('table', { name: caption }).getByRole('row').all();
  return Promise.all(
    rows.slice(1).map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim())),
  );
}

describe('staff', () => {
  it('see what was texted on the phone page, on Usage and on Requests', async () => {
    const { page: phone } = await openBrowser(quiet);
    await phone.goto('/');
    for (const [at, topic] of TOPICS.entries()) {
      await phone.getByRole('button', { name: topic, exact: true }).click();
      await phone.locator('#texts .received').nth(at).waitFor();
    }

    const page = await openAs('staff', quiet, '/staff');
    await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor();
    const topics = await rowsOf(page, 'Texts sent on each topic, MORE included');
    expect(topics.map(([topic]) => topic)).toEqual(expect.arrayContaining(TOPICS));
    const delivered = await rowsOf(page, 'Replies by what became of them');
    expect(Number(delivered[0]?.[2])).toBeGreaterThanOrEqual(TOPICS.length);

    await page.getByRole('link', { name: 'Requests' }).click();
    const requests = await rowsOf(page, 'Requests, the newest first');
    const replies = requests.slice(0, TOPICS.length).map(([, reply]) => reply);
    expect(replies).toEqual(TOPICS.toReversed().map((topic) => `${topic}, text 1`));
    expect(requests[0]).toHaveLength(3);
    expect(requests[0]?.[2]).toBe('It arrived');
  });

  it('cannot export or erase, and are not shown how', async () => {
    const page = await openAs('staff', quiet, '/staff/requests');
    await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: /CSV|erase/ }).count()).toBe(0);
    expect((await page.goto('/staff/requests.csv'))?.status()).toBe(403);
    expect((await page.goto('/staff/erase'))?.status()).toBe(403);
  });

  it('who are in the council but not among the staff are told so, and see nothing', async () => {
    const page = await openAs('colleague', quiet, '/staff');
    await page.getByRole('heading', { name: 'You cannot see these pages' }).waitFor();
    await page.goto('/staff');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('come to the page that they asked for, and after signing out to none', async () => {
    const page = await openAs('staff', quiet, '/staff/requests?topic=grades');
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    expect(page.url()).toBe(`${quiet.url}/staff/requests?topic=grades`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/staff/signed-out');
    await page.goto('/staff/requests');
    await signIn(page, 'manager');
    await page.getByText('Signed in as Local manager').waitFor();
  });

  it('can do all that without JavaScript', async () => {
    const page = await openAs('staff', busy, '/staff', { javaScriptEnabled: false });
    await fillDate(page, 'First day', addDays(londonDay(new Date()), -3));
    await fillDate(page, 'Last day', londonDay(new Date()));
    await page.getByRole('button', { name: 'Show these days' }).click();
    await page.getByText('the 4 days before').first().waitFor();
    await page.getByText('Each day in numbers').click();
    expect(await rowsOf(page, 'Each day, the newest first')).toHaveLength(4);
    await page.getByRole('button', { name: 'Sign out' }).click();
    // The provider's own page, which without JavaScript waits for a click.
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/staff/signed-out');
  });

  it('can do it with the keyboard alone', async () => {
    const page = await openAs('manager', busy, '/staff/requests');
    await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'reason');
    await page.keyboard.type('complaint 12');
    await page.keyboard.press('Enter');
    await page.getByText('You see requests whole').waitFor();
    await tabTo(page, 'outcome');
    await page.keyboard.type('Not');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/outcome=notUnderstood/);
    const requests = await rowsOf(page, 'Requests, the newest first');
    expect(requests.length).toBeGreaterThan(0);
    for (const [, understoodAs] of requests) expect(understoodAs).toMatch(/^Not understood/);
  });

  it('go through older requests page by page, without one twice', async () => {
    const page = await openAs('manager', busy, '/staff/requests');
    await sayWhy(page);
    const seen: string[] = [];
    for (let turned = 0; turned < 3; turned += 1) {
      seen.push(
        ...(await page
          .locator('tbody time')
          .evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''))),
      );
      await page.getByRole('link', { name: 'Older requests' }).click();
    }
    expect(seen).toHaveLength(150);
    expect(seen).toEqual(seen.toSorted().reverse());
    await page.getByRole('link', { name: 'Newest requests' }).click();
    expect(await page.locator('tbody time').first().getAttribute('datetime')).toBe(seen[0]);
  });

  it('are told what is wrong with the days they wrote, and where', async () => {
    const page = await openAs('staff', busy, '/staff?from=2026-02-30&to=');
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await page.getByRole('link', { name: 'Enter the last day' }).click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('to-day');
  });
});

async function fillDate(page: Page, name: string, date: string): Promise<void> {
  const fields = page.getByRole('group', { name });
  const [year = '', month = '', day = ''] = date.split('-');
  await fields.getByLabel('Day').fill(day);
  await fields.getByLabel('Month').fill(month);
  await fields.getByLabel('Year').fill(year);
}

async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.id')) === id) return;
  }
  throw new Error(`The field ${id} was not come to`);
}

describe('signing in', () => {
  it('in two tabs at once leads each to the page that was asked for in it', async () => {
    const { context, page: one } = await openBrowser(quiet);
    const other = await context.newPage();
    await one.goto('/staff/requests');
    await other.goto('/staff/letter');
    for (const page of [one, other]) {
      await page.getByRole('link', { name: 'Sign in with your work account' }).click();
      await page.getByLabel('Name').waitFor();
    }
    await writeName(one, 'staff');
    await one.waitForURL('**/staff/requests');
    await writeName(other, 'staff');
    await other.waitForURL('**/staff/letter');
    await one.reload();
    for (const page of [one, other]) await page.getByText('Signed in as Local staff').waitFor();
    // The forms of both are good.
    await other.getByLabel('Try a text').fill('GRADES');
    await other.getByRole('button', { name: 'Try it' }).click();
    await other.getByRole('heading', { name: 'What would be answered' }).waitFor();
  });

  it('in a tab leads on another that waits at our sign-in page, or at the button', async () => {
    const { context, page: one } = await openBrowser(quiet);
    const other = await context.newPage();
    await other.goto('/staff/letter');
    await one.goto('/staff');
    await signIn(one, 'staff');
    await one.waitForURL('**/staff');
    await other.getByRole('link', { name: 'Sign in with your work account' }).click();
    await other.waitForURL('**/staff/letter');
    await other.goto('/staff/sign-in?to=/staff/requests');
    await other.waitForURL('**/staff/requests');
  });

  it('is good after Back, after a reload of the callback, and from a bookmark of it', async () => {
    const { context, page } = await openBrowser(quiet);
    let callback = '';
    page.on('request', (request) => {
      if (request.url().includes('/sign-in/callback')) callback = request.url();
    });
    await page.goto('/staff/letter');
    await signIn(page, 'staff');
    await page.waitForURL('**/staff/letter');
    expect(callback).toContain('code=');
    await page.goBack();
    await page.goBack();
    await page.getByText('Signed in as Local staff').waitFor();
    expect(page.url()).toBe(`${quiet.url}/staff/letter`);
    for (const address of [callback, `${quiet.url}/staff/sign-in/callback`]) {
      await page.goto(address);
      await page.getByText('Signed in as Local staff').waitFor();
      expect(page.url()).toBe(`${quiet.url}/staff`);
    }

    // The next day.
    await context.clearCookies();
    await page.goto(callback);
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await signIn(page, 'staff');
    await page.getByText('Signed in as Local staff').waitFor();
    expect(page.url()).toBe(`${quiet.url}/staff`);
  });
});

describe('a manager', () => {
  it('takes the filtered requests away as a file for a spreadsheet', async () => {
    const page = await openAs('manager', busy, '/staff/requests?outcome=topic');
    await sayWhy(page);
    expect(page.url()).toBe(`${busy.url}/staff/requests?outcome=topic`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download these requests as CSV' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe('time,day,texter,outcome,reply,topic,text,segments,delivery,error_code');
    const recorded = (await busy.items()).filter(
      ({ sk, outcome }) => /^REQUEST#/.test(String(sk)) && outcome === 'topic',
    );
    expect(lines.slice(1, -1)).toHaveLength(recorded.length);
    for (const line of lines.slice(1, -1))
      expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,\d{4}-\d\d-\d\d,[B-Z]{6},topic,/);
  });

  it('erases what is stored about a number, after seeing how much it is', async () => {
    const person = newTexter(quiet);
    for (const text of ['GRADES', 'MORE']) await person.texts(text);
    const page = await openAs('manager', quiet, '/staff/erase');
    await page.getByLabel('Telephone number').fill(person.number.replace('+44', '0'));
    await page.getByLabel('Reference').fill('letter 12');
    await page.getByRole('button', { name: 'Look for it' }).click();
    await page.getByRole('heading', { name: `ending in ${person.number.slice(-3)}?` }).waitFor();
    expect(await page.locator('.govuk-summary-list').innerText()).toMatch(/Requests\s+2/);
    await page.getByRole('button', { name: 'Erase it' }).click();
    await page.getByRole('heading', { name: 'Erased' }).waitFor();
    expect(await person.texts('MORE')).toBe(quiet.stack.letter().replies.nothingToContinue);

    await page.getByRole('link', { name: 'Erase another number' }).click();
    expect((await rowsOf(page, 'Last erasures'))[0]?.slice(1)).toEqual(['Local manager', '2']);
    expect(page.url()).not.toContain(person.number.slice(-9));
  });
});

describe.each([
  ['a desk', { width: 1280, height: 900 }],
  // As wide as a desk's screen is at 400%: https://www.w3.org/WAI/WCAG22/Understanding/reflow
  ['a phone', { width: 320, height: 568 }],
])('on the screen of %s', (_, viewport) => {
  const today = londonDay(new Date());
  const year = `?from=${addDays(today, -YEAR)}&to=${today}`;

  it.each([
    ['Usage, empty', 'quiet', '/staff?from=2026-01-01&to=2026-01-07'],
    ['Usage of one day', 'busy', `/staff?from=${today}&to=${today}`],
    ['Usage of a year', 'busy', `/staff${year}`],
    ['Usage, with days that cannot be', 'busy', '/staff?from=tomorrow&to=2026-01-01'],
    ['Requests', 'busy', '/staff/requests'],
    ['Requests, none found', 'quiet', '/staff/requests?day=2026-01-01&outcome=distress'],
    ['Erase', 'quiet', '/staff/erase'],
    ['the audit trail', 'quiet', '/staff/audit-trail'],
    ['a page that is not there', 'quiet', '/staff/nowhere'],
  ] as const)('axe finds no barrier, and the page does not scroll sideways: %s', async (__, which, path) => {
    const page = await openAs('manager', which === 'busy' ? busy : quiet, path, { viewport });
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
    await expectNoBarrier(page);
  });

  it.each([
    ['Accessibility statement', '/staff/accessibility'],
    ['Privacy notice', '/staff/privacy'],
  ])('nor in what anybody may read without signing in: %s', async (title, path) => {
    const { page } = await openBrowser(quiet, { viewport });
    await page.goto(path);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await expectNoBarrier(page);
  });

  it('nor in signing in, being refused, erasing and signing out', async () => {
    const { page } = await openBrowser(quiet, { viewport });
    await page.goto('/staff');
    await expectNoBarrier(page);
    await page.goto('/staff/sign-in/callback?state=wrong');
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await expectNoBarrier(page);
    await signIn(page, 'manager');
    await page.getByRole('link', { name: 'Show or erase' }).click();
    await page.getByLabel('Telephone number').fill('0770');
    await page.getByRole('button', { name: 'Look for it' }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await expectNoBarrier(page);
    const person = newTexter(quiet);
    await person.texts('GRADES');
    await page.getByLabel('Telephone number').fill(person.number);
    await page.getByLabel('Reference').fill('letter 12');
    await page.getByRole('button', { name: 'Look for it' }).click();
    await expectNoBarrier(page);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Show it, to print' }).click();
    const shown = await opened;
    await shown.getByRole('heading', { name: 'What we store about you' }).waitFor();
    await expectNoBarrier(shown);
    await shown.close();
    await page.getByRole('button', { name: 'Erase it' }).click();
    await page.getByRole('heading', { name: 'Erased' }).waitFor();
    await expectNoBarrier(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/staff/signed-out');
    await expectNoBarrier(page);
  });
});

async function expectNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  // Nobody sees that a table on a phone has more to its right.
  const tables = page.locator('.staff-scroll');
  expect(await tables.evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth))).toEqual(
    Array(await tables.count()).fill(0),
  );
}
