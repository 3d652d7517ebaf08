import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { MfaBulk } from './bulk/mfa.bulk.types.ts';
import type { PasskeyService } from './passkeys/passkeys.types.ts';

export type * from './bulk/mfa.bulk.types.ts';
export type * from './passkeys/passkeys.types.ts';

/** What somebody can show beside a password. */
export type FactorKind = 'totp' | 'passkey' | 'recovery_code';

/** An authenticator app (RFC 6238). Its secret is never read back. Times in epoch milliseconds. */
export interface TotpFactor {
  id: string;
  userId: string;
  name: string;
  createdAt: number;
  lastUsedAt: number | null;
}

/** A browser that need not show a second factor for a while. */
export interface TrustedDevice {
  id: string;
  userId: string;
  address: string | null;
  userAgent: string | null;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number;
}

/** Where somebody stands: what they have, and whether that is enough. */
export interface Standing {
  /**
   * Recovery codes only beside another factor, or one that is void: alone they are none. Empty: a first factor is all
   * there is.
   */
  has: FactorKind[];
  /** Whether a role of theirs asks for a second factor. */
  isRequired: boolean;
  /** Until when they may do without the one that is required; null when none is missing. */
  graceEndsAt: number | null;
}

/** What a sign-in shows beside its first factor. */
export interface PresentedFactor {
  /** Of an authenticator app, or a recovery code; blanks and dashes do not count. */
  otp?: string | undefined;
  /** The secret of a trusted browser. */
  trustedDevice?: string | undefined;
}

export interface TotpService {
  /**
   * A new app, good for nothing until `confirm`. `secret` is base32, `uri` the otpauth: address for a QR code.
   * Errors: `mfa.too_many_factors` (5).
   */
  begin(act: Act, user: User, name: string): Promise<{ id: string; secret: string; uri: string }>;
  /**
   * The first code shows that the app has the secret. Makes recovery codes where there were none; tells by mail.
   * Errors: `mfa.factor_not_found`, `mfa.invalid_code`, `request.throttled`.
   */
  confirm(
    act: Act,
    user: User,
    confirmed: { id: string; code: string },
  ): Promise<{ factor: TotpFactor; recoveryCodes: string[] | null }>;
  /** The secret of an app that is not confirmed yet, to show it once more; undefined for any other. */
  unconfirmed(user: User, id: string): Promise<{ name: string; secret: string; uri: string } | undefined>;
  list(db: Db, userId: string): Promise<TotpFactor[]>;
  /** Tells by mail. Errors: `mfa.factor_not_found`, `mfa.last_factor`. */
  remove(act: Act, user: User, id: string): Promise<void>;
}

export interface RecoveryCodeService {
  /** Ten new ones, such as `k7mq-x2pw-9dhc`; those before are void. Errors: `mfa.factor_not_found` without any factor. */
  create(act: Act, user: User): Promise<string[]>;
  /** How many are unused. */
  left(db: Db, userId: string): Promise<number>;
}

export interface TrustedDeviceService {
  /** Trusts the browser of an act and gives its secret; undefined where no browser is trusted. At most 10: the oldest goes. */
  trust(act: Act, user: User): Promise<{ secret: string; expiresAt: number } | undefined>;
  list(db: Db, userId: string): Promise<TrustedDevice[]>;
  /** Errors: `mfa.factor_not_found`. */
  forget(act: Act, user: User, id: string): Promise<void>;
}

export interface MfaService {
  totp: TotpService;
  passkeys: PasskeyService;
  recoveryCodes: RecoveryCodeService;
  trustedDevices: TrustedDeviceService;
  /** Notes since when a factor is missing, the first time that somebody asks. */
  standing(user: User): Promise<Standing>;
  /** One indexed read: whether a password alone is enough for most people is asked at every sign-in. */
  hasFactor(db: Db, userId: string): Promise<boolean>;
  /**
   * What a sign-in needs beside a first factor, and what it has shown: the methods of both (RFC 8176), with `mfa`
   * for two. Methods that hold `mfa` already need nothing more.
   * Errors: `mfa.required` when nothing was presented, `mfa.invalid_code`, `request.throttled`;
   * `mfa.enrolment_required` for somebody without the factor that they have to have, when the grace is over.
   */
  prove(
    act: Act,
    user: User,
    shown: PresentedFactor & { amr: readonly string[] },
  ): Promise<{ amr: string[] }>;
  /** Checks a code by itself and uses it up; the methods that it adds. Errors: `mfa.invalid_code`, `request.throttled`. */
  proveCode(act: Act, user: User, code: string): Promise<string[]>;
  /**
   * Removes every factor, recovery code and trusted browser of somebody who has lost theirs, and ends their
   * sessions. Needs `users.reset_factors` and at least what they hold; nobody does it to themselves, since a stolen
   * session would be enough for that; tells by mail. Errors: `access.*`,
   * `users.not_found`.
   */
  reset(caller: Caller, userId: string): Promise<void>;
  /** Port for lower rungs: a new password makes trusted browsers strangers again. */
  forgetDevicesOf(tx: Tx, userId: string): Promise<void>;
  /** Deletes a slice of what has expired, and apps that were never confirmed. */
  prune(tx: Tx, now: number): Promise<number>;
  /** For imports and exports. */
  bulk: MfaBulk;
}

/** What this needs of the rungs beside and above it. */
export interface MfaPorts {
  /** Ends the sessions of a user, in the same transaction; returns how many. */
  endSessions(tx: Tx, act: Act, userId: string, reason: string): Promise<number>;
}
