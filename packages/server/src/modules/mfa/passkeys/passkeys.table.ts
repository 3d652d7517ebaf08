import type { Passkey } from './passkeys.types.ts';

interface PasskeysTable {
  /** The credential id, base64url. */
  id: string;
  user_id: string;
  name: string;
  /** A COSE key (RFC 9052 section 7), base64url. */
  public_key: string;
  sign_count: number;
  /** JSON array: how a browser may reach its authenticator. */
  transports: string;
  /** What kind of authenticator made it; all zeros when it does not say. */
  aaguid: string;
  is_synced: number;
  created_at: number;
  last_used_at: number | null;
  cloned_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    passkeys: PasskeysTable;
  }
}

export type PasskeyRow = Pick<
  PasskeysTable,
  'id' | 'user_id' | 'name' | 'is_synced' | 'created_at' | 'last_used_at' | 'cloned_at'
>;

export const passkeyColumns = [
  'id',
  'user_id',
  'name',
  'is_synced',
  'created_at',
  'last_used_at',
  'cloned_at',
] as const satisfies readonly (keyof PasskeyRow)[];

export function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    isSynced: row.is_synced === 1,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    clonedAt: row.cloned_at,
  };
}

/** What checks the signatures of a passkey, and how its authenticator is reached. */
export interface PasskeyKey {
  passkey: Passkey;
  publicKey: Uint8Array<ArrayBuffer>;
  transports: string[];
}

type KeyRow = PasskeyRow & Pick<PasskeysTable, 'public_key' | 'transports'>;

export function toPasskeyKey(row: KeyRow): PasskeyKey {
  const transports: unknown = JSON.parse(row.transports);
  return {
    passkey: toPasskey(row),
    publicKey: Uint8Array.from(Buffer.from(row.public_key, 'base64url')),
    transports: Array.isArray(transports) ? transports.map(String) : [],
  };
}

export interface NewPasskey {
  id: string;
  userId: string;
  name: string;
  publicKey: Uint8Array;
  signCount: number;
  transports: readonly string[];
  aaguid: string;
  isSynced: boolean;
  now: number;
}

export function toPasskeyRow(passkey: NewPasskey): PasskeysTable {
  return {
    id: passkey.id,
    user_id: passkey.userId,
    name: passkey.name,
    public_key: Buffer.from(passkey.publicKey).toString('base64url'),
    sign_count: passkey.signCount,
    transports: JSON.stringify(passkey.transports),
    aaguid: passkey.aaguid,
    is_synced: passkey.isSynced ? 1 : 0,
    created_at: passkey.now,
    last_used_at: null,
    cloned_at: null,
  };
}
