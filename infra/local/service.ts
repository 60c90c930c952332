/** The whole service on this machine, behind one port: the stack's routes and the phone page. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../command.ts';
import { answerFromApi, respondWithMessage } from './http-api.ts';
import { answerCommand } from './local-commands.ts';
import type { LocalEnvironment } from './local-environment.ts';
import { type LocalStack, startStack } from './local-stack.ts';
import { openOptOuts } from './opt-outs.ts';
import { answerFromPhone } from './phone.ts';
import { answerFromRestApi } from './rest-api.ts';
import type { SynthesizedStack } from './synthesize.ts';

export interface LocalService {
  /** Where it listens, without a slash at the end. */
  url: string;
  publicUrl: string;
  stack: LocalStack;
  close(): Promise<void>;
}

/**
 * Starts the service; when this resolves it can be texted.
 *
 * @param log takes what the functions print, and what fails
 * @param reachTable gives the address at which the functions reach the table, for a test that puts something in between
 * @throws CommandError when the port is taken or the table cannot be had
 */
export async function startService(
  synthesized: SynthesizedStack,
  environment: LocalEnvironment,
  log: (printed: string) => void,
  reachTable: (endpoint: string) => string = (endpoint) => endpoint,
): Promise<LocalService> {
  const server = createServer().listen(environment.PORT, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const isTaken = error.code === 'EADDRINUSE';
    throw new CommandError(
      isTaken
        ? `Port ${environment.PORT} is taken. Stop what uses it, or choose another: PORT=3001 npm start`
        : `Port ${environment.PORT} cannot be listened on (${error.code}). Choose another: PORT=3001 npm start`,
    );
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const publicUrl = environment.PUBLIC_URL ?? url;

  const optOuts = openOptOuts();
  const starting = startStack(synthesized, environment, { url, publicUrl }, log, reachTable);
  server.on('request', async (request, response) => {
    try {
      const stack = await starting;
      const phone = { url, publicUrl, authToken: environment.TWILIO_AUTH_TOKEN, stack, optOuts };
      const isAnswered =
        (await answerFromPhone(phone, request, response)) ||
        (await answerCommand(stack, request, response)) ||
        (await answerFromRestApi(stack.restRoutes, request, response, log));
      if (!isAnswered) await answerFromApi(stack.routes, request, response, log);
    } catch (error) {
      log(`${String(error)}\n`);
      if (!response.headersSent) respondWithMessage(response, 500, 'Internal Server Error');
    }
  });
  const stack = await starting.catch((error: unknown) => {
    server.closeAllConnections();
    server.close();
    throw error;
  });
  return {
    url,
    publicUrl,
    stack,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await stack.close();
    },
  };
}
