import { sql } from 'kysely';
import { bulkSelect } from '#platform/db/bulk.ts';
import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db } from '#platform/db/schema.ts';
import { effectiveAccess, type InheritedAccess } from './effective-access.rules.ts';
import { readData } from './grants.table.ts';
import type { HolderType, ServiceAccess } from './grants.types.ts';

interface ReachRow {
  kind: HolderType | 'levels';
  holder_id: string;
  level: string | null;
  data: string;
}

/**
 * Everything that decides what one user has in one service, and the service's levels: it runs whenever a token
 * for the service is issued. Takes the user's id and the service's for the first three parts, the user's twice
 * in the third, and the service's for the last.
 */
const findReach = preparedLookup<ReachRow>((db) => ({
  compile: () =>
    sql<ReachRow>`
      select 'user' as kind, given.holder_id, given.level, given.data
        from service_user_grants as given where given.holder_id = ${''} and given.service_id = ${''}
      union all
      select 'group', given.holder_id, given.level, given.data
        from user_groups
        inner join service_group_grants as given on given.holder_id = user_groups.group_id
        where user_groups.user_id = ${''} and given.service_id = ${''}
      union all
      select 'role', given.holder_id, given.level, given.data
        from (
          select role_id from user_roles where user_id = ${''}
          union
          select group_roles.role_id from user_groups
            inner join group_roles on group_roles.group_id = user_groups.group_id
            where user_groups.user_id = ${''}
        ) as held
        inner join service_role_grants as given on given.holder_id = held.role_id
        where given.service_id = ${''}
      union all
      select 'levels', services.id, null, services.access_levels from services where services.id = ${''}
    `.compile(db),
}));

function toAccess({ level, data }: ReachRow): ServiceAccess {
  return { level, data: readData(data) };
}

function isInherited(row: ReachRow): row is ReachRow & { kind: 'group' | 'role' } {
  return row.kind === 'group' || row.kind === 'role';
}

interface Place {
  serviceId: string;
  userId: string;
}

async function readReach(db: Db, { serviceId, userId }: Place): Promise<ReachRow[]> {
  const ids = [userId, serviceId, userId, serviceId, userId, userId, serviceId, serviceId];
  return findReach(db, ...ids);
}

function strongestOf(rows: readonly ReachRow[]): ServiceAccess | null {
  const levels = rows.find(({ kind }) => kind === 'levels')?.data ?? '[]';
  const inherited = rows
    .filter(isInherited)
    .map((row): InheritedAccess => ({ ...toAccess(row), holder: row.kind, holderId: row.holder_id }));
  const strongest = effectiveAccess(JSON.parse(levels) as string[], null, inherited);
  return strongest && { level: strongest.level, data: strongest.data };
}

/** What the user has in the service, all told. */
export async function findEffectiveAccess(db: Db, place: Place): Promise<ServiceAccess | null> {
  const rows = await readReach(db, place);
  const own = rows.find(({ kind }) => kind === 'user');
  return own ? toAccess(own) : strongestOf(rows);
}

/** What the user would have there without a grant of their own. */
export async function findInheritedAccess(db: Db, place: Place): Promise<ServiceAccess | null> {
  return strongestOf(await readReach(db, place));
}

interface ReachedRow {
  user_id: string;
  service_id: string;
  holder_id: string;
  level: string | null;
  data: string;
}

/** A grant that reaches a user. */
export interface Reached extends ServiceAccess {
  userId: string;
  serviceId: string;
  holder: HolderType;
  holderId: string;
}

const given = ['given.service_id', 'given.holder_id', 'given.level', 'given.data'] as const;

const listOwn = bulkSelect<ReachedRow>((db, keys) =>
  db
    .selectFrom('service_user_grants as given')
    .select(given)
    .select('given.holder_id as user_id')
    .where('given.holder_id', 'in', keys),
);

const listByGroup = bulkSelect<ReachedRow>((db, keys) =>
  db
    .selectFrom('user_groups')
    .innerJoin('service_group_grants as given', 'given.holder_id', 'user_groups.group_id')
    .select(given)
    .select('user_groups.user_id')
    .where('user_groups.user_id', 'in', keys),
);

const listByRole = bulkSelect<ReachedRow>((db, keys) =>
  db
    .selectFrom('user_roles')
    .innerJoin('service_role_grants as given', 'given.holder_id', 'user_roles.role_id')
    .select(given)
    .select('user_roles.user_id')
    .where('user_roles.user_id', 'in', keys),
);

const listByGroupRole = bulkSelect<ReachedRow>((db, keys) =>
  db
    .selectFrom('user_groups')
    .innerJoin('group_roles', 'group_roles.group_id', 'user_groups.group_id')
    .innerJoin('service_role_grants as given', 'given.holder_id', 'group_roles.role_id')
    .select(given)
    .select('user_groups.user_id')
    .where('user_groups.user_id', 'in', keys),
);

/** Every grant that reaches any of these users, in any service; one that comes by several ways is there for each. */
export async function listReached(db: Db, userIds: readonly string[]): Promise<Reached[]> {
  const found: Reached[] = [];
  const parts = [
    ['user', listOwn],
    ['group', listByGroup],
    ['role', listByRole],
    ['role', listByGroupRole],
  ] as const;
  for (const [holder, list] of parts) {
    for (const row of await list(db, userIds)) {
      const { level } = row;
      const ids = { userId: row.user_id, serviceId: row.service_id, holderId: row.holder_id };
      found.push({ ...ids, holder, level, data: readData(row.data) });
    }
  }
  return found;
}
