import type { TrustedDevice } from '../mfa.types.ts';

interface TrustedDevicesTable {
  id: string;
  user_id: string;
  /** Keyed hash of the cookie's secret. */
  secret_hash: string;
  address: string | null;
  user_agent: string | null;
  created_at: number;
  last_used_at: number | null;
  expires_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    trusted_devices: TrustedDevicesTable;
  }
}

export type TrustedDeviceRow = Omit<TrustedDevicesTable, 'secret_hash'>;

export function toTrustedDevice(row: TrustedDeviceRow): TrustedDevice {
  return {
    id: row.id,
    userId: row.user_id,
    address: row.address,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
