import { sql } from 'kysely';
import { prepared } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { asTakenError } from './users.errors.ts';
import { loginKey, searchKeys } from './identifiers/login.rules.ts';
import { toRow, toUser, userColumns } from './users.table.ts';
import type { User, UserQuery } from './users.types.ts';

/** Above every key that begins with a text: the last code point, in both engines' byte order. */
const afterPrefix = '\u{10ffff}';

/** Errors: `users.email_taken`, `users.username_taken`. */
export async function insertUser(tx: Tx, user: User): Promise<void> {
  try {
    await tx.insertInto('users').values(toRow(user)).execute();
  } catch (error) {
    throw asTakenError(error);
  }
}

const usersById = prepared((db) => db.selectFrom('users').select(userColumns).where('id', '=', ''));
const usersByEmail = prepared((db) => db.selectFrom('users').select(userColumns).where('email_key', '=', ''));
const usersByUsername = prepared((db) =>
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

/** In order of creation; the search is a range of each unique index, never a scan. */
export async function listUsers(db: Db, query: UserQuery): Promise<User[]> {
  let select = db.selectFrom('users').select(userColumns).orderBy('id').limit(query.limit);
  if (query.after !== undefined) select = select.where('id', '>', query.after);
  const search = query.search?.trim() ?? '';
  if (search.includes('\0') || !search.isWellFormed()) return [];
  if (search !== '') {
    const { email, username } = searchKeys(search);
    select = select.where((where) =>
      where.or([
        where.and([where('email_key', '>=', email), where('email_key', '<', email + afterPrefix)]),
        where.and([
          where('username_key', '>=', username),
          where('username_key', '<', username + afterPrefix),
        ]),
      ]),
    );
  }
  return (await select.execute()).map(toUser);
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

/** Errors: `users.email_taken`, `users.username_taken`. */
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
  db.updateTable('users').set({ last_sign_in_at: 0 }).where('id', '=', ''),
);

export async function updateLastSignIn(tx: Tx, id: string, at: number): Promise<void> {
  await setLastSignIn(tx, at, id);
}

export async function hasActiveSuperuser(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    // Literals, so that the partial index answers.
    .where(sql<boolean>`is_superuser = 1 and is_active = 1`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
