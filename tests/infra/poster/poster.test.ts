import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import qrDecoder from 'jsqr';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBrowser } from '../../../infra/browser.ts';
import { CommandError } from '../../../infra/command.ts';
import { readContent } from '../../../infra/content/read-content.ts';
import { fillPoster } from '../../../infra/poster/poster-words.ts';
import { type PosterSize, renderPoster } from '../../../lambdas/staff/poster-document.ts';

const NUMBER = '07700 900123';

function posterFor(number: string, keyword?: string) {
  const read = readContent('content', 'dorset-2021');
  if (!read.isReadable) throw new Error('content/ cannot be read');
  return fillPoster('content', read.source, { number, keyword });
}

/** What a poster shows and how big it is, in CSS pixels. */
interface Printed {
  text: string;
  qrCode: string | undefined;
  colours: Set<string>;
  width: number;
  height: number;
}

describe('on paper', () => {
  let browser: Browser;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ browser, close } = await startBrowser());
  });
  afterAll(() => close());

  async function print(size: PosterSize, keyword?: string): Promise<Printed> {
    const page = await browser.newPage({ viewport: { width: 800, height: 1200 } });
    onTestFinished(() => page.close());
    await page.emulateMedia({ media: 'print' });
    await page.setContent(renderPoster(posterFor(NUMBER, keyword), size));
    const body = page.locator('body');
    const { data, width, height } = PNG.sync.read(await body.screenshot());
    const colours = new Set<string>();
    for (let at = 0; at < data.length; at += 4) colours.add(data.subarray(at, at + 3).join());
    return {
      text: (await body.innerText()).replaceAll('\u00a0', ' '),
      qrCode: qrDecoder.default(new Uint8ClampedArray(data), width, height)?.data,
      colours,
      width: await body.evaluate(({ scrollWidth }) => scrollWidth),
      height: await body.evaluate(({ scrollHeight }) => scrollHeight),
    };
  }

  it.each(['poster', 'card'] as const)(
    'a %s says what to text, that a computer answers, and whom to call',
    async (size) => {
      const { text } = await print(size);
      expect(text).toContain('Text GRADES to 07700 900123');
      expect(text).toMatch(/No person reads your texts/);
      expect(text).toMatch(/Text STOP to stop/);
      expect(text).toMatch(/costs/);
      expect(text).toMatch(/Call 999/);
      expect(text).toMatch(/Childline, free, day or night: 0800 1111/);
    },
  );

  it('a poster shows each topic with what it is about', async () => {
    const { text } = await print('poster');
    for (const { keyword, hint } of posterFor(NUMBER).topics) expect(text).toContain(`${keyword} ${hint}`);
  });

  it.each(['poster', 'card'] as const)('the QR code of a %s opens a message with the word filled in', async (size) => {
    expect((await print(size)).qrCode).toBe('SMSTO:+447700900123:GRADES');
    expect((await print(size, 'care')).qrCode).toBe('SMSTO:+447700900123:CARE');
  });

  it.each(['poster', 'card'] as const)(
    'a %s has shades of grey and no colour, so that any printer will do',
    async (size) => {
      const { colours } = await print(size);
      const isGrey = (colour: string) => new Set(colour.split(',')).size === 1;
      expect([...colours].filter((colour) => !isGrey(colour))).toEqual([]);
    },
  );

  it.each([
    ['poster', 210, 297],
    ['card', 148, 105],
  ] as const)('a %s fits its paper: %d by %d mm', async (size, widthMm, heightMm) => {
    const { width, height } = await print(size);
    expect(width).toBeLessThanOrEqual(Math.ceil((widthMm / 25.4) * 96));
    expect(height).toBeLessThanOrEqual(Math.ceil((heightMm / 25.4) * 96));
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, ['infra/poster/poster.ts', ...args], { stdio: 'pipe' });

  it('writes both as PDF, of one page each', () => {
    const folder = mkdtempSync(join(tmpdir(), 'poster-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    run('--number', NUMBER, '--output', folder);
    for (const size of ['poster', 'card']) {
      const pdf = readFileSync(join(folder, `${size}.pdf`), 'latin1');
      expect(pdf.startsWith('%PDF-')).toBe(true);
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    }
  });

  it('says how it is used when the number is missing', () => {
    expect(() => run()).toThrow(/Give the number to text: npm run poster/);
  });
});

describe('what cannot be printed is named', () => {
  it.each([
    ['a number that is none', '12', undefined, '12 is no telephone number'],
    ['a word that no topic has', NUMBER, 'PIZZA', 'There is no keyword PIZZA. Take one of GRADES, LEADERS'],
  ])('%s', (_, number, keyword, message) => {
    expect(() => posterFor(number, keyword)).toThrow(CommandError);
    expect(() => posterFor(number, keyword)).toThrow(message);
  });
});
