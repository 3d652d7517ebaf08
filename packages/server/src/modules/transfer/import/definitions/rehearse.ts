import type { Group, GroupWithRoles, Role } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { GroupEntry, PermissionEntry, RoleEntry } from '../../records/records.types.ts';
import type { Overlay } from '../overlay.ts';
import {
  differences,
  findGroup,
  findRole,
  orUndefined,
  roleChanges,
  roleNamesOf,
  type DefinitionEntry,
  type Defining,
  type Outcome,
} from './define.ts';

export interface Rehearsing extends Defining {
  db: Db;
  overlay: Overlay;
}

function requireThat(isAllowed: boolean): void {
  if (!isAllowed) throw new AppError('access.cannot_grant');
}

async function requireWithinReach({ access, db, caller }: Rehearsing, given: readonly Role[]): Promise<void> {
  const gift = { roleIds: given.map(({ id }) => id), groupIds: [] };
  requireThat((await access.beyondReach(db, caller, gift)).size === 0);
}

/** What an existing thing becomes under the option; undefined when the line is to be compared. */
function decided(
  rehearsing: Rehearsing,
  code: 'access.role_taken' | 'access.group_taken' | 'access.permission_taken',
) {
  if (rehearsing.options.existing === 'refuse') throw new AppError(code);
  return rehearsing.options.existing === 'skip' ? ('unchanged' as const) : undefined;
}

async function rehearsePermission(rehearsing: Rehearsing, entry: PermissionEntry): Promise<Outcome> {
  const { access, caller } = rehearsing;
  const { kind: _kind, name, ...given } = entry;
  const before = await orUndefined(access.getPermission(name), 'access.permission_not_found');
  requireThat(access.authorityOf(caller).mayDefine());
  if (!before) return 'created';
  const isSame = Object.keys(differences(before, given)).length === 0;
  return decided(rehearsing, 'access.permission_taken') ?? (isSame ? 'unchanged' : 'updated');
}

async function rehearseRole(rehearsing: Rehearsing, entry: RoleEntry): Promise<Outcome> {
  const { access, caller, overlay } = rehearsing;
  const { kind: _kind, name, ...given } = entry;
  const { level = null, description = '', permissions = [] } = given;
  const before = overlay.role(name) ?? (await findRole(access, name));
  const dates = { createdAt: 0, updatedAt: 0, version: 1 };
  const fresh: Role = {
    id: `dry-run ${name}`,
    name,
    level,
    description,
    permissions,
    isBuiltin: false,
    ...dates,
  };
  const after = before ? { ...before, ...given } : fresh;
  const isSame = before !== undefined && Object.keys(differences(before, given)).length === 0;
  const result = before && decided(rehearsing, 'access.role_taken');
  if (result ?? isSame) return 'unchanged';
  requireThat(access.authorityOf(caller).mayDefine(...(before ? [before, after] : [after])));
  overlay.addRole(after);
  return before ? 'updated' : 'created';
}

async function rehearseGroup(rehearsing: Rehearsing, entry: GroupEntry): Promise<Outcome> {
  const { access, caller, options, overlay } = rehearsing;
  const find = async (name: string): Promise<Role | undefined> =>
    overlay.role(name) ?? (await findRole(access, name));
  const wanted = entry.roles && (await roleNamesOf(entry.roles, find));
  const before = overlay.group(entry.name)?.group ?? (await findGroup(access, entry.name));
  if (before && decided(rehearsing, 'access.group_taken')) return 'unchanged';
  const { description = before?.description ?? '', name } = entry;
  const dates = { createdAt: 0, updatedAt: 0, version: 1 };
  const group: Group = before ?? { id: `dry-run ${name}`, name, description, roles: [], ...dates };
  const changes = roleChanges(group.roles, wanted, options.assignments);
  const isChanged = description !== before?.description || changes.given.length + changes.taken.length > 0;
  if (!isChanged) return 'unchanged';
  const held = [...group.roles.filter((role) => !changes.taken.includes(role)), ...changes.given];
  const roles = (await Promise.all(held.map(find))).filter((role) => role !== undefined);
  requireThat(access.authorityOf(caller).mayDefine());
  if (changes.given.length + changes.taken.length > 0)
    requireThat(access.authorityOf(caller).mayGrant(roles));
  const after: GroupWithRoles = { group: { ...group, description, roles: held }, roles };
  const isGiven = ({ name: role }: Role): boolean => changes.given.includes(role);
  await requireWithinReach(rehearsing, roles.filter(isGiven));
  overlay.addGroup(after);
  return before ? 'updated' : 'created';
}

/**
 * What `define` would do, without doing it. Names and descriptions are looked at when they are written:
 * a dry run answers for what exists, for what differs and for what the caller may do.
 */
export function rehearse(rehearsing: Rehearsing, entry: DefinitionEntry): Promise<Outcome> {
  switch (entry.kind) {
    case 'permission':
      return rehearsePermission(rehearsing, entry);
    case 'role':
      return rehearseRole(rehearsing, entry);
    case 'group':
      return rehearseGroup(rehearsing, entry);
  }
}
