import { sql } from 'kysely';
import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { UserKeys } from './users.bulk.types.ts';
import { asTakenError } from './users.errors.ts';
import { toRow, toUser, userColumns, type UserRow } from './users.table.ts';
import type { User } from './users.types.ts';

/** A user with what they are found by. */
export interface KeyedUser {
  user: User;
  keys: UserKeys;
}

const keyedColumns = [...userColumns, 'email_key', 'username_key'] as const;

type KeyedRow = Pick<UserRow, (typeof keyedColumns)[number]>;

const byExternalId = bulkSelect<KeyedRow>((db, keys) =>
  db.selectFrom('users').select(keyedColumns).where('external_id', 'in', keys),
);
const byEmailKey = bulkSelect<KeyedRow>((db, keys) =>
  db.selectFrom('users').select(keyedColumns).where('email_key', 'in', keys),
);
const byUsernameKey = bulkSelect<KeyedRow>((db, keys) =>
  db.selectFrom('users').select(keyedColumns).where('username_key', 'in', keys),
);

const byId = bulkSelect<KeyedRow>((db, keys) =>
  db.selectFrom('users').select(keyedColumns).where('id', 'in', keys),
);

export interface KeyLists {
  externalIds: string[];
  emailKeys: string[];
  usernameKeys: string[];
}

function toKeyedUser(row: KeyedRow): KeyedUser {
  const keys = { externalId: row.external_id, emailKey: row.email_key, usernameKey: row.username_key };
  return { user: toUser(row), keys };
}

/** Whoever has any of these keys, each once. */
export async function findUsersByKeys(db: Db, lists: KeyLists): Promise<KeyedUser[]> {
  const rows = [
    ...(await byExternalId(db, lists.externalIds)),
    ...(await byEmailKey(db, lists.emailKeys)),
    ...(await byUsernameKey(db, lists.usernameKeys)),
  ];
  return [...new Map(rows.map((row) => [row.id, row])).values()].map(toKeyedUser);
}

export async function findUsersByIds(db: Db, ids: readonly string[]): Promise<User[]> {
  return (await byId(db, ids)).map(toUser);
}

const insertRows = bulkInsert<UserRow>('users', [...keyedColumns]);

function toKeyedRow({ user, keys }: KeyedUser): UserRow {
  return toRow(user, keys);
}

/** Errors: `users.email_taken`, `users.username_taken`, `users.external_id_taken`. */
export async function insertUsers(tx: Tx, users: readonly KeyedUser[]): Promise<void> {
  try {
    await insertRows(tx, users.map(toKeyedRow));
  } catch (error) {
    throw asTakenError(error);
  }
}

/**
 * False, and nothing written, when the user is not of the version before any more. Errors: as
 * `insertUsers`.
 */
export async function updateUserOfVersion(
  tx: Tx,
  changed: KeyedUser,
  versionBefore: number,
): Promise<boolean> {
  const { id, created_at: _created, last_sign_in_at: _lastSignIn, ...row } = toKeyedRow(changed);
  try {
    const updated = await tx
      .updateTable('users')
      .set(row)
      .where('id', '=', id)
      .where('version', '=', versionBefore)
      .returning('id')
      .executeTakeFirst();
    return updated !== undefined;
  } catch (error) {
    throw asTakenError(error);
  }
}

const heldRows = bulkSelect<{ id: string }>((db, keys) =>
  db
    .updateTable('users')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', 'in', keys)
    .where('is_active', '=', sql<number>`1`)
    .returning('id'),
);

/** Those of them who are active. Writes nothing but that it was here, which a change of the row then waits for. */
export async function holdActiveUsers(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const held = await heldRows(tx, [...new Set(ids)].sort());
  return new Set(held.map(({ id }) => id));
}

const firstPage = prepared((db) =>
  db.selectFrom('users').select(userColumns).where('id', '>', '').orderBy('id').limit(0),
);

/** Users after this id (empty for the first), in order of creation. */
export async function listUsersAfter(db: Db, after: string, limit: number): Promise<User[]> {
  return (await firstPage(db, after, limit)).map(toUser);
}
