import type { Assignable } from '#modules/access';
import type { PasswordBulk } from '#modules/passwords';
import type { KnownUser, User, UserBulk, UserKeys } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import type { UserEntry } from '../../records/records.types.ts';
import type { ImportOptions } from '../../transfer.types.ts';
import {
  beyond,
  isNothing,
  missingFrom,
  nothing,
  resolveWanted,
  type Assigned,
} from './assignments.rules.ts';
import {
  requireHeld,
  requireMayChange,
  requireMayCreate,
  requireMayGive,
  type Giver,
} from './authority.rules.ts';
import { takenBy, type Claims, type KnownUsers, type Match } from './known-users.ts';

/** What is to be done about one line. */
export interface UserPlan {
  line: number;
  outcome: 'created' | 'updated' | 'unchanged';
  /** Null of a new account. */
  before: User | null;
  after: KnownUser;
  /** Wire names of the fields of the profile that change. */
  changed: string[];
  /** To be stored; absent when the password stays. */
  hash?: string;
  hadPassword: boolean;
  given: Assigned;
  taken: Assigned;
}

export interface Planning extends Giver {
  users: UserBulk;
  passwords: PasswordBulk;
  options: Pick<ImportOptions, 'existing' | 'assignments'>;
  assignable: Assignable;
  known: KnownUsers;
  claims: Claims;
  /** Whether the caller may say which id a new account has. */
  mayChooseIds: boolean;
}

export interface UserLine {
  line: number;
  entry: UserEntry;
  /** Of the entry's profile. */
  keys: UserKeys;
}

function invalid(planning: Planning, user: User): void {
  const fields = planning.users.problemsOf(user);
  if (fields.length > 0) throw new AppError('users.invalid', { fields });
}

/**
 * Services know people by their id: whoever may choose it could be taken for somebody who was deleted. AppError
 * `users.id_taken`, `access.denied`.
 */
function requireFreeId({ known, mayChooseIds }: Planning, id: string): void {
  if (known.hasId(id)) throw takenBy('id');
  if (mayChooseIds) return;
  const message = 'Ids are given by an operator or a superuser only.';
  throw new AppError('access.denied', { fields: [{ path: 'id', message }] });
}

function planCreation(planning: Planning, { line, entry, keys }: UserLine): UserPlan {
  const { users, authority } = planning;
  const { id, createdAt, lastSignInAt, passwordHash } = entry;
  if (id !== undefined) requireFreeId(planning, id);
  const user = users.build(entry.profile, {
    ...(id !== undefined && { id }),
    ...(createdAt !== undefined && { createdAt }),
    ...(lastSignInAt !== undefined && { lastSignInAt }),
  });
  invalid(planning, user);
  const wanted = resolveWanted(entry, planning.assignable);
  const given = { roles: wanted.roles ?? [], groups: wanted.groups ?? [] };
  requireMayGive(planning, given, { isNew: true });
  requireMayCreate(authority, user, given);
  return {
    line,
    outcome: 'created',
    before: null,
    after: { user, keys },
    changed: [],
    ...(passwordHash !== undefined && { hash: passwordHash }),
    hadPassword: false,
    given,
    taken: nothing,
  };
}

function newHash(planning: Planning, entry: UserEntry, { standing }: Match): string | undefined {
  const { passwordHash } = entry;
  const { password } = standing;
  if (passwordHash === undefined) return undefined;
  return password && planning.passwords.isSame(password, passwordHash) ? undefined : passwordHash;
}

function planUpdate(planning: Planning, { line, entry }: UserLine, match: Match): UserPlan {
  const { users, authority, assignable, options } = planning;
  const { user: before, held, keys, password } = match.standing;
  const after = users.merge(before, entry.profile);
  invalid(planning, after);
  const changed = users.changedFields(before, after);
  const hash = newHash(planning, entry, match);
  const wanted = resolveWanted(entry, assignable);
  const given = missingFrom(held, wanted);
  const taken = options.assignments === 'replace' ? beyond(held, wanted, assignable) : nothing;
  requireMayGive(planning, given, { isNew: false });
  requireHeld(authority, taken);
  const isChanged = changed.length > 0 || hash !== undefined;
  if (isChanged) requireMayChange(authority, { before, after, held });
  const isUpdated = isChanged || !isNothing(given) || !isNothing(taken);
  return {
    line,
    outcome: isUpdated ? 'updated' : 'unchanged',
    before,
    after: changed.length > 0 ? { user: after, keys: users.keysOf(after) } : { user: before, keys },
    changed,
    ...(hash !== undefined && { hash }),
    hadPassword: password !== undefined,
    given,
    taken,
  };
}

function planAsIs(line: number, { standing }: Match): UserPlan {
  const { user, keys } = standing;
  const change = { changed: [], hadPassword: true, given: nothing, taken: nothing };
  return { line, outcome: 'unchanged', before: user, after: { user, keys }, ...change };
}

function planFor(planning: Planning, line: UserLine, match: Match): UserPlan {
  const { id } = match.standing.user;
  if ((line.entry.id ?? id) !== id) throw takenBy('id', 'This account has another id, which never changes.');
  if (planning.options.existing === 'refuse') throw takenBy(match.by);
  return planning.options.existing === 'skip'
    ? planAsIs(line.line, match)
    : planUpdate(planning, line, match);
}

/**
 * Decides about one line, in the light of those before it. AppError with the field that stands in the way:
 * `users.*`, `access.*_not_found`, `access.cannot_grant`, `access.denied`.
 */
export function planUser(planning: Planning, line: UserLine): UserPlan {
  const { known, claims } = planning;
  const match = known.match(line.keys);
  const plan = match ? planFor(planning, line, match) : planCreation(planning, line);
  const { user, keys } = plan.after;
  const by = match?.by ?? (line.entry.id === undefined ? 'external_id' : 'id');
  claims.check(user.id, keys, by);
  claims.add(user.id, keys, line.line);
  return plan;
}
