/** A real Chromium, from npm alone where it can be had, else the Chrome that is installed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Starts the browser; `close` ends it and removes what it unpacked. */
export async function startBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const isFromNpm = process.platform === 'linux' && process.arch === 'x64' && !process.env['CHROME_PATH'];
  if (!isFromNpm) {
    const installed = process.env['CHROME_PATH']
      ? { executablePath: process.env['CHROME_PATH'] }
      : { channel: 'chrome' };
    const browser = await playwright.launch(installed);
    return { browser, close: () => browser.close() };
  }
  // The package unpacks into the temporary folder, and would use what another version left there.
  const folder = mkdtempSync(join(tmpdir(), 'browser-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  // Its usual single process ends with the first context that is closed.
  const args = chromium.args.filter((argument) => argument !== '--single-process');
  const browser = await playwright.launch({ executablePath, args });
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
