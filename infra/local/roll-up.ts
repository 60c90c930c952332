/** `npm run roll-up`: has the running service count its days now, as it does every few minutes. */

import * as z from 'zod';
import { CommandError, runCommand } from '../command.ts';
import { serviceUrl } from './started-service.ts';

const rolledUp = z.object({ days: z.array(z.string()) });

await runCommand(async () => {
  const url = serviceUrl(process.env);
  const response = await fetch(`${url}/local/roll-up`, { method: 'POST' }).catch(() => undefined);
  if (!response)
    throw new CommandError(`Nothing listens at ${url}. Start npm start first, or set PORT to where it is.`);
  const { data } = rolledUp.safeParse(await response.json().catch(() => undefined));
  if (!data) throw new CommandError(`${url} did not count (${response.status}). What it printed says why.`);
  console.log(`Counted: ${data.days.join(', ')}`);
});
