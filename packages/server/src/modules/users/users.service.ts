import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { listUsers } from './listing/listing.ts';
import { confirmEmail } from './confirmation.ts';
import { buildUser } from './build-user.ts';
import { checkIdentity, readProfile } from './profile.rules.ts';
import { createUserBulk } from './users.bulk.ts';
import { createUserAdministration } from './user-administration.service.ts';
import type { UserDeps } from './users.deps.ts';
import { invalidUser } from './users.errors.ts';
import {
  findUser,
  findUserByLogin,
  hasActiveSuperuser,
  insertUser,
  updateLastSignIn,
} from './users.store.ts';
import { listUsersAfter } from './users.bulk.store.ts';
import type { CreationAction, NewUser, User, UserPage, UserPageQuery, UserService } from './users.types.ts';

function check(input: NewUser): NewUser {
  const { user, problems } = readProfile(input);
  // A field with a problem of its own is missing from the result, and says enough about it.
  const all = problems.length > 0 ? problems : checkIdentity(user);
  if (all.length > 0) throw invalidUser(all);
  return user;
}

async function insert(
  deps: UserDeps,
  tx: Tx,
  created: { act: Act; user: User; action: CreationAction },
): Promise<void> {
  const { act, user, action } = created;
  await insertUser(tx, user);
  await deps.events.emit(tx, {
    type: 'user.created',
    subjectId: user.id,
    data: { is_active: user.isActive },
  });
  await deps.audit.record(tx, act, {
    action,
    outcome: 'success',
    target: { type: 'user', id: user.id },
    details: { is_staff: user.isStaff, is_superuser: user.isSuperuser },
  });
}

async function getOr404(found: Promise<User | undefined>): Promise<User> {
  const user = await found;
  if (!user) throw new AppError('users.not_found');
  return user;
}

async function listPage(deps: UserDeps, db: Db, query: UserPageQuery): Promise<UserPage> {
  const { role, group, ...filter } = query.filter;
  const [held, joined] = await Promise.all([
    role === undefined ? undefined : deps.access.getRole(role),
    group === undefined ? undefined : deps.access.getGroup(group),
  ]);
  const ids = { ...(held && { roleId: held.id }), ...(joined && { groupId: joined.id }) };
  return listUsers(db, { ...query, filter: { ...filter, ...ids } });
}

export function createUserService(deps: UserDeps): UserService {
  return {
    bulk: createUserBulk(deps),
    check,
    async insert(...[tx, act, input, action, times]) {
      const user = buildUser(deps, input, times);
      await insert(deps, tx, { act, user, action });
      return user;
    },
    find: findUser,
    get: (db, id) => getOr404(findUser(db, id)),
    findByLogin: findUserByLogin,
    resolve: (db: Db, idOrLogin) =>
      getOr404(isUuid(idOrLogin) ? findUser(db, idOrLogin) : findUserByLogin(db, idOrLogin)),
    list: (db, { after = '', limit }) => listUsersAfter(db, after, limit),
    listPage: (db, query) => listPage(deps, db, query),
    ...createUserAdministration(deps),
    confirmEmail: (tx, confirmed) => confirmEmail(deps, tx, confirmed),
    noteSignIn: updateLastSignIn,
    hasAdministrator: hasActiveSuperuser,
  };
}
