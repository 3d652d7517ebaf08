import { sql, type SqlBool } from 'kysely';
import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toConsent, toConsentRow, type Consent } from '../consents/consents.store.ts';
import type { ConsentRow, ImportedConsentRow } from '../storage/oauth.table.ts';

const consentsOfUsers = bulkSelect<ConsentRow>((db, ids) =>
  db.selectFrom('oauth_consents').selectAll().where('user_id', 'in', ids),
);
const importedOfUsers = bulkSelect<ImportedConsentRow>((db, ids) =>
  db.selectFrom('imported_consents').selectAll().where('user_id', 'in', ids),
);

/** One authorization of one client by one user, as a key of maps: ids have no spaces. */
export function pairOf({ userId, clientId }: { userId: string; clientId: string }): string {
  return `${userId} ${clientId}`;
}

export interface KnownConsents {
  /** What users agree to. */
  consents: Map<string, Consent>;
  /** What was imported once, whether or not it was taken back since. */
  imported: Set<string>;
}

/** By `pairOf`. */
export async function findKnownConsents(db: Db, userIds: readonly string[]): Promise<KnownConsents> {
  const ids = [...new Set(userIds)];
  const consents = (await consentsOfUsers(db, ids)).map(toConsent);
  const imported = await importedOfUsers(db, ids);
  return {
    consents: new Map(consents.map((consent) => [pairOf(consent), consent])),
    imported: new Set(imported.map((row) => pairOf({ userId: row.user_id, clientId: row.client_id }))),
  };
}

const insertConsentRows = bulkInsert<ConsentRow>('oauth_consents', [
  'user_id',
  'client_id',
  'scopes',
  'created_at',
  'updated_at',
]);

export async function insertConsents(tx: Tx, consents: readonly Consent[]): Promise<void> {
  await insertConsentRows(tx, consents.map(toConsentRow));
}

const insertRows = bulkInsert<ImportedConsentRow>('imported_consents', [
  'user_id',
  'client_id',
  'imported_at',
]);

export async function insertImportedConsents(
  tx: Tx,
  consents: readonly { userId: string; clientId: string }[],
  now: number,
): Promise<void> {
  await insertRows(
    tx,
    consents.map(({ userId, clientId }) => ({ user_id: userId, client_id: clientId, imported_at: now })),
  );
}

export async function listConsentsAfter(
  db: Db,
  after: { userId: string; clientId: string } | null,
  limit: number,
): Promise<Consent[]> {
  const { userId, clientId } = after ?? { userId: '', clientId: '' };
  const rows = await db
    .selectFrom('oauth_consents')
    .selectAll()
    .where(sql<SqlBool>`(user_id, client_id) > (${userId}, ${clientId})`)
    .orderBy('user_id')
    .orderBy('client_id')
    .limit(limit)
    .execute();
  return rows.map(toConsent);
}
