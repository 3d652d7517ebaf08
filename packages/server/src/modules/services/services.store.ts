import { sql } from 'kysely';
import { afterPrefix, isByName, isHopeless, nameKey } from '#modules/access';
import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { toService, toServiceRow, type ServiceRow } from './services.table.ts';
import type { Service, ServiceQuery } from './services.types.ts';

/** What no database could hold names nothing. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** By a look at one index after another; an OR would be left to the planner. */
function isNamed(idOrName: string) {
  const byName = sql`(select known.id from services as known where known.name_key = ${nameKey(idOrName)})`;
  const byAudience = sql`(select known.id from services as known where known.audience = ${idOrName})`;
  return sql<boolean>`id = coalesce(${byName}, ${byAudience}, ${idOrName})`;
}

/** By id, name or audience: none of them can look like another, so at most one is found. */
export async function findService(db: Db, idOrName: string): Promise<Service | undefined> {
  if (!isStorable(idOrName)) return undefined;
  const row = await db.selectFrom('services').selectAll().where(isNamed(idOrName)).executeTakeFirst();
  return row && toService(row);
}

/** The service as it is now, locked until the transaction ends: by a statement that both engines have. */
async function lockService(tx: Tx, idOrName: string): Promise<Service | undefined> {
  if (!isStorable(idOrName)) return undefined;
  const row = await tx
    .updateTable('services')
    .set((services) => ({ updated_at: services.ref('updated_at') }))
    .where(isNamed(idOrName))
    .returningAll()
    .executeTakeFirst();
  return row && toService(row);
}

/** As `lockService`. AppError `services.not_found`. */
export async function getLocked(tx: Tx, idOrName: string): Promise<Service> {
  const service = await lockService(tx, idOrName);
  if (!service) throw new AppError('services.not_found');
  return service;
}

const findRowByAudience = preparedLookup<ServiceRow>((db) =>
  db.selectFrom('services').selectAll().where('audience', '=', ''),
);

export async function findServiceByAudience(db: Db, audience: string): Promise<Service | undefined> {
  if (!isStorable(audience)) return undefined;
  const [row] = await findRowByAudience(db, audience);
  return row && toService(row);
}

/** One page; `limit` counts. A range of the index of the order, never a scan. */
export async function listServices(db: Db, query: ServiceQuery): Promise<Service[]> {
  const { order, limit, search, after } = query;
  if (isHopeless(search)) return [];
  const direction = order.startsWith('-') ? 'desc' : 'asc';
  const column = isByName(order) ? 'name_key' : 'id';
  let select = db.selectFrom('services').selectAll().orderBy(column, direction).limit(limit);
  if (after !== undefined) select = select.where(column, direction === 'desc' ? '<' : '>', after);
  if (search !== undefined) {
    const key = nameKey(search);
    select = select.where('name_key', '>=', key).where('name_key', '<', key + afterPrefix);
  }
  return (await select.execute()).map(toService);
}

/** All of them, in order of id. */
export async function listAllServices(db: Db): Promise<Service[]> {
  const rows = await db.selectFrom('services').selectAll().orderBy('id').execute();
  return rows.map(toService);
}

/** A unique index refuses a name or an audience that is taken. */
export async function insertService(tx: Tx, service: Service): Promise<void> {
  await tx.insertInto('services').values(toServiceRow(service)).execute();
}

export async function updateService(tx: Tx, service: Service): Promise<void> {
  const { id, audience, ...columns } = toServiceRow(service);
  await tx
    .updateTable('services')
    .set(columns)
    .where('id', '=', id)
    .where('audience', '=', audience)
    .execute();
}

export async function deleteService(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('services').where('id', '=', id).execute();
}
