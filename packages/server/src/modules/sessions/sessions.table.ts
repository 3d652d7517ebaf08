import { readVerification, type User } from '#modules/users';
import type { Session } from './sessions.types.ts';

interface SessionsTable {
  id: string;
  user_id: string;
  /** Keyed hash of the cookie's secret; null for a session without a cookie. */
  secret_hash: string | null;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  authenticated_at: number;
  /** JSON array. */
  amr: string;
  acr: string | null;
  address: string | null;
  user_agent: string | null;
  ended_at: number | null;
  end_reason: string | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    sessions: SessionsTable;
  }
}

export type SessionRow = Omit<SessionsTable, 'secret_hash'>;

export const sessionColumns = [
  'id',
  'user_id',
  'created_at',
  'last_seen_at',
  'expires_at',
  'authenticated_at',
  'amr',
  'acr',
  'address',
  'user_agent',
  'ended_at',
  'end_reason',
] as const satisfies readonly (keyof SessionRow)[];

export function readAmr(json: string): string[] {
  const parsed: unknown = JSON.parse(json);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    authenticatedAt: row.authenticated_at,
    amr: readAmr(row.amr),
    acr: row.acr,
    address: row.address,
    userAgent: row.user_agent,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}

/** The columns of a user that are read together with something of theirs, under names of their own. */
export const holderColumns = [
  'users.id as holder_id',
  'users.external_id as holder_external_id',
  'users.email as holder_email',
  'users.email_verified_at as holder_email_verified_at',
  'users.username as holder_username',
  'users.first_name as holder_first_name',
  'users.last_name as holder_last_name',
  'users.phone as holder_phone',
  'users.is_active as holder_is_active',
  'users.is_staff as holder_is_staff',
  'users.is_superuser as holder_is_superuser',
  'users.created_at as holder_created_at',
  'users.updated_at as holder_updated_at',
  'users.last_sign_in_at as holder_last_sign_in_at',
  'users.version as holder_version',
] as const;

export interface HolderRow {
  holder_id: string;
  holder_external_id: string | null;
  holder_email: string | null;
  holder_email_verified_at: number | null;
  holder_username: string | null;
  holder_first_name: string;
  holder_last_name: string;
  holder_phone: string | null;
  holder_is_active: number;
  holder_is_staff: number;
  holder_is_superuser: number;
  holder_created_at: number;
  holder_updated_at: number;
  holder_last_sign_in_at: number | null;
  holder_version: number;
}

export function toHolder(row: HolderRow): User {
  return {
    id: row.holder_id,
    externalId: row.holder_external_id,
    email: row.holder_email,
    ...readVerification(row.holder_email_verified_at),
    username: row.holder_username,
    firstName: row.holder_first_name,
    lastName: row.holder_last_name,
    phone: row.holder_phone,
    isActive: row.holder_is_active === 1,
    isStaff: row.holder_is_staff === 1,
    isSuperuser: row.holder_is_superuser === 1,
    createdAt: row.holder_created_at,
    updatedAt: row.holder_updated_at,
    lastSignInAt: row.holder_last_sign_in_at,
    version: row.holder_version,
  };
}
