/** Everything that the staff pages need from outside. */

import type { Configuration } from 'openid-client';
import type { DescribedText, Letter, Measured } from '../../content/letter.ts';
import type { Fault } from '../aws/log-fault.ts';
import type { Understanding } from '../understanding/understanding.ts';
import type { UsageTable } from '../usage/usage-table.ts';
import type { Frame } from './pages/layout.tsx';
import type { Role, Session } from './session.ts';

export interface StaffDependencies {
  table: UsageTable;
  letter: Letter;
  /** Those that only some numbers have. */
  otherLetters: Letter[];
  texts: DescribedText[];
  /** How well texts left out of learning are understood. Undefined when nothing was measured. */
  measured: Measured | undefined;
  /** What a person's first text means, and how likely each meaning is. */
  understand: (
    text: string,
  ) => Promise<{ understanding: Understanding; likeliest: [meaning: string, probability: number][] }>;
  /** What every page has in its header and footer. */
  frame: Frame;
  /** Scheme and host of these pages, from the configuration and never from a request. */
  origin: string;
  /** The claim with a person's roles, and the names that it uses. */
  roles: { claim: string } & Record<Role, string>;
  retentionDays: number;
  /** What a segment of a reply and an inbound text cost. */
  price: { perSegment: number; perInbound: number; currency: string };
  provider: () => Promise<Configuration>;
  sealingKey: () => Promise<Uint8Array>;
  texterKey: () => Promise<string>;
  now: () => Date;
  logFault: (fault: Fault, facts: { error: unknown; code?: unknown }) => void;
}

/** What the middleware adds to a request. */
export interface StaffEnvironment {
  Variables: { session: Session };
}
