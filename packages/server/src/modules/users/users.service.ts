import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { checkIdentity, readProfile } from './profile.rules.ts';
import { createUserAdministration } from './user-administration.service.ts';
import type { UserDeps } from './users.deps.ts';
import { invalidUser } from './users.errors.ts';
import {
  findUser,
  findUserByLogin,
  hasActiveSuperuser,
  insertUser,
  listUsers,
  updateLastSignIn,
} from './users.store.ts';
import type { NewUser, User, UserService } from './users.types.ts';

function check(input: NewUser): NewUser {
  const { user, problems } = readProfile(input);
  // A field with a problem of its own is missing from the result, and says enough about it.
  const all = problems.length > 0 ? problems : checkIdentity(user);
  if (all.length > 0) throw invalidUser(all);
  return user;
}

function toNewUser(deps: UserDeps, input: NewUser): User {
  const now = deps.clock.nowMs();
  return {
    id: deps.newId(),
    email: input.email ?? null,
    username: input.username ?? null,
    firstName: input.firstName ?? '',
    lastName: input.lastName ?? '',
    phone: input.phone ?? null,
    isActive: input.isActive ?? true,
    isStaff: input.isStaff ?? false,
    isSuperuser: input.isSuperuser ?? false,
    createdAt: now,
    updatedAt: now,
    lastSignInAt: null,
  };
}

async function insert(
  deps: UserDeps,
  tx: Tx,
  created: { act: Act; user: User; action: 'user.sign_up' | 'user.create' | 'setup.administrator' },
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

export function createUserService(deps: UserDeps): UserService {
  return {
    check,
    async insert(...[tx, act, input, action]) {
      const user = toNewUser(deps, input);
      await insert(deps, tx, { act, user, action });
      return user;
    },
    find: findUser,
    get: (db, id) => getOr404(findUser(db, id)),
    findByLogin: findUserByLogin,
    resolve: (db: Db, idOrLogin) =>
      getOr404(isUuid(idOrLogin) ? findUser(db, idOrLogin) : findUserByLogin(db, idOrLogin)),
    list: listUsers,
    ...createUserAdministration(deps),
    noteSignIn: updateLastSignIn,
    hasAdministrator: hasActiveSuperuser,
  };
}
