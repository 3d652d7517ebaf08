import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';

/** A WebAuthn credential (W3C Web Authentication Level 3). Times in epoch milliseconds. */
export interface Passkey {
  /** The credential id, base64url. */
  id: string;
  userId: string;
  name: string;
  /** Whether it is kept by a service that copies it between devices. */
  isSynced: boolean;
  createdAt: number;
  lastUsedAt: number | null;
  /** Since when it is good for nothing, because there are two of it; null for a good one. */
  clonedAt: number | null;
}

/** For whom a passkey is shown: null for whoever it turns out to be (discoverable credentials). */
export type Shower = User | null;

export interface PasskeyService {
  readonly isOn: boolean;
  /** What a browser needs to make one. Its challenge is good for ten minutes, once, for this user. */
  registrationOptions(user: User): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /**
   * Makes recovery codes where there were none; tells by mail.
   * Errors: `mfa.passkey_refused`, `mfa.passkey_taken`, `mfa.too_many_factors` (20).
   */
  register(
    act: Act,
    user: User,
    made: { response: RegistrationResponseJSON; name: string },
  ): Promise<{ passkey: Passkey; recoveryCodes: string[] | null }>;
  /** What a browser needs to show one: any, or one of this user's. Its challenge is good for ten minutes, once. */
  authenticationOptions(shower: Shower): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /**
   * Who showed it, and the methods that proves (RFC 8176): `hwk` or `swk`, and `mfa` with `user` when the
   * authenticator verified its user. A counter that went back makes the passkey void, audited and mailed.
   * Errors: `mfa.passkey_refused`, also for one of another user than expected, and for a closed account.
   */
  authenticate(
    act: Act,
    shower: Shower,
    response: AuthenticationResponseJSON,
  ): Promise<{ user: User; passkey: Passkey; amr: string[] }>;
  list(db: Db, userId: string): Promise<Passkey[]>;
  /** Errors: `mfa.factor_not_found`. */
  rename(act: Act, user: User, id: string, name: string): Promise<void>;
  /** Tells by mail. Errors: `mfa.factor_not_found`, `mfa.last_factor`. */
  remove(act: Act, user: User, id: string): Promise<void>;
  /** Whether somebody has one that is good. */
  has(db: Db, userId: string): Promise<boolean>;
  /** For the reset of all factors. Returns how many there were. */
  removeAllOf(tx: Tx, userId: string): Promise<number>;
}
