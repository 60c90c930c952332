import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startBrowser } from '../../infra/browser.ts';
import { type RunningService, startTestService } from '../support/running-service.ts';

let service: RunningService;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let page: Page;

beforeAll(async () => {
  [service, { browser, close: closeBrowser }] = await Promise.all([startTestService(), startBrowser()]);
});
afterAll(async () => {
  await closeBrowser();
  await service.close();
});

async function openPhone(size = { width: 480, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size });
  const opened = await context.newPage();
  await opened.goto(`${service.url}/`);
  await opened.locator('#words').getByText('GRADES').waitFor({ state: 'attached' });
  onTestFinished(() => context.close());
  return opened;
}

/** What the phone shows, from top to bottom, without the sizes. */
function bubbles(onPage: Page): Promise<string[]> {
  return onPage.locator('#texts li p').allInnerTexts();
}

async function untilBubbles(onPage: Page, count: number): Promise<string[]> {
  await onPage
    .locator('#texts li p')
    .nth(count - 1)
    .waitFor();
  return bubbles(onPage);
}

describe('the phone page', () => {
  beforeEach(async () => {
    page = await openPhone();
  });

  it('shows what was typed, and the reply with its segments and characters', async () => {
    await page.getByLabel('Your text').fill('covid!!');
    await page.getByRole('button', { name: 'Send' }).click();
    const [sent, reply] = await untilBubbles(page, 2);
    expect(sent).toContain('covid!!');
    expect(reply).toContain(service.stack.letter().topics.find(({ id }) => id === 'covid')?.texts[0]?.words);
    expect(await page.locator('#texts small').innerText()).toMatch(/^1 segment, \d+ characters$/);
  });

  it('has a button for every keyword of the letter', async () => {
    for (const { keyword } of service.stack.letter().topics) {
      expect(await page.getByRole('button', { name: keyword, exact: true }).count()).toBe(1);
    }
  });

  it('can be used with the keyboard alone', async () => {
    await page.getByLabel('Your text').focus();
    await page.keyboard.type('MENU');
    await page.keyboard.press('Enter');
    await untilBubbles(page, 2);
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    const shown = await untilBubbles(page, 4);
    expect(shown[3]).toContain(service.stack.letter().topics[0]?.texts[0]?.words);
  });

  it('keeps a conversation going, and begins another for another person', async () => {
    await page.getByRole('button', { name: 'GRADES' }).click();
    await untilBubbles(page, 2);
    await page.getByRole('button', { name: 'MORE' }).click();
    const [, , , more] = await untilBubbles(page, 4);
    expect(more).toContain(service.stack.letter().topics[0]?.texts[1]?.words);

    const number = await page.getByLabel('Texting from').inputValue();
    await page.getByRole('button', { name: 'Be another person' }).click();
    expect(await page.getByLabel('Texting from').inputValue()).not.toBe(number);
    expect(await bubbles(page)).toEqual([]);
    await page.getByRole('button', { name: 'MORE' }).click();
    const [, afresh] = await untilBubbles(page, 2);
    expect(afresh).toContain('MENU');
  });

  it('only ever makes up numbers that are nobody’s', async () => {
    expect(await page.getByLabel('Texting from').inputValue()).toMatch(/^\+447700900\d{3}$/);
  });

  it('behaves as in life after STOP: Twilio answers, and nothing of ours arrives until START', async () => {
    await page.getByRole('button', { name: 'STOP' }).click();
    await page.getByText('You have successfully been unsubscribed').waitFor();
    await page.getByRole('button', { name: 'GRADES' }).click();
    await page.getByText('Twilio held our reply back').waitFor();
    await page.getByLabel('Your text').fill('START');
    await page.keyboard.press('Enter');
    await page.getByText('re-subscribed').waitFor();
    await page.getByRole('button', { name: 'GRADES' }).click();
    await page.getByText('Outstanding (the best)').waitFor();
  });

  it('shows both messages when two topics are asked for', async () => {
    await page.getByLabel('Your text').fill('grades and care');
    await page.keyboard.press('Enter');
    const [, grades, care] = await untilBubbles(page, 3);
    const { topics } = service.stack.letter();
    expect(grades).toContain(topics.find(({ id }) => id === 'grades')?.texts[0]?.words);
    expect(care).toContain(topics.find(({ id }) => id === 'care')?.texts[0]?.words);
  });

  it('keeps the conversation when it is loaded again', async () => {
    await page.getByRole('button', { name: 'GRADES' }).click();
    const before = await untilBubbles(page, 2);
    const number = await page.getByLabel('Texting from').inputValue();
    await page.reload();
    expect(await untilBubbles(page, 2)).toEqual(before);
    expect(await page.getByLabel('Texting from').inputValue()).toBe(number);
    await page.getByRole('button', { name: 'MORE' }).click();
    const [, , , more] = await untilBubbles(page, 4);
    expect(more).toContain(service.stack.letter().topics[0]?.texts[1]?.words);
  });

  it('takes a number as people write it, and says what is wrong with another', async () => {
    await page.getByLabel('Texting from').fill('07700 900123');
    await page.getByRole('button', { name: 'GRADES' }).click();
    await untilBubbles(page, 2);
    await page.getByLabel('Texting from').fill('12');
    await page.getByRole('button', { name: 'CARE' }).click();
    await page.getByRole('alert').filter({ hasText: 'Write a whole number' }).waitFor();
  });

  it('shows markup that was typed as it was typed', async () => {
    await page.getByLabel('Your text').fill('<img src=x onerror=alert(1)>');
    await page.getByRole('button', { name: 'Send' }).click();
    const [sent] = await untilBubbles(page, 2);
    expect(sent).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('#texts img').count()).toBe(0);
  });

  it('says so when the service has gone', async () => {
    await page.route('**/phone/texts', (route) => route.abort());
    await page.getByRole('button', { name: 'GRADES' }).click();
    await page.getByRole('alert').filter({ hasText: 'Not sent' }).waitFor();
  });
});

describe.each([
  ['a phone', { width: 320, height: 568 }],
  ['a desk', { width: 1280, height: 900 }],
])('on the screen of %s', (_, size) => {
  it('the page has no barrier that axe finds under WCAG 2.2 AA, and does not scroll sideways', async () => {
    const opened = await openPhone(size);
    await opened.getByLabel('Your text').fill('MENU');
    await opened.keyboard.press('Enter');
    await untilBubbles(opened, 2);
    const { violations } = await new AxeBuilder({ page: opened })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
    expect(await opened.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('the conversation has a third of the screen at least, and the box to write in is on it', async () => {
    const opened = await openPhone(size);
    const conversation = await opened.locator('#conversation').boundingBox();
    const field = await opened.getByLabel('Your text').boundingBox();
    expect(conversation?.height).toBeGreaterThan(size.height / 3);
    expect((field?.y ?? Number.POSITIVE_INFINITY) + (field?.height ?? 0)).toBeLessThanOrEqual(size.height);
  });
});
