import type { Act } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';

export type SigningAlgorithm = 'ES256' | 'EdDSA' | 'RS256' | 'HS256';

export type Claims = Record<string, unknown>;

/** What a JWT turned out to be. Time, type, issuer and audience are the caller's to check. */
export type JwtReading =
  | { isAuthentic: true; header: { alg: string; typ?: string; kid?: string }; claims: Claims }
  | { isAuthentic: false; reason: 'malformed' | 'algorithm' | 'unknown_key' | 'signature' };

export interface SigningKeyInfo {
  /** The `kid`: the RFC 7638 thumbprint of the public key (random for HS256). */
  id: string;
  algorithm: SigningAlgorithm;
  createdAt: number;
  /** When it stopped signing; null while it signs. */
  retiredAt: number | null;
  /** When its last token has expired and it leaves the JWKS; null while it signs. */
  expiresAt: number | null;
}

/** A key as those need it who write JWTs by their own rules. */
export interface SigningKey {
  id: string;
  algorithm: Exclude<SigningAlgorithm, 'HS256'>;
  publicJwk: Record<string, unknown>;
  /** The raw signature (RFC 7518). TypeError for a retired key. */
  sign(data: Buffer): Buffer | Promise<Buffer>;
}

/** The same object as long as no key was added, retired or deleted. Without those of shared secrets. */
export interface SigningKeys {
  /** Undefined when tokens are signed with a shared secret. */
  active: SigningKey | undefined;
  /** Those that still verify. */
  retired: SigningKey[];
}

export interface KeyService {
  /** Makes the first key when there is none, or a new one when the configured algorithm changed. */
  ensureKey(): Promise<void>;
  /** A signed compact JWT (RFC 7515) with `alg`, `typ` and `kid` in its header. */
  sign(claims: Claims, typ: string): Promise<string>;
  /** For the OAuth engine, which writes its own JWTs. */
  signingKeys(): Promise<SigningKeys>;
  /** Checks form, algorithm and signature against the key its `kid` names; never trusts `alg` alone. */
  read(token: string): Promise<JwtReading>;
  /** Public keys still needed (RFC 7517); HS256 keys are never in it. */
  jwks(): Promise<{ keys: Record<string, unknown>[] }>;
  list(): Promise<SigningKeyInfo[]>;
  /** Signs with a new key from now on; the old public key stays until its last token has expired. */
  rotate(act: Act): Promise<SigningKeyInfo>;
  /** Deletes keys that expired. */
  prune(tx: Tx, now: number): Promise<number>;
}
