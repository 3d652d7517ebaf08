import { sql } from 'kysely';
import { prepared, preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { asTakenError } from './users.errors.ts';
import { loginKey } from './identifiers/login.rules.ts';
import { toRow, toUser, userColumns } from './users.table.ts';
import type { User } from './users.types.ts';

/** Errors: `users.email_taken`, `users.username_taken`, `users.external_id_taken`. */
export async function insertUser(tx: Tx, user: User): Promise<void> {
  try {
    await tx.insertInto('users').values(toRow(user)).execute();
  } catch (error) {
    throw asTakenError(error);
  }
}

const usersById = preparedLookup((db) => db.selectFrom('users').select(userColumns).where('id', '=', ''));
const usersByEmail = preparedLookup((db) =>
  db.selectFrom('users').select(userColumns).where('email_key', '=', ''),
);
const usersByUsername = preparedLookup((db) =>
  db.selectFrom('users').select(userColumns).where('username_key', '=', ''),
);

export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const [row] = await usersById(db, id);
  return row && toUser(row);
}

export async function findUserByLogin(db: Db, login: string): Promise<User | undefined> {
  const { kind, key } = loginKey(login);
  // PostgreSQL cannot store a NUL, and refuses to compare with one.
  if (key === '' || key.includes('\0') || !key.isWellFormed()) return undefined;
  const [row] = await (kind === 'email' ? usersByEmail(db, key) : usersByUsername(db, key));
  return row && toUser(row);
}

/**
 * The user as they are now, locked until the transaction ends: a statement that both engines have, where
 * FOR UPDATE is PostgreSQL's alone.
 */
export async function lockUser(tx: Tx, id: string): Promise<User | undefined> {
  const row = await tx
    .updateTable('users')
    .set((users) => ({ updated_at: users.ref('updated_at') }))
    .where('id', '=', id)
    .returning(userColumns)
    .executeTakeFirst();
  return row && toUser(row);
}

/** Errors: `users.email_taken`, `users.username_taken`, `users.external_id_taken`. */
export async function updateUser(tx: Tx, user: User): Promise<void> {
  const { id, created_at: _created, last_sign_in_at: _lastSignIn, ...row } = toRow(user);
  try {
    await tx.updateTable('users').set(row).where('id', '=', id).execute();
  } catch (error) {
    throw asTakenError(error);
  }
}

export async function deleteUser(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('users').where('id', '=', id).execute();
}

const setLastSignIn = prepared((db) =>
  db.updateTable('users').set({ last_sign_in_at: 0 }).where('id', '=', '').returning('is_active'),
);

/** Whether the account is there and active. */
export async function updateLastSignIn(tx: Tx, id: string, at: number): Promise<boolean> {
  const [row] = await setLastSignIn(tx, at, id);
  return row?.is_active === 1;
}

/** Whether there is one beside these users. */
export async function hasActiveSuperuser(db: Db, beside: readonly string[] = []): Promise<boolean> {
  let others = db
    .selectFrom('users')
    .select('id')
    // Literals, so that the partial index answers.
    .where(sql<boolean>`is_superuser = 1 and is_active = 1`)
    .limit(1);
  if (beside.length > 0) others = others.where('id', 'not in', beside);
  return (await others.executeTakeFirst()) !== undefined;
}
