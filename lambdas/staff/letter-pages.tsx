/** Shows the letter as people get it, with a field to try a text. We never store or log what is typed there. */

import type { Context, Hono } from 'hono';
import { chooseReply } from '../replies/choose-reply.ts';
import { renderReply } from '../replies/render-reply.ts';
import { addDays, londonDay } from '../usage/london-day.ts';
import { readUsage } from '../usage/usage-of-period.ts';
import { LETTER_PATH } from './addresses.ts';
import type { StaffDependencies, StaffEnvironment } from './dependencies.ts';
import { LetterPage, type Tried } from './pages/letter-page.tsx';
import { ownFormsOnly } from './session-cookie.ts';
import { show } from './show.tsx';
import { writtenIn } from './written-field.ts';

/** Over how many days we count the texts. */
const COUNTED_DAYS = 30;
/** The longest text that a phone sends: https://www.twilio.com/docs/glossary/what-sms-character-limit */
const MAX_LENGTH = 1600;

export function addLetterPages(app: Hono<StaffEnvironment>, world: StaffDependencies): void {
  const { table, letter, texts, frame } = world;

  app.get(LETTER_PATH, (c) => showLetter(c));

  app.post(LETTER_PATH, ownFormsOnly(world), async (c) => {
    const written = writtenIn((await c.req.parseBody())['text']);
    const message =
      written === ''
        ? 'Enter a text to try'
        : written.length > MAX_LENGTH
          ? `The text must be ${MAX_LENGTH} characters or fewer`
          : undefined;
    if (message) return showLetter(c, { written, faults: [{ field: 'text', message }] });
    const { understanding, likeliest } = await world.understand(written);
    const { reply } = chooseReply(understanding, {}, letter, world.now());
    return showLetter(c, { written, tried: { understanding, likeliest, reply: renderReply(reply, letter) } });
  });

  async function showLetter(
    c: Context<StaffEnvironment>,
    form: { written?: string; faults?: { field: string; message: string }[]; tried?: Tried } = {},
  ) {
    const now = world.now();
    const today = londonDay(now);
    const { total } = await readUsage(table, { first: addDays(today, 1 - COUNTED_DAYS), last: today }, now);
    const session = c.get('session');
    const page = (
      <LetterPage
        layout={{ ...frame, session }}
        session={session}
        texts={texts}
        sentTexts={total.sentTexts}
        countedDays={COUNTED_DAYS}
        letter={letter}
        {...form}
      />
    );
    return show(c, page, form.faults ? 400 : 200);
  }
}
