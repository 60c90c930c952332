/** A service of a test's own, with its own table, and what can be asked of it from outside. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { inject, onTestFinished } from 'vitest';
import { parseLocalEnvironment } from '../../infra/local/local-environment.ts';
import { type LocalService, startService } from '../../infra/local/service.ts';
import { readSynthesizedStack, type SynthesizedStack } from '../../infra/local/synthesize.ts';
import {
  inboundForm,
  newMessageSid,
  postSigned,
  readTwiml,
  type WebhookAnswer,
} from '../../infra/local/twilio-phone.ts';

export const AUTH_TOKEN = 'test-auth-token';

export interface RunningService extends LocalService {
  /** Everything that the functions have printed. */
  printed(): string;
  /** Everything that stands in the table, as plain objects. */
  items(): Promise<Record<string, unknown>[]>;
  /** Posts a form with Twilio's signature, or with another token's. */
  post(form: Record<string, string>, authToken?: string): Promise<WebhookAnswer>;
}

/**
 * Starts a service on the synthesized stack.
 *
 * @param variables those that `npm start` reads
 * @param settings the functions' own variables that a council's settings change, for example `RETENTION_DAYS`
 * @param stackFolder where the stack was synthesized: by default the one that all tests share
 */
export async function startTestService(
  variables: Record<string, string> = {},
  settings: Record<string, string> = {},
  stackFolder = inject('stackFolder'),
): Promise<RunningService> {
  // A copy, for a test may put another letter into the bundles.
  const folder = mkdtempSync(join(tmpdir(), 'letter-texts-test-'));
  cpSync(stackFolder, folder, { recursive: true });
  const log: string[] = [];
  const service = await startService(
    withSettings(readSynthesizedStack(folder), settings),
    parseLocalEnvironment({ PORT: '0', TWILIO_AUTH_TOKEN: AUTH_TOKEN, ...variables }),
    (printed) => log.push(printed),
  );
  return {
    ...service,
    async close() {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
    printed: () => log.join(''),
    async items() {
      const { TABLE_NAME } = service.stack.environmentOf('POST /sms');
      const { Items = [] } = await service.stack.dynamoDb.send(new ScanCommand({ TableName: TABLE_NAME }));
      return Items.map((item) => unmarshall(item));
    },
    post: (form, authToken = AUTH_TOKEN) =>
      postSigned({ url: `${service.url}/sms`, signedUrl: `${service.publicUrl}/sms`, authToken, form }),
  };
}

/** The same for one test, which closes it. */
export async function serviceForThisTest(
  variables: Record<string, string> = {},
  settings: Record<string, string> = {},
  stackFolder = inject('stackFolder'),
): Promise<RunningService> {
  const service = await startTestService(variables, settings, stackFolder);
  onTestFinished(() => service.close());
  return service;
}

function withSettings(stack: SynthesizedStack, settings: Record<string, string>): SynthesizedStack {
  const resources = structuredClone(stack.resources);
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    for (const [name, value] of Object.entries(settings)) if (name in Variables) Variables[name] = value;
  }
  return { ...stack, resources };
}

/** The environment in which a command of infra/ reaches a service's table at its endpoint. */
export function commandEnvironment(endpoint: string | undefined): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

let texters = 0;

/** A person with a phone, whose number nobody else in the test run has. */
export interface Texter {
  number: string;
  /**
   * Sends a text; gives what comes back, two texts with a line between, or undefined when nothing does.
   *
   * @param to which of the service's numbers is texted, where they have different letters
   */
  texts(body: string, messageSid?: string, to?: string): Promise<string | undefined>;
}

/** Somebody new, with one of the numbers that Ofcom keeps for fiction. */
export function newTexter(service: RunningService): Texter {
  const number = `+447700900${String(texters).padStart(3, '0')}`;
  texters += 1;
  return {
    number,
    async texts(body, messageSid = newMessageSid(), to = undefined) {
      const received = readTwiml(
        await service.post(inboundForm({ from: number, body, messageSid, ...(to && { to }) })),
      );
      return received.length === 0 ? undefined : received.map(({ text }) => text).join('\n');
    },
  };
}
