import { buildUser } from './build-user.ts';
import { loginKeysOf } from './identifiers/login.rules.ts';
import { checkIdentity, readProfile } from './profile.rules.ts';
import { changedFields, mergeUser } from './user-changes.rules.ts';
import type { UserBulk, UserKeys } from './users.bulk.types.ts';
import {
  findUsersByIds,
  findUsersByKeys,
  holdActiveUsers,
  insertUsers,
  listUsersAfter,
  updateUserOfVersion,
  type KeyLists,
} from './users.bulk.store.ts';
import type { UserDeps } from './users.deps.ts';
import { hasActiveSuperuser } from './users.store.ts';
import type { NewUser } from './users.types.ts';

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

export function createUserBulk(deps: Pick<UserDeps, 'clock' | 'newId'>): UserBulk {
  return {
    read: readProfile,
    build: (input, origin) => buildUser(deps, input, origin),
    merge: (before, changes) => mergeUser(before, changes, deps.clock.nowMs()),
    changedFields,
    problemsOf: checkIdentity,
    keysOf,
    findByKeys: (db, keys) => findUsersByKeys(db, toLists(keys)),
    findByIds: findUsersByIds,
    insertAll: insertUsers,
    async updateAll(tx, users) {
      for (const { before, after } of users) {
        if (!(await updateUserOfVersion(tx, after, before.version))) return false;
      }
      return true;
    },
    holdActive: holdActiveUsers,
    hasAdministratorBeside: hasActiveSuperuser,
    listAfter: listUsersAfter,
  };
}
