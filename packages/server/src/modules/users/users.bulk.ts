import { sql } from 'kysely';
import type { Db } from '#platform/db/schema.ts';
import { loginKeysOf } from './identifiers/login.rules.ts';
import { checkIdentity, readProfile } from './profile.rules.ts';
import { changedFields, mergeUser } from './user-changes.rules.ts';
import type { UserBulk, UserKeys } from './users.bulk.types.ts';
import {
  findUsersByKeys,
  insertUsers,
  listUsersAfter,
  updateUserOfVersion,
  type KeyLists,
} from './users.bulk.store.ts';
import type { UserDeps } from './users.deps.ts';
import type { NewUser, User } from './users.types.ts';

function keysOf(user: Pick<NewUser, 'externalId' | 'email' | 'username'>): UserKeys {
  const { externalId = null, email = null, username = null } = user;
  return { externalId, ...loginKeysOf({ email, username }) };
}

function withoutNulls(keys: readonly (string | null)[]): string[] {
  return keys.filter((key) => key !== null);
}

function toLists(keys: readonly UserKeys[]): KeyLists {
  return {
    externalIds: withoutNulls(keys.map(({ externalId }) => externalId)),
    emailKeys: withoutNulls(keys.map(({ emailKey }) => emailKey)),
    usernameKeys: withoutNulls(keys.map(({ usernameKey }) => usernameKey)),
  };
}

function build(
  deps: Pick<UserDeps, 'clock' | 'newId'>,
  input: NewUser,
  times: { createdAt?: number; lastSignInAt?: number | null },
): User {
  const now = deps.clock.nowMs();
  return {
    id: deps.newId(),
    externalId: input.externalId ?? null,
    email: input.email ?? null,
    username: input.username ?? null,
    firstName: input.firstName ?? '',
    lastName: input.lastName ?? '',
    phone: input.phone ?? null,
    isActive: input.isActive ?? true,
    isStaff: input.isStaff ?? false,
    isSuperuser: input.isSuperuser ?? false,
    createdAt: times.createdAt ?? now,
    updatedAt: now,
    lastSignInAt: times.lastSignInAt ?? null,
    version: 1,
  };
}

async function hasAdministratorBeside(db: Db, userIds: readonly string[]): Promise<boolean> {
  let others = db
    .selectFrom('users')
    .select('id')
    // Literals, so that the partial index answers.
    .where(sql<boolean>`is_superuser = 1 and is_active = 1`)
    .limit(1);
  if (userIds.length > 0) others = others.where('id', 'not in', userIds);
  return (await others.executeTakeFirst()) !== undefined;
}

export function createUserBulk(deps: Pick<UserDeps, 'clock' | 'newId'>): UserBulk {
  return {
    read: readProfile,
    build: (input, times) => build(deps, input, times),
    merge: (before, changes) => mergeUser(before, changes, deps.clock.nowMs()),
    changedFields,
    problemsOf: checkIdentity,
    keysOf,
    findByKeys: (db, keys) => findUsersByKeys(db, toLists(keys)),
    insertAll: insertUsers,
    async updateAll(tx, users) {
      for (const { before, after } of users) {
        if (!(await updateUserOfVersion(tx, after, before.version))) return false;
      }
      return true;
    },
    hasAdministratorBeside,
    listAfter: listUsersAfter,
  };
}
