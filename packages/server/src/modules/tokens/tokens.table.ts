interface RefreshFamiliesTable {
  id: string;
  session_id: string;
  user_id: string;
  /** Null for Ostiary's own token API. */
  client_id: string | null;
  scope: string;
  generation: number;
  secret_hash: string;
  previous_hash: string | null;
  created_at: number;
  rotated_at: number | null;
  expires_at: number;
  ended_at: number | null;
  end_reason: string | null;
  /** The authorization it was issued under; null for Ostiary's own token API. */
  grant_id: string | null;
  /** JSON: what the OAuth engine wants back with the token; null for Ostiary's own token API. */
  payload: string | null;
}

interface ApiTokensTable {
  id: string;
  user_id: string;
  name: string;
  kind: string;
  token_hash: string;
  scope: string;
  created_at: number;
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
}

interface ImportedRefreshTokensTable {
  /** Keyed hash of the text of another system's refresh token. */
  token_hash: string;
  /** Null for one that was blacklisted or revoked, or had expired, where it came from. */
  family_id: string | null;
  expires_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    refresh_families: RefreshFamiliesTable;
    api_tokens: ApiTokensTable;
    imported_refresh_tokens: ImportedRefreshTokensTable;
  }
}

export type RefreshFamilyRow = RefreshFamiliesTable;
export type ImportedRefreshTokenRow = ImportedRefreshTokensTable;
export type KeyedApiTokenRow = ApiTokensTable;
export type ApiTokenRow = Omit<ApiTokensTable, 'token_hash'>;
