import type { TotpFactor } from '../mfa.types.ts';

interface TotpFactorsTable {
  id: string;
  user_id: string;
  name: string;
  /** Base32, sealed. */
  secret_sealed: string;
  /** The time step (RFC 6238 section 4.2) of the newest code that was accepted. */
  last_step: number;
  created_at: number;
  /** Null until the first code: good for nothing before. */
  confirmed_at: number | null;
  last_used_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    totp_factors: TotpFactorsTable;
  }
}

export type TotpRow = Omit<TotpFactorsTable, 'secret_sealed' | 'last_step' | 'confirmed_at'>;

export function toTotpFactor(row: TotpRow): TotpFactor {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
