/**
 * What the staff pages keep in the browser: sealed, so that nobody reads or alters it there, and each thing for its own
 * purpose only. Pure: the clock and the key come in.
 */

import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import * as z from 'zod/mini';

/** Somebody who is signed in and may be here. */
export interface Session {
  id: string;
  /** As the provider names the person, for good and for people. */
  subject: string;
  name: string;
  role: Role;
  /** In seconds since 1970. */
  signedInAt: number;
  /** Stands in every form that changes something, and in no other person's. */
  csrfToken: string;
}

/** Staff view; a manager also exports, shows people their data and erases it. */
export type Role = 'staff' | 'manager';

/** What a sign-in that has begun must find again when the provider leads back. */
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
  /** Under which the person asked for it. */
  reference: string;
}

/** Why a manager sees requests whole, until they are asked again. */
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
/** Without a page, a session ends after so long. */
export const IDLE_SESSION_SECONDS = 30 * 60;
/** So long may signing in at the provider take. */
export const SIGN_IN_SECONDS = 10 * 60;
/** After so long a manager is asked anew why. */
export const REASON_SECONDS = 30 * 60;
/** How long each is good for, in seconds. A session is sealed anew with every page, and ends with the working day. */
const GOOD_FOR: Record<keyof Sealed, number> = {
  session: IDLE_SESSION_SECONDS,
  signIn: SIGN_IN_SECONDS,
  lookUp: 10 * 60,
  reason: REASON_SECONDS,
  place: MAX_SESSION_SECONDS,
};

/** The key that everything is sealed with, made of the secret's string. */
export function sealingKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'staff pages', 32));
}

/** Seals something for a purpose, for as long as that is good for. */
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

/** Opens what was sealed for a purpose; undefined when it is missing, altered, expired or sealed for another. */
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
    // What we sealed ourselves has its shape, unless a deployment has changed it since.
    return SHAPES[purpose].safeParse(payload['content']).data as Sealed[Purpose] | undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Whether a session has gone on for as long as any may. */
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
