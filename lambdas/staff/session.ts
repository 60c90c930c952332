/**
 * What the staff pages keep in the browser. It is sealed for one purpose, so nobody can read it, change it or use it for
 * another. Pure: the clock and the key are passed in.
 */

import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import * as z from 'zod/mini';

/** Somebody who is signed in and has a role. */
export interface Session {
  id: string;
  /** The provider's permanent id for the person, and the person's name. */
  subject: string;
  name: string;
  role: Role;
  /** In seconds since 1970. */
  signedInAt: number;
  /** Every form that changes something contains it. No two sessions have the same. */
  csrfToken: string;
}

/** Staff view; a manager also exports, shows people their data and erases it. */
export type Role = 'staff' | 'manager';

/** What we need again when the provider sends the person back. */
export interface BegunSignIn {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** The page that was asked for. */
  to: string;
}

/** Whose data a manager has looked up, until it is shown to that person or erased. */
export interface LookUp {
  texter: string;
  sessionId: string;
  /** The reference of the person's request. */
  reference: string;
}

/** Why a manager sees whole requests, until we ask again. */
export interface GivenReason {
  reason: string;
  sessionId: string;
}

/** Where a page of requests ended. */
export interface PlaceInLog {
  at: string;
  messageSid: string;
}

const SHAPES = {
  session: z.object({
    id: z.string(),
    subject: z.string(),
    name: z.string(),
    role: z.enum(['staff', 'manager']),
    signedInAt: z.number(),
    csrfToken: z.string(),
  }),
  signIn: z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), to: z.string() }),
  lookUp: z.object({ texter: z.string(), sessionId: z.string(), reference: z.string() }),
  reason: z.object({ reason: z.string(), sessionId: z.string() }),
  place: z.object({ at: z.iso.datetime(), messageSid: z.string() }),
};
type Sealed = { session: Session; signIn: BegunSignIn; lookUp: LookUp; reason: GivenReason; place: PlaceInLog };

export const MAX_SESSION_SECONDS = 8 * 60 * 60;
/** A session ends when no page is opened for this long. */
export const IDLE_SESSION_SECONDS = 30 * 60;
/** How long signing in at the provider may take. */
export const SIGN_IN_SECONDS = 10 * 60;
/** After this long we ask a manager again. */
export const REASON_SECONDS = 30 * 60;
/** How long each is valid, in seconds. Every page seals the session again, and it ends with the working day. */
const GOOD_FOR: Record<keyof Sealed, number> = {
  session: IDLE_SESSION_SECONDS,
  signIn: SIGN_IN_SECONDS,
  lookUp: 10 * 60,
  reason: REASON_SECONDS,
  place: MAX_SESSION_SECONDS,
};

/** Makes the key that seals everything from the secret's string. */
export function sealingKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'staff pages', 32));
}

/** Seals something for a purpose, for as long as that purpose is valid. */
export async function seal<Purpose extends keyof Sealed>(
  purpose: Purpose,
  content: Sealed[Purpose],
  key: Uint8Array,
  now: Date,
): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return await new EncryptJWT({ content })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(purpose)
    .setExpirationTime(seconds + GOOD_FOR[purpose])
    .encrypt(key);
}

/** Opens what was sealed for a purpose. Undefined when it is missing, altered, expired or sealed for another purpose. */
export async function unseal<Purpose extends keyof Sealed>(
  purpose: Purpose,
  sealed: string | undefined,
  key: Uint8Array,
  now: Date,
): Promise<Sealed[Purpose] | undefined> {
  if (!sealed) return undefined;
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      audience: purpose,
      currentDate: now,
      requiredClaims: ['exp'],
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    // We sealed it ourselves, so it has the right shape unless a deployment has changed that shape.
    return SHAPES[purpose].safeParse(payload['content']).data as Sealed[Purpose] | undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Whether a session has reached its longest possible time. */
export function isOver({ signedInAt }: Session, now: Date): boolean {
  return now.getTime() / 1000 - signedInAt >= MAX_SESSION_SECONDS;
}

/** Whether a form was sent from a page of this session. */
export function isOwnForm({ csrfToken }: Session, sent: unknown): boolean {
  if (typeof sent !== 'string') return false;
  const [own, other] = [Buffer.from(csrfToken), Buffer.from(sent)];
  return own.length === other.length && timingSafeEqual(own, other);
}

/**
 * The role that a claim of the ID token gives, if any.
 *
 * @example roleOf(['cleaner', 'staff'], { staff: 'staff', manager: 'manager' }) // 'staff'
 */
export function roleOf(claim: unknown, names: Record<Role, string>): Role | undefined {
  const held = Array.isArray(claim) ? claim : [claim];
  if (held.includes(names.manager)) return 'manager';
  return held.includes(names.staff) ? 'staff' : undefined;
}
