import type { AccessService, Caller, Group, NewRole, Role } from '#modules/access';
import { AppError, isAppError, type FieldError } from '#platform/errors.ts';
import type { ErrorCode } from '@ostiary/contract';
import type { GroupEntry, PermissionEntry, RoleEntry } from '../../records/records.types.ts';
import type { ImportOptions } from '../../transfer.types.ts';

export type DefinitionEntry = PermissionEntry | RoleEntry | GroupEntry;
export type Outcome = 'created' | 'updated' | 'unchanged';

export interface Defining {
  access: AccessService;
  caller: Caller;
  options: Pick<ImportOptions, 'existing' | 'assignments'>;
}

/** What is found, or undefined when there is nothing of that name. */
export async function orUndefined<T>(found: Promise<T>, code: ErrorCode): Promise<T | undefined> {
  return found.catch((error: unknown) => {
    if (isAppError(error, code)) return undefined;
    throw error;
  });
}

/** An id finds a role or group as well; a line speaks of names. */
function isNamed(found: { name: string } | undefined, name: string): boolean {
  const key = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
  return found !== undefined && key(found.name) === key(name);
}

export async function findRole(access: AccessService, name: string): Promise<Role | undefined> {
  const role = await orUndefined(access.getRole(name), 'access.role_not_found');
  return isNamed(role, name) ? role : undefined;
}

export async function findGroup(access: AccessService, name: string): Promise<Group | undefined> {
  const group = await orUndefined(access.getGroup(name.trim()), 'access.group_not_found');
  return isNamed(group, name) ? group : undefined;
}

function taken(code: ErrorCode): AppError {
  const error = new AppError(code);
  return new AppError(code, { fields: [{ path: 'name', message: error.message }] });
}

/** The fields that are given and differ. Lists are compared as sets. */
export function differences<T extends object>(before: T, given: Partial<T>): Partial<T> {
  const text = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? [...new Set(value as string[])].sort() : value);
  const changed = Object.entries(given).filter(
    ([name, value]) => value !== undefined && text(value) !== text(before[name as keyof T]),
  );
  return Object.fromEntries(changed) as Partial<T>;
}

async function definePermission(defining: Defining, entry: PermissionEntry): Promise<Outcome> {
  const { access, caller, options } = defining;
  const { kind: _kind, name, ...given } = entry;
  const before = await orUndefined(access.getPermission(name), 'access.permission_not_found');
  if (!before) {
    await access.createPermission(caller, { name, ...given });
    return 'created';
  }
  const changes = differences(before, given);
  if (options.existing === 'refuse') throw taken('access.permission_taken');
  if (options.existing === 'skip' || Object.keys(changes).length === 0) return 'unchanged';
  await access.updatePermission(caller, name, changes);
  return 'updated';
}

async function defineRole(defining: Defining, entry: RoleEntry): Promise<Outcome> {
  const { access, caller, options } = defining;
  const { kind: _kind, name, ...given } = entry;
  const before = await findRole(access, name);
  if (!before) {
    await access.createRole(caller, { name, ...given });
    return 'created';
  }
  const changes: Partial<NewRole> = differences(before, given);
  if (options.existing === 'refuse') throw taken('access.role_taken');
  if (options.existing === 'skip' || Object.keys(changes).length === 0) return 'unchanged';
  await access.updateRole(caller, before.id, changes);
  return 'updated';
}

/** The names that exist; AppError `access.role_not_found` with the places of the others. */
export async function roleNamesOf(
  names: readonly string[],
  find: (name: string) => Promise<Role | undefined>,
): Promise<string[]> {
  const fields: FieldError[] = [];
  const found = new Set<string>();
  for (const [index, name] of names.entries()) {
    const role = await find(name);
    if (role) found.add(role.name);
    else fields.push({ path: `roles.${index}`, message: new AppError('access.role_not_found').message });
  }
  if (fields.length > 0) throw new AppError('access.role_not_found', { fields });
  return [...found];
}

interface RoleChanges {
  given: string[];
  taken: string[];
}

export function roleChanges(
  held: readonly string[],
  wanted: readonly string[] | undefined,
  assignments: ImportOptions['assignments'],
): RoleChanges {
  if (wanted === undefined) return { given: [], taken: [] };
  return {
    given: wanted.filter((name) => !held.includes(name)),
    taken: assignments === 'replace' ? held.filter((name) => !wanted.includes(name)) : [],
  };
}

async function assignRoles(defining: Defining, groupId: string, changes: RoleChanges): Promise<void> {
  const { access, caller } = defining;
  for (const role of changes.given) await access.grantRole(caller, { groupId }, role);
  for (const role of changes.taken) await access.revokeRole(caller, { groupId }, role);
}

async function defineGroup(defining: Defining, entry: GroupEntry): Promise<Outcome> {
  const { access, caller, options } = defining;
  const { name, description } = entry;
  const wanted = entry.roles && (await roleNamesOf(entry.roles, (role) => findRole(access, role)));
  const before = await findGroup(access, name);
  if (before && options.existing === 'refuse') throw taken('access.group_taken');
  if (before && options.existing === 'skip') return 'unchanged';
  const group =
    before ?? (await access.createGroup(caller, { name, ...(description !== undefined && { description }) }));
  const roles = roleChanges(group.roles, wanted, options.assignments);
  await assignRoles(defining, group.id, roles);
  if (!before) return 'created';
  const isDescribedAnew = description !== undefined && description !== before.description;
  if (isDescribedAnew) await access.updateGroup(caller, before.id, { description });
  return isDescribedAnew || roles.given.length > 0 || roles.taken.length > 0 ? 'updated' : 'unchanged';
}

/**
 * Makes or changes what a line defines, by the use cases that everybody uses: each a transaction with its
 * audit entry. A line that was interrupted half way is completed by doing it again. Errors: theirs.
 */
export function define(defining: Defining, entry: DefinitionEntry): Promise<Outcome> {
  switch (entry.kind) {
    case 'permission':
      return definePermission(defining, entry);
    case 'role':
      return defineRole(defining, entry);
    case 'group':
      return defineGroup(defining, entry);
  }
}
