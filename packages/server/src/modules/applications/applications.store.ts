import { sql } from 'kysely';
import { afterPrefix, isByName, isHopeless, nameKey } from '#modules/access';
import { bulkSelect } from '#platform/db/bulk.ts';
import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { ApplicationPosition } from './application-lists.rules.ts';
import { toApplication, toApplicationRow, type ApplicationRow } from './applications.table.ts';
import type { Application, ApplicationQuery, KnownClient } from './applications.types.ts';

/** What no database could hold is nobody's id. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** By a look at one index and then another; an OR would be left to the planner. */
function isNamed(idOrClientId: string) {
  const named = sql`(select known.id from applications as known where known.client_id = ${idOrClientId})`;
  return sql<boolean>`id = coalesce(${named}, ${idOrClientId})`;
}

export async function findApplication(db: Db, idOrClientId: string): Promise<Application | undefined> {
  if (!isStorable(idOrClientId)) return undefined;
  const row = await db.selectFrom('applications').selectAll().where(isNamed(idOrClientId)).executeTakeFirst();
  return row && toApplication(row);
}

/** The application as it is now, locked until the transaction ends: by a statement that both engines have. */
export async function lockApplication(tx: Tx, idOrClientId: string): Promise<Application | undefined> {
  if (!isStorable(idOrClientId)) return undefined;
  const row = await tx
    .updateTable('applications')
    .set((applications) => ({ updated_at: applications.ref('updated_at') }))
    .where(isNamed(idOrClientId))
    .returningAll()
    .executeTakeFirst();
  return row && toApplication(row);
}

/** All of an owner's, locked until the transaction ends, in order of id. */
export async function lockApplicationsOf(tx: Tx, ownerId: string): Promise<Application[]> {
  const rows = await tx
    .updateTable('applications')
    .set((applications) => ({ updated_at: applications.ref('updated_at') }))
    .where('owner_id', '=', ownerId)
    .returningAll()
    .execute();
  return rows.map(toApplication).sort((a, b) => (a.id < b.id ? -1 : 1));
}

const findByClientIds = bulkSelect<ApplicationRow>((db, keys) =>
  db.selectFrom('applications').selectAll().where('client_id', 'in', keys),
);

export async function findApplications(db: Db, clientIds: readonly string[]): Promise<Application[]> {
  return (await findByClientIds(db, clientIds.filter(isStorable))).map(toApplication);
}

interface KnownRow extends ApplicationRow {
  secret_id: string | null;
  secret_hash: string | null;
  secret_expires_at: number | null;
}

const findWithSecrets = preparedLookup<KnownRow>((db) =>
  db
    .selectFrom('applications')
    .leftJoin('application_secrets', 'application_secrets.application_id', 'applications.id')
    .selectAll('applications')
    .select([
      'application_secrets.id as secret_id',
      'application_secrets.secret_hash',
      'application_secrets.expires_at as secret_expires_at',
    ])
    .where('applications.client_id', '=', '')
    .orderBy('application_secrets.id'),
);

/** By client id, with the hashes of all its secrets: the query of every token request that memory cannot answer. */
export async function findKnownClient(db: Db, clientId: string): Promise<KnownClient | undefined> {
  if (!isStorable(clientId)) return undefined;
  const rows = await findWithSecrets(db, clientId);
  const [first] = rows;
  if (!first) return undefined;
  const secrets = rows.flatMap((row) =>
    row.secret_hash === null || row.secret_id === null
      ? []
      : [{ id: row.secret_id, hash: row.secret_hash, expiresAt: row.secret_expires_at }],
  );
  return { application: toApplication(first), secrets };
}

/** One page; `limit` counts. A range of the index of the order, never a scan. */
export async function listApplications(
  db: Db,
  query: Omit<ApplicationQuery, 'after'>,
  after?: ApplicationPosition,
): Promise<Application[]> {
  const { order, limit, search, ownerId } = query;
  if (isHopeless(search)) return [];
  const direction = order.startsWith('-') ? 'desc' : 'asc';
  const beyond = direction === 'desc' ? '<' : '>';
  const byName = isByName(order);
  let select = db.selectFrom('applications').selectAll().limit(limit);
  if (byName) select = select.orderBy('name_key', direction);
  select = select.orderBy('id', direction);
  if (ownerId !== undefined) select = select.where('owner_id', '=', ownerId);
  if (search !== undefined) {
    const key = nameKey(search);
    select = select.where('name_key', '>=', key).where('name_key', '<', key + afterPrefix);
  }
  if (after !== undefined) {
    select = byName
      ? select.where(sql<boolean>`(name_key, id) ${sql.raw(beyond)} (${after.nameKey}, ${after.id})`)
      : select.where('id', beyond, after.id);
  }
  return (await select.execute()).map(toApplication);
}

export async function countApplicationsOf(db: Db, ownerId: string): Promise<number> {
  const { count } = await db
    .selectFrom('applications')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return count;
}

/** A foreign key refuses an owner who does not exist. */
export async function insertApplication(tx: Tx, application: Application): Promise<void> {
  await tx.insertInto('applications').values(toApplicationRow(application)).execute();
}

export async function updateApplication(tx: Tx, application: Application): Promise<void> {
  const { id, client_id: clientId, ...columns } = toApplicationRow(application);
  await tx
    .updateTable('applications')
    .set(columns)
    .where('id', '=', id)
    .where('client_id', '=', clientId)
    .execute();
}

export async function deleteApplication(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('applications').where('id', '=', id).execute();
}

/** Those behind this client id, in the order of client ids. */
export async function listApplicationsAfter(db: Db, clientId: string, limit: number): Promise<Application[]> {
  const rows = await db
    .selectFrom('applications')
    .selectAll()
    .where('client_id', '>', clientId)
    .orderBy('client_id')
    .limit(limit)
    .execute();
  return rows.map(toApplication);
}
