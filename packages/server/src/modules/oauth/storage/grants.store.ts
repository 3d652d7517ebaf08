import { preparedInsert, preparedLookup, preparedUpsert } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { GrantRow, SessionClientRow } from './oauth.table.ts';

/** One authorization of a client by a user in a session. `payload` is the engine's: scopes by audience. */
export interface Grant {
  id: string;
  userId: string;
  clientId: string;
  sessionId: string;
  payload: Record<string, unknown>;
  /** Epoch milliseconds. */
  createdAt: number;
}

export function toGrant(row: GrantRow): Grant {
  return {
    id: row.id,
    userId: row.user_id,
    clientId: row.client_id,
    sessionId: row.session_id,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    createdAt: row.created_at,
  };
}

export function toGrantRow(grant: Grant): GrantRow {
  return {
    id: grant.id,
    user_id: grant.userId,
    client_id: grant.clientId,
    session_id: grant.sessionId,
    payload: JSON.stringify(grant.payload),
    created_at: grant.createdAt,
  };
}

const byId = preparedLookup<GrantRow>((db) => db.selectFrom('oauth_grants').selectAll().where('id', '=', ''));

export async function findGrant(db: Db, id: string): Promise<Grant | undefined> {
  const [row] = await byId(db, id);
  return row && toGrant(row);
}

const exists = preparedLookup<{ id: string }>((db) =>
  db.selectFrom('oauth_grants').select('id').where('id', '=', ''),
);

export async function hasGrant(db: Db, id: string): Promise<boolean> {
  return (await exists(db, id)).length > 0;
}

const insertRow = preparedInsert<GrantRow>('oauth_grants', [
  'id',
  'user_id',
  'client_id',
  'session_id',
  'payload',
  'created_at',
]);

export async function insertGrant(tx: Tx, grant: Grant): Promise<void> {
  await insertRow(tx, toGrantRow(grant));
}

/** A grant that outlives the browser's session belongs to one of its own. */
export async function updateGrantSession(tx: Tx, id: string, sessionId: string): Promise<void> {
  await tx.updateTable('oauth_grants').set({ session_id: sessionId }).where('id', '=', id).execute();
}

export type GrantsOf =
  { id: string } | { clientId: string } | { clientId: string; userId: string } | { sessionIds: string[] };

/** What was there. */
export async function deleteGrants(tx: Tx, of: GrantsOf): Promise<Grant[]> {
  let query = tx.deleteFrom('oauth_grants').returningAll();
  if ('id' in of) query = query.where('id', '=', of.id);
  if ('clientId' in of) query = query.where('client_id', '=', of.clientId);
  if ('userId' in of) query = query.where('user_id', '=', of.userId);
  if ('sessionIds' in of) query = query.where('session_id', 'in', of.sessionIds);
  return (await query.execute()).map(toGrant);
}

const clientsOfSession = preparedLookup<Pick<SessionClientRow, 'client_id' | 'grant_id'>>((db) =>
  db.selectFrom('oauth_session_clients').select(['client_id', 'grant_id']).where('session_id', '=', ''),
);

/** The clients a session was used to sign in to, with their latest grant. */
export async function listSessionClients(
  db: Db,
  sessionId: string,
): Promise<{ clientId: string; grantId: string }[]> {
  const rows = await clientsOfSession(db, sessionId);
  return rows.map((row) => ({ clientId: row.client_id, grantId: row.grant_id }));
}

const upsertLink = preparedUpsert<SessionClientRow>(
  'oauth_session_clients',
  ['session_id', 'client_id', 'grant_id', 'created_at'],
  { key: ['session_id', 'client_id'], taken: ['grant_id'] },
);

export async function upsertSessionClient(
  tx: Tx,
  {
    sessionId,
    clientId,
    grantId,
    now,
  }: { sessionId: string; clientId: string; grantId: string; now: number },
): Promise<void> {
  await upsertLink(tx, { session_id: sessionId, client_id: clientId, grant_id: grantId, created_at: now });
}

/** What was there. */
export async function deleteSessionClients(
  tx: Tx,
  of: { sessionIds: string[] } | { sessionId: string; clientId: string } | { clientId: string },
): Promise<{ sessionId: string; clientId: string }[]> {
  let query = tx.deleteFrom('oauth_session_clients').returning(['session_id', 'client_id']);
  if ('sessionIds' in of) query = query.where('session_id', 'in', of.sessionIds);
  if ('sessionId' in of) query = query.where('session_id', '=', of.sessionId);
  if ('clientId' in of) query = query.where('client_id', '=', of.clientId);
  const rows = await query.execute();
  return rows.map((row) => ({ sessionId: row.session_id, clientId: row.client_id }));
}

/**
 * Deletes grants from before that time under which neither a refresh token nor a stored access token lives, at most
 * `limit`; returns how many. Nothing else that was issued under them can live as long.
 */
export async function deleteIdleGrants(
  tx: Tx,
  { before, now, limit }: { before: number; now: number; limit: number },
): Promise<number> {
  const idle = tx
    .selectFrom('oauth_grants')
    .select('oauth_grants.id')
    .where('oauth_grants.created_at', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('refresh_families')
            .select('refresh_families.id')
            .whereRef('refresh_families.grant_id', '=', 'oauth_grants.id')
            .where('refresh_families.ended_at', 'is', null)
            .where('refresh_families.expires_at', '>', now),
        ),
      ),
    )
    // Another system's may live for months.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('oauth_artifacts')
            .select('oauth_artifacts.id_hash')
            .whereRef('oauth_artifacts.grant_id', '=', 'oauth_grants.id')
            .where('oauth_artifacts.expires_at', '>', now),
        ),
      ),
    )
    .orderBy('oauth_grants.created_at')
    .limit(limit);
  const deleted = await tx.deleteFrom('oauth_grants').where('id', 'in', idle).returning('id').execute();
  return deleted.length;
}

/** Deletes links to sessions that are gone, at most `limit`; returns how many. */
export async function deleteStrayLinks(
  tx: Tx,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const stray = tx
    .selectFrom('oauth_session_clients')
    .select(['oauth_session_clients.session_id'])
    .where('oauth_session_clients.created_at', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.id', '=', 'oauth_session_clients.session_id'),
        ),
      ),
    )
    .orderBy('oauth_session_clients.created_at')
    .limit(limit);
  const deleted = await tx
    .deleteFrom('oauth_session_clients')
    .where('session_id', 'in', stray)
    .returning('session_id')
    .execute();
  return deleted.length;
}
