import { bulkSelect } from '#platform/db/bulk.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { grantTables, toGrant, toGrantRow, type GrantRow } from './grants.table.ts';
import type { GrantHolder, HolderType, KeptGrant } from './grants.types.ts';

type GrantTable = (typeof grantTables)[HolderType];

const selectOf = (table: GrantTable) =>
  bulkSelect<GrantRow>((db, keys) => db.selectFrom(table).selectAll().where('holder_id', 'in', keys));

const selects = {
  user: selectOf('service_user_grants'),
  group: selectOf('service_group_grants'),
  role: selectOf('service_role_grants'),
};

/** In all services, in no order; without ids those of all holders. */
export async function listGrants(
  db: Db,
  { holder, ids }: { holder: HolderType; ids?: readonly string[] },
): Promise<KeptGrant[]> {
  const rows =
    ids === undefined
      ? await db.selectFrom(grantTables[holder]).selectAll().execute()
      : await selects[holder](db, ids);
  return rows.map((row) => toGrant(holder, row));
}

/** One page in order of the holder's id; `limit` counts. */
export async function listGrantPage(
  db: Db,
  serviceId: string,
  query: { holder: HolderType; limit: number; after?: string },
): Promise<KeptGrant[]> {
  const { holder, limit, after } = query;
  let select = db
    .selectFrom(grantTables[holder])
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('holder_id')
    .limit(limit);
  if (after !== undefined) select = select.where('holder_id', '>', after);
  return (await select.execute()).map((row) => toGrant(holder, row));
}

const namesOf = {
  user: bulkSelect<{ id: string; name: string | null }>((db, ids) =>
    db
      .selectFrom('users')
      .select((eb) => ['id', eb.fn.coalesce('email', 'username').as('name')])
      .where('id', 'in', ids),
  ),
  group: bulkSelect<{ id: string; name: string | null }>((db, ids) =>
    db.selectFrom('groups').select(['id', 'name']).where('id', 'in', ids),
  ),
  role: bulkSelect<{ id: string; name: string | null }>((db, ids) =>
    db.selectFrom('roles').select(['id', 'name']).where('id', 'in', ids),
  ),
};

/** What holders are called, by id. Those who are gone, and users without email and username, are not there. */
export async function listHolderNames(
  db: Db,
  holders: readonly GrantHolder[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const holder of ['user', 'group', 'role'] as const) {
    const ids = holders.filter((one) => one.holder === holder).map(({ id }) => id);
    const rows = ids.length === 0 ? [] : await namesOf[holder](db, [...new Set(ids)]);
    for (const { id, name } of rows) if (name !== null) names.set(id, name);
  }
  return names;
}

export async function findGrant(
  db: Db,
  serviceId: string,
  { holder, id }: GrantHolder,
): Promise<KeptGrant | undefined> {
  const row = await db
    .selectFrom(grantTables[holder])
    .selectAll()
    .where('holder_id', '=', id)
    .where('service_id', '=', serviceId)
    .executeTakeFirst();
  return row && toGrant(holder, row);
}

/** Makes it or takes the place of the one before. A foreign key refuses a holder who does not exist. */
export async function saveGrant(tx: Tx, grant: KeptGrant): Promise<void> {
  const row = toGrantRow(grant);
  const { level, data, updated_at } = row;
  await tx
    .insertInto(grantTables[grant.holder])
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['holder_id', 'service_id']).doUpdateSet({ level, data, updated_at }),
    )
    .execute();
}

export async function deleteGrant(tx: Tx, serviceId: string, { holder, id }: GrantHolder): Promise<void> {
  await tx
    .deleteFrom(grantTables[holder])
    .where('holder_id', '=', id)
    .where('service_id', '=', serviceId)
    .execute();
}

/** Notes that something was given or taken. */
export async function countGrantChange(tx: Tx, serviceId: string): Promise<void> {
  await tx
    .updateTable('services')
    .set((services) => ({ grants_version: services('grants_version', '+', 1) }))
    .where('id', '=', serviceId)
    .execute();
}

export async function findGrantsVersion(db: Db, serviceId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('services')
    .select('grants_version')
    .where('id', '=', serviceId)
    .executeTakeFirst();
  return row?.grants_version;
}

/** Whether anybody was given this level there. */
export async function isLevelInUse(db: Db, serviceId: string, level: string): Promise<boolean> {
  for (const table of Object.values(grantTables)) {
    const found = await db
      .selectFrom(table)
      .select('holder_id')
      .where('service_id', '=', serviceId)
      .where('level', '=', level)
      .limit(1)
      .executeTakeFirst();
    if (found) return true;
  }
  return false;
}
