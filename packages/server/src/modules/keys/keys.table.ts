import type { SigningAlgorithm, SigningKeyInfo } from './keys.types.ts';

interface SigningKeysTable {
  id: string;
  algorithm: string;
  public_jwk: string | null;
  secret_sealed: string;
  created_at: number;
  retired_at: number | null;
  expires_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    signing_keys: SigningKeysTable;
  }
}

export type PublicJwk = Record<string, unknown>;

/** A key as it is stored; the private or shared part is sealed. */
export interface StoredKey extends SigningKeyInfo {
  /** Null for a shared secret, which has no public part. */
  publicJwk: PublicJwk | null;
  secretSealed: string;
}

const signingAlgorithms: readonly SigningAlgorithm[] = ['ES256', 'EdDSA', 'RS256', 'HS256'];

export function isSigningAlgorithm(name: unknown): name is SigningAlgorithm {
  return signingAlgorithms.some((algorithm) => algorithm === name);
}

export function toRow(key: StoredKey): SigningKeysTable {
  return {
    id: key.id,
    algorithm: key.algorithm,
    public_jwk: key.publicJwk && JSON.stringify(key.publicJwk),
    secret_sealed: key.secretSealed,
    created_at: key.createdAt,
    retired_at: key.retiredAt,
    expires_at: key.expiresAt,
  };
}

export function toStoredKey(row: SigningKeysTable): StoredKey {
  if (!isSigningAlgorithm(row.algorithm)) {
    throw new Error(`Signing key ${row.id} is for ${row.algorithm}, which this version does not know.`);
  }
  return {
    id: row.id,
    algorithm: row.algorithm,
    publicJwk: row.public_jwk === null ? null : (JSON.parse(row.public_jwk) as PublicJwk),
    secretSealed: row.secret_sealed,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
    expiresAt: row.expires_at,
  };
}
