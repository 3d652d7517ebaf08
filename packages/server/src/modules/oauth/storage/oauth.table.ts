interface OauthConsentsTable {
  user_id: string;
  client_id: string;
  /** JSON: scope names by audience; those of OpenID Connect under the empty text. */
  scopes: string;
  created_at: number;
  updated_at: number;
}

interface OauthGrantsTable {
  id: string;
  user_id: string;
  client_id: string;
  session_id: string;
  payload: string;
  created_at: number;
}

interface OauthSessionClientsTable {
  session_id: string;
  client_id: string;
  grant_id: string;
  created_at: number;
}

interface OauthArtifactsTable {
  /** Keyed hash of the code or token, or of the id. */
  id_hash: string;
  model: string;
  client_id: string | null;
  user_id: string | null;
  grant_id: string | null;
  user_code_hash: string | null;
  payload_sealed: string;
  consumed_at: number | null;
  expires_at: number;
}

interface ImportedConsentsTable {
  user_id: string;
  client_id: string;
  imported_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    oauth_consents: OauthConsentsTable;
    oauth_grants: OauthGrantsTable;
    oauth_session_clients: OauthSessionClientsTable;
    oauth_artifacts: OauthArtifactsTable;
    imported_consents: ImportedConsentsTable;
  }
}

export type ArtifactRow = OauthArtifactsTable;
export type GrantRow = OauthGrantsTable;
export type ConsentRow = OauthConsentsTable;
export type SessionClientRow = OauthSessionClientsTable;
export type ImportedConsentRow = ImportedConsentsTable;
