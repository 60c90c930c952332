/** All that the staff pages need of what is around them. */

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
  /** How well texts are understood that nothing was learned from; undefined when nothing was measured. */
  measured: Measured | undefined;
  /** What a text means as a person's first, and how likely each meaning of a sentence is. */
  understand: (
    text: string,
  ) => Promise<{ understanding: Understanding; likeliest: [meaning: string, probability: number][] }>;
  /** What all pages have around them. */
  frame: Frame;
  /** Scheme and host of these pages, as they are configured: never what a request says. */
  origin: string;
  /** The claim that has a person's roles, and what they are called there. */
  roles: { claim: string } & Record<Role, string>;
  retentionDays: number;
  /** Of a segment of a reply, and of a text received. */
  price: { perSegment: number; perInbound: number; currency: string };
  provider: () => Promise<Configuration>;
  sealingKey: () => Promise<Uint8Array>;
  texterKey: () => Promise<string>;
  now: () => Date;
  logFault: (fault: Fault, facts: { error: unknown; code?: unknown }) => void;
}

/** What a request has by the time a page answers it. */
export interface StaffEnvironment {
  Variables: { session: Session };
}
