import type { Mark } from '../store.types.ts';
import { markOf, rowOfTombstone } from './rows.ts';
import type { Engine, MirrorDb, TableNames, UserRow } from './tables.ts';

/** Our tables within a transaction. */
export interface Work {
  db: MirrorDb;
  names: TableNames;
  engine: Engine;
  keepsTombstones: boolean;
}

export interface GoneUser extends Mark {
  sub: string;
  reason: 'deleted' | 'no_access';
  /** Epoch milliseconds. */
  at: number;
}

/** Databases take some thousands of parameters in one statement; a user has 20. */
const rowsAtOnce = 200;

export function* slices<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += rowsAtOnce) yield all.slice(at, at + rowsAtOnce);
}

/** What is stored of these users, with tombstones. */
export async function readUsers({ db, names }: Work, subs: readonly string[]): Promise<Map<string, UserRow>> {
  const rows = new Map<string, UserRow>();
  for (const some of slices(subs)) {
    const found = await db.selectFrom(names.users).selectAll().where('sub', 'in', some).execute();
    for (const row of found) rows.set(row.sub, row);
  }
  return rows;
}

/** As of when these are known to be gone. */
export async function readGone({ db, names }: Work, subs: readonly string[]): Promise<Map<string, Mark>> {
  const marks = new Map<string, Mark>();
  for (const some of slices(subs)) {
    const found = await db
      .selectFrom(names.gone)
      .select(['sub', 'generation', 'position'])
      .where('sub', 'in', some)
      .execute();
    for (const row of found) marks.set(row.sub, markOf(row));
  }
  return marks;
}

async function upsertUsers({ db, names }: Work, rows: readonly UserRow[]): Promise<void> {
  for (const some of slices(rows)) {
    await db
      .insertInto(names.users)
      .values(some)
      .onConflict((conflict) =>
        conflict.column('sub').doUpdateSet((build) => ({
          email: build.ref('excluded.email'),
          username: build.ref('excluded.username'),
          first_name: build.ref('excluded.first_name'),
          last_name: build.ref('excluded.last_name'),
          phone: build.ref('excluded.phone'),
          external_id: build.ref('excluded.external_id'),
          created_at: build.ref('excluded.created_at'),
          is_active: build.ref('excluded.is_active'),
          is_staff: build.ref('excluded.is_staff'),
          is_superuser: build.ref('excluded.is_superuser'),
          role_ids: build.ref('excluded.role_ids'),
          group_ids: build.ref('excluded.group_ids'),
          access_level: build.ref('excluded.access_level'),
          data: build.ref('excluded.data'),
          deleted_at: build.ref('excluded.deleted_at'),
          deleted_reason: build.ref('excluded.deleted_reason'),
          fields: build.ref('excluded.fields'),
          generation: build.ref('excluded.generation'),
          position: build.ref('excluded.position'),
        })),
      )
      .execute();
  }
}

async function deleteBySub({ db }: Work, table: 'users' | 'gone', subs: readonly string[]): Promise<void> {
  for (const some of slices(subs)) await db.deleteFrom(table).where('sub', 'in', some).execute();
}

export async function writeUsers(work: Work, rows: readonly UserRow[]): Promise<void> {
  await upsertUsers(work, rows);
  await deleteBySub(
    work,
    work.names.gone,
    rows.map(({ sub }) => sub),
  );
}

/** `stored`: what is in the users table of them. */
export async function writeGone(
  work: Work,
  gone: readonly GoneUser[],
  stored: ReadonlyMap<string, UserRow>,
): Promise<void> {
  const { db, names, engine, keepsTombstones } = work;
  for (const some of slices(gone)) {
    await db
      .insertInto(names.gone)
      .values(
        some.map(({ sub, reason, generation, position, at }) => ({
          ...{ sub, reason, generation, position },
          gone_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('sub').doUpdateSet((build) => ({
          reason: build.ref('excluded.reason'),
          gone_at: build.ref('excluded.gone_at'),
          generation: build.ref('excluded.generation'),
          position: build.ref('excluded.position'),
        })),
      )
      .execute();
  }
  const there = gone.filter(({ sub }) => stored.has(sub));
  if (keepsTombstones) {
    await upsertUsers(
      work,
      there.map((one) => rowOfTombstone(one, stored.get(one.sub), engine)),
    );
  } else {
    await deleteBySub(
      work,
      names.users,
      there.map(({ sub }) => sub),
    );
  }
}
